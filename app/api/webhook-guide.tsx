import { useTranslation } from '#app/i18n/use-translation.ts'
import { Command } from '#app/ui/command.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { webhookEvents } from '#app/webhooks/events.ts'
import { decryptExample, messageExample, verifyExample } from '#app/webhooks/receiver-example.ts'

/** What the author of a receiver needs to read. */
export function WebhookGuide() {
  const { t } = useTranslation('api')
  return (
    <>
      <Heading level={2}>{t('webhooks.title')}</Heading>
      <p>{t('webhooks.lead')}</p>
      <ul className="list">
        <li>{t('webhooks.where')}</li>
        <li>{t('webhooks.thin')}</li>
        <li>{t('webhooks:how.again')}</li>
        <li>{t('webhooks:how.once')}</li>
        <li>{t('webhooks.order')}</li>
      </ul>
      <Heading level={3}>{t('webhooks:events.label')}</Heading>
      <Events title={t('webhooks.toBodies')} events={webhookEvents.recipient} />
      <Events title={t('webhooks.toFilers')} events={webhookEvents.filer} />
      <Heading level={3}>{t('webhooks.message')}</Heading>
      <Command label={t('webhooks.message')} text={messageExample} />
      <Heading level={3}>{t('webhooks.verify')}</Heading>
      <p>{t('webhooks.verifyText')}</p>
      <Command label={t('webhooks.verify')} text={verifyExample} />
      <Heading level={3}>{t('webhooks.content')}</Heading>
      <p>{t('webhooks.contentText')}</p>
      <Command label={t('webhooks.content')} text={decryptExample} />
    </>
  )
}

function Events({ title, events }: { title: string; events: readonly string[] }) {
  const { t } = useTranslation('webhooks')
  return (
    <>
      <p>{title}</p>
      <ul className="list">
        {events.map((event) => (
          <li key={event}>
            <code>{event}</code> {t(`events.${event.replace('.', '-')}`)}
          </li>
        ))}
      </ul>
    </>
  )
}
