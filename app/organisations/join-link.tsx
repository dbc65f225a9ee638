import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Notice } from '#app/ui/notice.tsx'

/** The link for somebody to join; shown once. */
export function NewLink({ link, role, until }: { link: string; role: string; until: Date }) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  return (
    <Notice tone="success" title={t('people.link', { role: t(`account:roles.${role}`) })} announced>
      <p className="link-shown">{link}</p>
      <p>{t('people.linkText', { until: dateTime(until.toISOString()) })}</p>
    </Notice>
  )
}
