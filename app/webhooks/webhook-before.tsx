import { useTranslation } from '#app/i18n/use-translation.ts'
import { Notice } from '#app/ui/notice.tsx'

/** Above an endpoint's page: the way back, and what was done. */
export function WebhookBefore({ home, done }: { home: string; done: string | null }) {
  const { t } = useTranslation('webhooks')
  return (
    <>
      <a href={home}>{t('back')}</a>
      {done && <Notice tone={done === 'nothing' ? 'info' : 'success'} announced title={t(`done.${done}`)} />}
    </>
  )
}
