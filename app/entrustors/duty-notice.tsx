import { useTranslation } from '#app/i18n/use-translation.ts'
import { useNames } from '#app/reports/names.ts'
import { Notice } from '#app/ui/notice.tsx'
import type { Entrustment } from '#forms/mandates/entrustment.ts'

/** What becomes of the processor's own duty, on which ground, and what is not sure about it. */
export function DutyNotice({ entrustment }: { entrustment: Entrustment }) {
  const { t } = useTranslation('entrustors')
  const { recipient, rule } = useNames()
  const { isProcessor, told, replaced } = entrustment
  if (!isProcessor) return <Notice title={t('duty.notProcessor')} />
  if (replaced.length === 0) return <Notice title={t('duty.none')} />
  return (
    <Notice tone={told ? 'success' : 'warning'} id="duty" title={t(told ? 'duty.replaced' : 'duty.owed')}>
      <ul className="list">
        {replaced.map(({ recipient: to, rule: id, sure }) => (
          <li key={`${to} ${id}`}>
            {t('duty.line', { recipient: recipient(to), rule: rule(id) })}
            {!sure && ` ${t('duty.unsure')}`}
          </li>
        ))}
      </ul>
      <p>{t('duty.ground')}</p>
      <p>{t('duty.own')}</p>
    </Notice>
  )
}
