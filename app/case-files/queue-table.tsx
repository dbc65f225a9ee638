import { useTranslation } from '#app/i18n/use-translation.ts'

import { useFormat } from '#app/i18n/use-format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Tag } from '#app/ui/tag.tsx'

import { bulkForm } from './bulk-bar.tsx'
import type { QueueRow } from './queue-row.ts'
import { DueTag, StateTag } from './state-tag.tsx'

const columns = ['heading', 'state', 'due', 'received', 'stage', 'attack', 'sector', 'prefecture', 'assignee'] as const
type Column = (typeof columns)[number]

interface QueueTableProps {
  rows: readonly QueueRow[]
  order: string
  /** Columns that this body is never told anything for. */
  without: ReadonlySet<Column>
  /** Items that the body chose, in the order of the rows' cells. */
  own: readonly string[]
}

/**
 * The queue: a table on a wide screen, cards on a phone, where each value carries the name of its column itself because
 * some browsers forget what a table is once its rows are laid out as cards.
 */
export function QueueTable({ rows, order, without, own }: QueueTableProps) {
  const { t } = useTranslation('recipient')
  const { item } = useWords()
  const shown = columns.filter((column) => !without.has(column))
  const names = own.map(item)
  return (
    <DataTable id="queue-table" caption={t('queue.caption', { order: t(`orders.${order}`) })} captionHidden>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t('bulk.tick')}</span>
          </th>
          {shown.map((column) => (
            <th key={column} scope="col">
              {t(`columns.${column}`)}
            </th>
          ))}
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody data-rows>
        {rows.map((row) => (
          <tr key={row.id} data-row data-unread={row.unread ?? undefined}>
            <Tick row={row} />
            {shown.map((column) => (
              <Cell key={column} column={column} row={row} />
            ))}
            {names.map((name, at) => (
              <td key={name} data-column={name}>
                {row.cells[at] ?? '―'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** For acts on several; it belongs to the form of the bar above. */
function Tick({ row }: { row: QueueRow }) {
  const { t } = useTranslation('recipient')
  const name = row.organisation ?? row.title ?? row.reference
  return (
    <td className="queue-tick">
      <input type="checkbox" name="case" value={row.id} form={bulkForm} aria-label={t('bulk.tickOne', { name })} />
    </td>
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
      return <State row={row} />
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

/** The state, and what the body has marked. */
function State({ row: { state, severity, escalated, mergedNews } }: { row: QueueRow }) {
  const { t } = useTranslation('recipient')
  return (
    <>
      <StateTag state={state} /> {escalated && <Tag tone="red">{t('case-files:escalation.tag')}</Tag>}{' '}
      {severity && <Tag>{t('case-files:severity.tag', { step: t(`case-files:severity.steps.${severity}`) })}</Tag>}{' '}
      {mergedNews && <Tag tone="blue">{t('case-files:merge.news')}</Tag>}
    </>
  )
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
