import { useTranslation } from '#app/i18n/use-translation.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Command } from '#app/ui/command.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { ShownSecret } from './arrange.server.ts'

/** The secrets of an endpoint, on the one page that ever shows them. */
export function SecretShown({ id, shared, publicKey, home }: ShownSecret & { home: string }) {
  const { t } = useTranslation('webhooks')
  return (
    <>
      <Notice tone="success" announced title={t('secret.title')}>
        <p>{t('secret.once')}</p>
      </Notice>
      <p>{t('secret.shared')}</p>
      <Command label={t('secret.sharedLabel')} text={shared} />
      <p>{t('secret.public')}</p>
      <Command label={t('secret.publicLabel')} text={publicKey} />
      <p>
        <LinkButton href={`${home}/${id}`}>{t('secret.on')}</LinkButton>
      </p>
    </>
  )
}
