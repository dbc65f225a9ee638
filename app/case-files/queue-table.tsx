import { useTranslation } from 'react-i18next'

import { useFormat } from '#app/i18n/use-format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { QueueRow } from './queue-row.ts'
import { DueTag, StateTag } from './state-tag.tsx'

const columns = ['heading', 'state', 'due', 'received', 'stage', 'attack', 'sector', 'prefecture', 'assignee'] as const

/**
 * The queue: a table on a wide screen, cards on a phone. The roles are written out because a browser forgets what a
 * table is once its rows are laid out as cards.
 */
export function QueueTable({ rows, order }: { rows: readonly QueueRow[]; order: string }) {
  const { t } = useTranslation('recipient')
  return (
    <DataTable id="queue-table" caption={t('queue.caption', { order: t(`orders.${order}`) })} captionHidden>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {t(`columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </tbody>
    </DataTable>
  )
}

function Line({ row }: { row: QueueRow }) {
  const { t } = useTranslation('recipient')
  const { dateTime, day } = useFormat()
  const words = useWords()
  const name = (column: (typeof columns)[number]) => ({ role: 'cell', 'data-column': t(`columns.${column}`) })
  return (
    <tr role="row" data-unread={row.unread ?? undefined}>
      <th role="rowheader" scope="row" className="queue-heading">
        <a href={`/desk/case-files/${row.id}`}>{row.organisation ?? row.title ?? row.reference}</a>
        {row.unread && <Tag tone="blue">{t(row.unread === 'new' ? 'queue.unread' : 'queue.unreadChange')}</Tag>}
        {row.organisation && row.title && <span className="queue-title">{row.title}</span>}
        {row.labels.length > 0 && <span className="queue-labels">{row.labels.join('・')}</span>}
      </th>
      <td {...name('state')}>
        <StateTag state={row.state} />
      </td>
      <td {...name('due')}>
        {row.dueAt ? (
          <>
            <span className="queue-day">{day(row.dueAt)}</span> {row.state !== 'closed' && <DueTag due={row.due} />}
          </>
        ) : (
          t('due.none')
        )}
      </td>
      <td {...name('received')}>{dateTime(row.updatedAt)}</td>
      <td {...name('stage')}>
        {t('columns.stageNumber', { stage: t(`stages.${row.stage}`), number: row.revisionNumber })}
      </td>
      <td {...name('attack')}>{row.attackType ? words.option('incident-attack-type', row.attackType) : '―'}</td>
      <td {...name('sector')}>{row.sector ? words.option('org-ci-sector', row.sector) : '―'}</td>
      <td {...name('prefecture')}>{row.prefecture ?? '―'}</td>
      <td {...name('assignee')}>{row.assignee ?? t('assignee.none')}</td>
    </tr>
  )
}
