import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Notice } from '#app/ui/notice.tsx'

/** Number and code, as they are read aloud. Shown in this one answer and nowhere else. */
export function MandateCode({ number, code, expiresAt }: { number: string; code: string; expiresAt: string }) {
  const { t } = useTranslation('mandates')
  const { dateTime } = useFormat()
  return (
    <Notice tone="warning" title={t('code.title')} announced>
      <p>{t('code.lead')}</p>
      <dl className="keep-codes">
        <div>
          <dt>{t('code.number')}</dt>
          <dd className="secret">{number}</dd>
        </div>
        <div>
          <dt>{t('code.code')}</dt>
          <dd className="secret">{code}</dd>
        </div>
      </dl>
      <p>{t('code.holds', { at: dateTime(expiresAt) })}</p>
      <p>{t('code.say')}</p>
    </Notice>
  )
}
