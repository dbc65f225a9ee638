import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import type { Period } from '#db/retention/retention.server.ts'

/** What is kept how long, from when, and why so. */
export function PeriodTable({ id, caption, periods }: { id: string; caption: string; periods: readonly Period[] }) {
  const { t } = useTranslation('retention')
  const { day, period } = useFormat()
  const words = useWords()
  return (
    <div className="stacked-table">
      <DataTable id={id} caption={caption}>
        <thead>
          <tr>
            <th scope="col">{t('operator.kind')}</th>
            <th scope="col">{t('operator.body')}</th>
            <th scope="col">{t('operator.period')}</th>
            <th scope="col">{t('operator.why')}</th>
            <th scope="col">{t('operator.since')}</th>
          </tr>
        </thead>
        <tbody>
          {periods.map(({ kind, recipient, days, basis, reason, setAt }) => (
            <tr key={`${kind} ${recipient} ${setAt.toISOString()}`}>
              <th scope="row">
                {t(`kinds.${kind}.name`)}
                <br />
                <small className="quiet">{t(`kinds.${kind}.from`)}</small>
              </th>
              <td data-label={t('operator.body')}>{recipient ? words.recipient(recipient) : t('operator.all')}</td>
              <td data-label={t('operator.period')}>{period(days)}</td>
              <td data-label={t('operator.why')}>
                {t('operator.whyText', {
                  basis: t(`bases.${basis}`),
                  reason: reason === 'default' ? t(`defaults.${kind}`) : reason,
                })}
              </td>
              <td data-label={t('operator.since')}>{day(setAt.toISOString())}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}
