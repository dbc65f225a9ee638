import { useTranslation } from '#app/i18n/use-translation.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { spanNames, type Counts } from './counts.ts'
import type { Span } from './spans.ts'
import { useNumbers } from './use-numbers.ts'
import { onTimeShare } from './view.ts'

interface CountsTableProps {
  id: string
  caption: string
  /** What the first column holds. */
  of: string
  rows: readonly { key: string; label: string; counts: Counts }[]
}

/** All that is counted, in numbers: what stands behind a chart. */
export function CountsTable({ id, caption, of, rows }: CountsTableProps) {
  const { t } = useTranslation('statistics')
  const { count } = useNumbers()
  return (
    <div className="statistics-table">
      <DataTable id={id} caption={caption} captionHidden>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            <th scope="col">{t('received')}</th>
            {spanNames.map((name) => (
              <th key={name} scope="col">
                {t('spanColumn', { span: t(`spans.${name}`) })}
              </th>
            ))}
            <th scope="col">{t('onTime')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, counts }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{count(counts.received)}</td>
              {spanNames.map((name) => (
                <td key={name}>
                  <SpanText span={counts[name]} />
                </td>
              ))}
              <td>
                <OnTime counts={counts} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

function SpanText({ span: { count, median, ninetieth } }: { span: Span }) {
  const { t } = useTranslation('statistics')
  const numbers = useNumbers()
  if (count === 0) return '―'
  const [half, most] = [numbers.span(median), numbers.span(ninetieth)]
  return t('spanValue', { median: half, ninetieth: most, number: numbers.count(count) })
}

function OnTime({ counts }: { counts: Counts }) {
  const { t } = useTranslation('statistics')
  const { percent, count } = useNumbers()
  const found = onTimeShare(counts.clocks)
  if (!found) return '―'
  return t('shareValue', {
    share: percent(found.share),
    number: count(counts.clocks.onTime),
    of: count(found.of),
  })
}
