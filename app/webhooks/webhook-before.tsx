import { useTranslation } from '#app/i18n/use-translation.ts'
import { Notice } from '#app/ui/notice.tsx'

const tones: Readonly<Record<string, 'info' | 'warning'>> = { nothing: 'info', tested: 'info', testFailed: 'warning' }

/** Above an endpoint's page: the way back, and what was done. */
export function WebhookBefore({ home, done }: { home: string; done: string | null }) {
  const { t } = useTranslation('webhooks')
  return (
    <>
      <a href={home}>{t('back')}</a>
      {done && <Notice tone={tones[done] ?? 'success'} announced title={t(`done.${done}`)} />}
    </>
  )
}
