import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import type { Tombstone } from '#db/retention/retention.server.ts'

/** That something was there, and which period was over; no word of what it was. */
export function TombstoneTable({ tombstones }: { tombstones: readonly Tombstone[] }) {
  const { t } = useTranslation('retention')
  const { day, dateTime, period } = useFormat()
  const words = useWords()
  if (tombstones.length === 0) return <p>{t('tombstones.none')}</p>
  return (
    <div className="stacked-table">
      <DataTable id="deleted" caption={t('tombstones.caption')}>
        <thead>
          <tr>
            <th scope="col">{t('holds.reference')}</th>
            <th scope="col">{t('operator.kind')}</th>
            <th scope="col">{t('tombstones.from')}</th>
            <th scope="col">{t('operator.period')}</th>
            <th scope="col">{t('tombstones.at')}</th>
          </tr>
        </thead>
        <tbody>
          {tombstones.map(({ id, reference, kind, recipient, countedFrom, days, deletedAt }) => (
            <tr key={id}>
              <th scope="row">{reference}</th>
              <td data-label={t('operator.kind')}>
                {t(`kinds.${kind}.name`)} {recipient && words.recipient(recipient)}
              </td>
              <td data-label={t('tombstones.from')}>{day(countedFrom.toISOString())}</td>
              <td data-label={t('operator.period')}>{period(days)}</td>
              <td data-label={t('tombstones.at')}>{dateTime(deletedAt.toISOString())}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}
