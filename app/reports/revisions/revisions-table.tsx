import { useNames } from '#app/reports/names.ts'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { ComparedRow } from './revisions-page.server.ts'
import type { RevisionName } from './revisions.ts'

interface RevisionsTableProps {
  rows: readonly ComparedRow[]
  from: RevisionName
  titles: { before: string; after: string }
  /** Where to restore; null when nothing can be changed any more. */
  action: string | null
}

/** One row per answer that differs, before and after beside each other; below each other on a phone. */
export function RevisionsTable({ rows, from, titles, action }: RevisionsTableProps) {
  const { t, item } = useNames()
  return (
    <div className="stacked-table">
      <DataTable id="compared" caption={t('compare.caption', titles)}>
        <thead>
          <tr>
            <th scope="col">{t('compare.item')}</th>
            <th scope="col">{titles.before}</th>
            <th scope="col">{titles.after}</th>
            {action && <th scope="col">{t('compare.restoreColumn')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.item}>
              <th scope="row">
                {item(row.item)} <Tag tone="orange">{t(`delivery.kinds.${row.kind}`)}</Tag>
              </th>
              <td data-label={titles.before}>
                <Lines lines={row.before} none={t('compare.none')} />
              </td>
              <td data-label={titles.after}>
                <Lines lines={row.after} none={t('compare.none')} />
              </td>
              {action && (
                <td>
                  {row.restorable && (
                    <form method="post" action={action}>
                      <input type="hidden" name="item" value={row.item} />
                      <input type="hidden" name="from" value={from} />
                      <Button look="outline" size="small" name="do" value="restore">
                        {t('compare.restore')}
                        <span className="visually-hidden">{t('compare.restoreOf', { item: item(row.item) })}</span>
                      </Button>
                    </form>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

function Lines({ lines, none }: { lines: readonly string[]; none: string }) {
  if (lines.length === 0) return <span className="quiet">{none}</span>
  return <span className="typed">{lines.join('\n')}</span>
}
