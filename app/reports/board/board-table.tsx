import { useNames, type Names } from '#app/reports/names.ts'
import { DataTable } from '#app/ui/data-table.tsx'

import type { BoardClock, BoardRow } from './board.ts'

/** A row per body: sent, delivered, opened, accepted, questions, deadlines. */
export function BoardTable({ rows }: { rows: readonly BoardRow[] }) {
  const names = useNames()
  const { t, recipientAt } = names
  const columns = ['sent', 'delivered', 'opened', 'acknowledged', 'questions', 'clock'] as const
  return (
    <div className="stacked-table labels-beside">
      <DataTable id="board" caption={t('board.recipients')} captionHidden>
        <thead>
          <tr>
            <th scope="col">{t('board.recipient')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`board.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.recipient}>
              <th scope="row">
                <a href={`#thread-${row.recipient}`}>{recipientAt(row.recipient, row.prefecture)}</a>
              </th>
              <Row row={row} names={names} />
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

function Row({ row, names }: { row: BoardRow; names: Names }) {
  const { t, time } = names
  const at = (instant: Date | null) =>
    instant ? <time dateTime={instant.toISOString()}>{time(instant)}</time> : t('board.waiting')
  return (
    <>
      <td data-label={t('board.sent')}>{at(row.sentAt)}</td>
      <td data-label={t('board.delivered')}>{at(row.deliveredAt)}</td>
      <td data-label={t('board.opened')}>
        {at(row.openedAt)}
        {row.openedBefore && (
          <p className="quiet">
            {t('board.openedBefore', { number: row.openedBefore.revisionNumber })} {at(row.openedBefore.openedAt)}
          </p>
        )}
      </td>
      <td data-label={t('board.acknowledged')}>
        {at(row.acknowledgedAt)}
        {row.number && <p>{t('board.number', { number: row.number })}</p>}
        {row.closedAt && <p>{t('board.closed', { time: time(row.closedAt) })}</p>}
      </td>
      <td data-label={t('board.questions')}>
        {row.openQuestions > 0 ? t('board.openQuestions', { count: row.openQuestions }) : t('board.noQuestions')}
      </td>
      <td className="wide-cell" data-label={t('board.clock')}>
        {row.clocks.length === 0 && t('preview.dues.none')}
        {row.clocks.map((clock) => (
          <ClockLine key={clock.clock} clock={clock} names={names} />
        ))}
      </td>
    </>
  )
}

function ClockLine({ clock, names }: { clock: BoardClock; names: Names }) {
  const { t } = names
  return (
    <p>
      {t('board.clockOf', {
        report: t(`preview.reports.${clock.report}`),
        due: clock.metAt ? t('board.met') : dueOf(clock, names),
      })}
      <br />
      <span className="quiet">{t(`rules:clocks.${clock.clock}`)}</span>
    </p>
  )
}

type StoredDue = Pick<BoardClock, 'dueKind' | 'dueAt' | 'cautiousAt' | 'guidelineAt'>

/** The stored clock in the words of the preview. */
export function dueOf({ dueKind, dueAt, cautiousAt, guidelineAt }: StoredDue, { due }: Names): string {
  if (dueKind === 'promptly') return due({ kind: 'promptly', guideline: guidelineAt?.toISOString() })
  if (!dueAt || dueKind === 'open') return due({ kind: 'open' })
  if (dueKind === 'at') return due({ kind: 'at', at: dueAt.toISOString() })
  const early = cautiousAt && cautiousAt.getTime() !== dueAt.getTime()
  return due(
    early
      ? { kind: 'day', at: cautiousAt.toISOString(), latest: dueAt.toISOString() }
      : { kind: 'day', at: dueAt.toISOString() },
  )
}
