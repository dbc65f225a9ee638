import { data } from 'react-router'

import { StaleNote } from '#app/accounts/stale-note.tsx'
import { DeskPage } from '#app/case-files/desk-page.tsx'
import { takeFlash } from '#app/http/flash.server.ts'
import { formOf } from '#app/http/form.server.ts'
import { isFreshOrStays } from '#app/http/fresh-factor.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Card } from '#app/ui/card.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { makeWebhook, type WebhookProblem } from '#app/webhooks/arrange.server.ts'
import { mostWebhooks } from '#app/webhooks/events.ts'
import { readWebhooks } from '#app/webhooks/read.server.ts'
import { SecretShown } from '#app/webhooks/secret-shown.tsx'
import { WebhookForm } from '#app/webhooks/webhook-form.tsx'
import { WebhookList } from '#app/webhooks/webhook-list.tsx'
import { placeOf, wishIn } from '#app/webhooks/wish.server.ts'
import { errorsOf, summaryOf } from '#app/webhooks/wish.ts'

import type { Route } from './+types/webhooks'

const untyped = { url: '', events: [], contentKey: '' }
const stale: WebhookProblem = { field: 'again', code: 'stale' }

/** The addresses of a body's own programs that are told what happens; for whoever administers the body. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  return { officer: { name, recipient, prefecture }, webhooks: await readWebhooks(context), done: takeFlash(args) }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const typed = wishIn(await formOf(args.request))
  const made = (await isFreshOrStays(args)) ? await makeWebhook(context, typed, placeOf(args)) : [stale]
  return Array.isArray(made) ? data({ typed, problems: made }, { status: 422 }) : { made }
}

export default function Webhooks({ loaderData, actionData }: Route.ComponentProps) {
  const { officer, webhooks, done } = loaderData
  const { t } = useTranslation('webhooks')
  const made = actionData && 'made' in actionData ? actionData.made : null
  const failed = actionData && 'problems' in actionData ? actionData : null
  const problems = failed?.problems ?? []
  return (
    <DeskPage
      officer={officer}
      title={t('title')}
      before={done && <Notice tone="success" announced title={t(`done.${done}`)} />}
    >
      <ErrorSummary problems={summaryOf(problems, t)} />
      {problems.some(({ code }) => code === 'stale') && <StaleNote />}
      {made ? (
        <SecretShown {...made} />
      ) : (
        <>
          <p>{t('lead')}</p>
          <WebhookList webhooks={webhooks} />
          {webhooks.length < mostWebhooks && (
            <Card title={t('new')} id="new-webhook">
              <WebhookForm isNew typed={failed?.typed ?? untyped} errors={errorsOf(problems, t)} />
            </Card>
          )}
        </>
      )}
    </DeskPage>
  )
}
