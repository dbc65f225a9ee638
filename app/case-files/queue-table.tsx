import { useTranslation } from '#app/i18n/use-translation.ts'

import { useFormat } from '#app/i18n/use-format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { QueueRow } from './queue-row.ts'
import { DueTag, StateTag } from './state-tag.tsx'

const columns = ['heading', 'state', 'due', 'received', 'stage', 'attack', 'sector', 'prefecture', 'assignee'] as const
type Column = (typeof columns)[number]

interface QueueTableProps {
  rows: readonly QueueRow[]
  order: string
  /** Columns that this body is never told anything for. */
  without: ReadonlySet<Column>
}

/**
 * The queue: a table on a wide screen, cards on a phone, where each value carries the name of its column itself because
 * some browsers forget what a table is once its rows are laid out as cards.
 */
export function QueueTable({ rows, order, without }: QueueTableProps) {
  const { t } = useTranslation('recipient')
  const shown = columns.filter((column) => !without.has(column))
  return (
    <DataTable id="queue-table" caption={t('queue.caption', { order: t(`orders.${order}`) })} captionHidden>
      <thead>
        <tr>
          {shown.map((column) => (
            <th key={column} scope="col">
              {t(`columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-unread={row.unread ?? undefined}>
            {shown.map((column) => (
              <Cell key={column} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function Cell({ column, row }: { column: Column; row: QueueRow }) {
  const { t } = useTranslation('recipient')
  if (column === 'heading') return <Heading row={row} />
  return (
    <td data-column={t(`columns.${column}`)}>
      <Value column={column} row={row} />
    </td>
  )
}

function Heading({ row }: { row: QueueRow }) {
  const { t } = useTranslation('recipient')
  return (
    <th scope="row" className="queue-heading">
      <a href={`/desk/case-files/${row.id}`}>{row.organisation ?? row.title ?? row.reference}</a>{' '}
      {row.unread === 'updated' && <Tag tone="blue">{t('queue.unreadChange')}</Tag>}
      {row.organisation && row.title && <span className="queue-title">{row.title}</span>}
      {row.labels.length > 0 && <span className="queue-labels">{row.labels.join(t('between'))}</span>}
    </th>
  )
}

function Value({ column, row }: { column: Exclude<Column, 'heading'>; row: QueueRow }) {
  const { t } = useTranslation('recipient')
  const { dateTime } = useFormat()
  const words = useWords()
  switch (column) {
    case 'state':
      return <StateTag state={row.state} />
    case 'due':
      return <Due row={row} />
    case 'received':
      return dateTime(row.updatedAt)
    case 'stage':
      return t('columns.stageNumber', { stage: t(`stages.${row.stage}`), number: row.revisionNumber })
    case 'attack':
      return row.attackType ? words.option('incident-attack-type', row.attackType) : '―'
    case 'sector':
      return row.sector ? words.option('org-ci-sector', row.sector) : '―'
    case 'prefecture':
      return row.prefecture ? words.option('org-address', row.prefecture, 'prefecture') : '―'
    case 'assignee':
      return row.assignee ?? t('assignee.none')
  }
}

function Due({ row }: { row: QueueRow }) {
  const { t } = useTranslation('recipient')
  const { day } = useFormat()
  if (!row.dueAt) return t('due.none')
  return (
    <>
      <span className="queue-day">{day(row.dueAt)}</span> {row.state !== 'closed' && <DueTag due={row.due} />}
    </>
  )
}
