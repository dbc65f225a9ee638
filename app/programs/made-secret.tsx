import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Command } from '#app/ui/command.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { NewSecret } from './programs.server.ts'

interface MadeSecretProps {
  made: NewSecret
  address: string
  origin: string
  /** What to try it on. */
  path: '/case-files' | '/reports'
}

/** The secret, this once. */
export function MadeSecret({ made, address, origin, path }: MadeSecretProps) {
  const { t } = useTranslation('programs')
  const { dateTime } = useFormat()
  const { kind, secret, clientId, expiresAt } = made
  const use =
    kind === 'key'
      ? `curl ${origin}/api/v1${path} -H 'Authorization: Bearer ${secret}'`
      : `curl ${origin}/api/v1/token -u '${clientId}:${secret}' -d grant_type=client_credentials`
  return (
    <>
      <Notice tone="warning" title={t('shown.once')} announced>
        <p>{t('shown.keep')}</p>
      </Notice>
      {kind === 'client' && <p>{t('shown.clientId', { clientId })}</p>}
      <p>{t(`shown.${kind}`)}</p>
      <Command label={t(`kinds.${kind}.label`)} text={secret} />
      <p>{t('shown.until', { until: dateTime(expiresAt) })}</p>
      <p>{t('shown.try')}</p>
      <Command label={t('shown.try')} text={use} />
      <p>
        <LinkButton href={address}>{t('shown.done')}</LinkButton>
      </p>
    </>
  )
}
