/** A row of the queue as text: fifty cases of ten cells each are most of the page. */
import type { TFunction } from 'i18next'

import { dueTones, stateTones } from '#app/case-files/state-tag.tsx'
import type { Language } from '#app/i18n/language.ts'
import type { useFormat } from '#app/i18n/use-format.ts'
import type { Names } from '#app/i18n/use-words.ts'
import { markup, type Markup } from '#app/ui/markup.ts'
import { tagMarkup } from '#app/ui/tag.tsx'
import { tongue } from '#app/ui/tongue.ts'

import { bulkForm } from './bulk-bar.tsx'
import type { QueueRow } from './queue-row.ts'

export const columns = [
  'heading',
  'state',
  'due',
  'received',
  'stage',
  'attack',
  'sector',
  'prefecture',
  'severity',
  'assignee',
] as const
export type Column = (typeof columns)[number]

/** What every row of a page is written with. */
export interface RowWords extends ReturnType<typeof useFormat> {
  t: TFunction
  language: Language
  /** When the page was asked for. */
  at: string
  ticks: boolean
  names: Names
  shown: readonly Column[]
  /** Of every column, shown or not. */
  titles: Readonly<Record<Column, string>>
  /** The body's own columns, by name. */
  own: readonly string[]
  /** Cells of this page, by column and what they say: most rows say the same as others. */
  written: Map<Column, Map<Said, Markup>>
}

export function rowMarkup(row: QueueRow, words: RowWords): Markup {
  const { t, shown, own, language } = words
  const name = row.organisation ?? row.title ?? row.reference
  const cells = shown.map((column) => (column === 'heading' ? headingOf(row, name, words) : cellOf(column, row, words)))
  const owned = own.map((title, at) => {
    const said = row.cells[at] ?? '―'
    return markup`<td data-column="${title}"${tongue(language, said)}>${said}</td>`
  })
  const unread = row.unread && markup` data-unread="${row.unread}"`
  return markup`<tr data-row="true"${unread}>${words.ticks && tickOf(row, name, t)}${cells}${owned}</tr>`
}

function tickOf({ id }: QueueRow, name: string, t: TFunction): Markup {
  const label = t('bulk.tickOne', { name })
  const tick = markup`<input type="checkbox" form="${bulkForm}" aria-label="${label}" name="case" value="${id}"/>`
  return markup`<td class="queue-tick">${tick}</td>`
}

function headingOf(row: QueueRow, name: string, { t, language }: RowWords): Markup {
  const unread = row.unread === 'new' && markup`<span class="visually-hidden">${t('queue.unread')}</span>`
  const news = row.unread === 'updated' && tagMarkup('blue', t('queue.unreadChange'))
  // Without a title the reference tells two cases of one organisation apart
  const second = row.title ?? row.reference
  const title = row.organisation && markup`<span class="queue-title"${tongue(language, second)}>${second}</span>`
  const marks = row.labels.join(t('between'))
  const labels = marks && markup`<span class="queue-labels"${tongue(language, marks)}>${marks}</span>`
  const link = markup`<a href="/desk/case-files/${row.id}"${tongue(language, name)}>${name}</a>`
  return markup`<th scope="row" class="queue-heading">${link} ${unread}${news}${title}${labels}</th>`
}

function cellOf(column: Exclude<Column, 'heading'>, row: QueueRow, words: RowWords): Markup {
  const said = saidIn(column, row)
  const written = words.written.get(column) ?? new Map<Said, Markup>()
  const known = written.get(said)
  if (known) return known
  const cell = markup`<td data-column="${words.titles[column]}">${valueOf(column, row, words)}</td>`
  words.written.set(column, written.set(said, cell))
  return cell
}

type Said = string | number | null

/** All of the row that its cell is written from. */
function saidIn(column: Exclude<Column, 'heading'>, row: QueueRow): Said {
  switch (column) {
    case 'state':
      return `${row.state} ${row.severity} ${row.escalated} ${row.mergedNews} ${row.held}`
    case 'due':
      return row.dueAt && `${row.dueAt.getTime()} ${row.state} ${row.due.key} ${row.due.count}`
    case 'received':
      return Math.floor(row.updatedAt.getTime() / 60_000)
    case 'stage':
      return `${row.stage} ${row.revisionNumber}`
    case 'attack':
      return row.attackType
    case 'assignee':
      return row.assignee && `${row.unattended} ${row.assignee}`
    default:
      return row[column]
  }
}

function valueOf(column: Exclude<Column, 'heading'>, row: QueueRow, words: RowWords): Markup | string {
  const { t, names, dayNear, time, at } = words
  switch (column) {
    case 'state':
      return stateOf(row, words)
    case 'due':
      return dueOf(row, words)
    case 'received':
      return markup`<span class="queue-day">${dayNear(row.updatedAt, at)}</span> ${time(row.updatedAt)}`
    case 'stage':
      return markup`<span class="unbroken">${t('columns.stageNumber', { stage: t(`stages.${row.stage}`), number: row.revisionNumber })}</span>`
    case 'attack':
      return row.attackType ? names.option('incident-attack-type', row.attackType) : '―'
    case 'sector':
      return row.sector ? names.option('org-ci-sector', row.sector) : '―'
    case 'prefecture':
      return row.prefecture ? names.option('org-address', row.prefecture, 'prefecture') : '―'
    case 'severity':
      return row.severity ? t(`case-files:severity.steps.${row.severity}`) : '―'
    case 'assignee':
      return inCharge(row, words)
  }
}

function inCharge({ assignee, unattended }: QueueRow, { t, language }: RowWords): Markup | string {
  if (!assignee) return t('assignee.none')
  const gone = unattended && markup` ${tagMarkup('orange', t('assignee.gone'))}`
  return markup`<span class="unbroken"${tongue(language, assignee)}>${assignee}</span>${gone}`
}

/** The state, what the body has marked, and whether questions had better wait. */
function stateOf({ state, severity, escalated, mergedNews, held }: QueueRow, { t, shown }: RowWords): Markup {
  const raised = escalated && tagMarkup('red', t('case-files:escalation.tag'))
  const step =
    severity &&
    !shown.includes('severity') &&
    t('case-files:severity.tag', { step: t(`case-files:severity.steps.${severity}`) })
  const news = mergedNews && tagMarkup('blue', t('case-files:merge.news'))
  const tag = tagMarkup(stateTones[state], t(`states.${state}`))
  const pause = held && tagMarkup('orange', t('queue.held'))
  return markup`${tag} ${raised} ${pause} ${step && tagMarkup('neutral', step)} ${news}`
}

function dueOf({ dueAt, due, state }: QueueRow, { t, dayNear, at }: RowWords): Markup | string {
  if (!dueAt) return t('due.none')
  const tag = state !== 'closed' && tagMarkup(dueTones[due.tone], t(`due.${due.key}`, { count: due.count }))
  return markup`<span class="queue-day">${dayNear(dueAt, at)}</span> ${tag}`
}
