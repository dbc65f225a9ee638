import { useTranslation } from '#app/i18n/use-translation.ts'
import { Command } from '#app/ui/command.tsx'
import { Heading } from '#app/ui/heading.tsx'
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
