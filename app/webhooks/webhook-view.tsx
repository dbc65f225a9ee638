import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button, ConfirmButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Command } from '#app/ui/command.tsx'
import { Details } from '#app/ui/details.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'

import { MessageTable } from './message-table.tsx'
import type { ShownMessage, ShownWebhook } from './read.server.ts'
import { WebhookState } from './webhook-list.tsx'

interface WebhookViewProps {
  webhook: ShownWebhook
  failed: readonly ShownMessage[]
  messages: readonly ShownMessage[]
}

export function WebhookView({ webhook, failed, messages }: WebhookViewProps) {
  const { t } = useTranslation('webhooks')
  const { url, state, counts } = webhook
  return (
    <>
      <Card id="state" title={t('now')} aside={<WebhookState state={state} />}>
        <p className="mono break">{url}</p>
        {state === 'gone' && <Notice tone="warning" title={t('goneText')} />}
        {state === 'failing' && <Notice tone="warning" title={t(counts.waiting > 0 ? 'failingText' : 'failedAll')} />}
        <p>{t('counts', counts)}</p>
        <Acts webhook={webhook} />
      </Card>
      {failed.length > 0 && (
        <section className="stack">
          <Heading level={2}>{t('tables.failed')}</Heading>
          <p>{t('failedText')}</p>
          <form method="post">
            <Button look="outline" name="do" value="again-all">
              {t('againAll')}
            </Button>
          </form>
          <MessageTable id="failed" messages={failed} />
        </section>
      )}
      {(messages.length > 0 || failed.length === 0) && (
        <section className="stack">
          <Heading level={2}>{t('tables.newest')}</Heading>
          {messages.length === 0 ? <p>{t('noMessages')}</p> : <MessageTable id="newest" messages={messages} />}
        </section>
      )}
      <Details summary={t('how.title')}>
        <p>{t('how.signed')}</p>
        {webhook.publicKeys.map((key) => (
          <Command key={key} label={t('secret.publicLabel')} text={key} />
        ))}
        <p>{t('how.again')}</p>
        <p>{t('how.once')}</p>
      </Details>
    </>
  )
}

function Acts({ webhook: { state } }: { webhook: ShownWebhook }) {
  const { t } = useTranslation('webhooks')
  const isOn = state === 'on' || state === 'failing'
  return (
    <form method="post" className="actions">
      {isOn && (
        <Button name="do" value="test">
          {t('test')}
        </Button>
      )}
      <Button look="outline" name="do" value={isOn ? 'pause' : 'resume'}>
        {t(isOn ? 'pause' : 'resume')}
      </Button>
      <ConfirmButton
        look="outline"
        name="do"
        value="rotate"
        question={t('rotateQuestion')}
        yes={t('rotate')}
        no={t('no')}
      >
        {t('rotate')}
      </ConfirmButton>
      <ConfirmButton look="text" name="do" value="remove" question={t('removeQuestion')} yes={t('remove')} no={t('no')}>
        {t('remove')}
      </ConfirmButton>
    </form>
  )
}
