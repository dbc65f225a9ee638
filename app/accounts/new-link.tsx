import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Notice } from '#app/ui/notice.tsx'

/** The link for somebody to set up how they sign in; shown once. */
export function NewLink({ link, name, until }: { link: string; name: string; until: Date }) {
  const { t } = useTranslation('accounts')
  const { dateTime } = useFormat()
  return (
    <Notice tone="success" title={t('people.link', { name })} announced>
      <p className="link-shown">{link}</p>
      <p>{t('people.linkText', { until: dateTime(until.toISOString()) })}</p>
    </Notice>
  )
}
