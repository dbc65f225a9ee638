import { StaleNote } from '#app/accounts/stale-note.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Card } from '#app/ui/card.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'

import type { ShownSecret, WebhookProblem } from './arrange.server.ts'
import { mostWebhooks } from './events.ts'
import type { ShownMessage, ShownWebhook } from './read.server.ts'
import { SecretShown } from './secret-shown.tsx'
import { WebhookForm, type WebhookChoices, type WebhookTyped } from './webhook-form.tsx'
import { WebhookList } from './webhook-list.tsx'
import { WebhookView } from './webhook-view.tsx'
import { errorsOf, summaryOf } from './wish.ts'

/** What came of a form: secrets that are shown once, or what was wrong with it. */
export type WebhookActed = { made: ShownSecret } | { typed: WebhookTyped; problems: WebhookProblem[] } | undefined

interface Shared {
  home: string
  choices: WebhookChoices
  acted: WebhookActed
}

const untyped: WebhookTyped = { url: '', events: [], contentKey: '' }

const failedIn = (acted: WebhookActed) => (acted && 'problems' in acted ? acted : null)

function Problems({ acted }: Pick<Shared, 'acted'>) {
  const { t } = useTranslation('webhooks')
  const problems = failedIn(acted)?.problems ?? []
  return (
    <>
      <ErrorSummary problems={summaryOf(problems, t)} />
      {problems.some(({ code }) => code === 'stale') && <StaleNote />}
    </>
  )
}

export function WebhooksContent({ home, choices, acted, webhooks }: Shared & { webhooks: readonly ShownWebhook[] }) {
  const { t } = useTranslation('webhooks')
  const failed = failedIn(acted)
  if (acted && 'made' in acted) return <SecretShown {...acted.made} home={home} />
  return (
    <>
      <Problems acted={acted} />
      <p>{t(choices.mayHaveContent ? 'lead' : 'leadOfFilers')}</p>
      <WebhookList webhooks={webhooks} home={home} />
      {webhooks.length < mostWebhooks && (
        <Card title={t('new')} id="new-webhook">
          <WebhookForm
            isNew
            choices={choices}
            typed={failed?.typed ?? untyped}
            errors={errorsOf(failed?.problems ?? [], t)}
          />
        </Card>
      )}
    </>
  )
}

interface OneProps extends Shared {
  webhook: ShownWebhook
  failed: readonly ShownMessage[]
  messages: readonly ShownMessage[]
}

export function WebhookContent({ home, choices, acted, webhook, failed, messages }: OneProps) {
  const { t } = useTranslation('webhooks')
  const wrong = failedIn(acted)
  if (acted && 'made' in acted) return <SecretShown {...acted.made} home={home} />
  const typed = wrong?.typed ?? { ...webhook, contentKey: webhook.contentKey ?? '' }
  return (
    <>
      <Problems acted={acted} />
      <WebhookView webhook={webhook} failed={failed} messages={messages} />
      <Card title={t('settings')} id="settings">
        <WebhookForm isNew={false} choices={choices} typed={typed} errors={errorsOf(wrong?.problems ?? [], t)} />
      </Card>
    </>
  )
}
