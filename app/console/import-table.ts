/** The table with which many reports begin: its columns, and what each row says. Pure. */
import { checkAnswers, type Problem } from '#forms/answers.ts'
import { momentOf } from '#forms/answers/moments.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answer, Answers, ItemId } from '#forms/item.ts'
import { itemsWithin, type Scope } from '#forms/mandates/scope.ts'
import { technicalOnly } from '#forms/mandates/technical.ts'
import type { Flaw } from './sheet-flaws.ts'
import { mandateLimits } from '#app/mandates/typed-mandate.ts'

/** Columns that are no items: under which mandate (empty: a client that stays unnamed), and the vendor's own words. */
export const ownColumns = ['mandate', 'ticket', 'label', 'template'] as const

/** Items that a cell can hold. `list`: several, with a semicolon or a line break between them. */
export const itemColumns: Readonly<Record<ItemId, 'text' | 'moment' | 'list'>> = {
  'incident-title': 'text',
  'incident-summary': 'text',
  'incident-attack-type': 'list',
  'time-awareness': 'moment',
  'time-detection': 'moment',
  'cause-initial-access': 'list',
  'cause-vulnerability': 'list',
  'ioc-network': 'list',
  'ioc-malware': 'list',
  'ransom-family': 'text',
}

export const columns: readonly string[] = [...ownColumns, ...Object.keys(itemColumns)]

export const mostRows = 500

export interface ImportProblem {
  /** As the spreadsheet counts them: the header is row 1. Null: the table as a whole. */
  row: number | null
  column: string | null
  /** In `import.problems`, or one of the form's own in `problems`. */
  code: string
  values: Readonly<Record<string, string | number>>
}

export interface ImportRow {
  /** As the spreadsheet counts them. */
  number: number
  mandate: string
  /** As the vendor calls the one who gave it. */
  client: string
  ticket: string
  label: string
  template: string
  answers: Answers
}

export interface ImportKnown {
  /** By their numbers: mandates for all reports of a client, with which one may begin reports. */
  mandates: ReadonlyMap<string, Pick<Scope, 'sections'> & { client: string }>
  /** Numbers of the other mandates that are held. */
  others: ReadonlySet<string>
  templates: ReadonlySet<string>
  /** Of clients: they stand in no row about a client that stays unnamed. */
  names: readonly string[]
}

export interface ImportTable {
  rows: readonly ImportRow[]
  problems: readonly ImportProblem[]
}

/**
 * Reads a header and its rows. Empty rows are no rows, also above the header; a column that nobody knows, or that has no
 * name, is a problem, so that nothing is lost.
 */
export function readTable(
  cells: readonly (readonly string[])[],
  known: ImportKnown,
  flaws: readonly Flaw[] = [],
): ImportTable {
  const [head, ...filled] = cells
    .map((row, at) => ({ row, number: at + 1 }))
    .filter(({ row }) => row.some((cell) => cell.trim() !== ''))
  const names = (head?.row ?? []).map((name) => name.normalize('NFKC').trim().toLowerCase())
  const problems = [
    ...names.flatMap((name, at) => headProblem(names, name, at, head?.number ?? 1)),
    ...flaws.map(({ row, at, code }) => ({
      row,
      column: at === null ? null : names[at] || letterOf(at),
      code,
      values: {},
    })),
    ...filled.flatMap(({ row, number }) => unnamedIn(names, row, number)),
  ]
  if (filled.length === 0) problems.push(whole('empty', {}))
  if (filled.length > mostRows) problems.push(whole('tooMany', { max: mostRows, count: filled.length }))
  if (problems.length > 0) return { rows: [], problems }
  const told = filled.map(({ row, number }) => ({ number, words: names.map((_, at) => (row[at] ?? '').trim()) }))
  const rows = told.map(({ words, number }) =>
    readRow(new Map(names.map((name, at) => [name, words[at] ?? ''])), number, known),
  )
  return { rows: rows.map(({ read }) => read), problems: [...rows.flatMap((one) => one.problems), ...twiceIn(told)] }
}

const whole = (code: string, values: ImportProblem['values']): ImportProblem => ({
  row: null,
  column: null,
  code,
  values,
})

function headProblem(names: readonly string[], name: string, at: number, row: number): ImportProblem[] {
  if (name === '') return []
  if (!columns.includes(name)) return [{ row, column: name.slice(0, 60), code: 'unknownColumn', values: {} }]
  return names.indexOf(name) === at ? [] : [{ row, column: name, code: 'columnTwice', values: {} }]
}

/** The same in every column: copied once too often, and nobody could tell the two reports apart. */
function twiceIn(rows: readonly { number: number; words: readonly string[] }[]): ImportProblem[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ number, words }) => {
    const told = JSON.stringify(words)
    const before = first.get(told)
    if (before === undefined) first.set(told, number)
    return before === undefined ? [] : [{ row: number, column: null, code: 'rowTwice', values: { first: before } }]
  })
}

/** Words below no name. */
function unnamedIn(names: readonly string[], cells: readonly string[], row: number): ImportProblem[] {
  return cells.flatMap((cell, at) =>
    cell.trim() === '' || names[at] ? [] : [{ row, column: letterOf(at), code: 'unnamedColumn', values: {} }],
  )
}

/** As the spreadsheet calls it: A, Z, AA. */
const letterOf = (at: number): string =>
  (at >= 26 ? letterOf(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26))

function readRow(cells: ReadonlyMap<string, string>, number: number, known: ImportKnown) {
  const problems: ImportProblem[] = []
  const wrong = (column: string, code: string, values: ImportProblem['values'] = {}) =>
    problems.push({ row: number, column, code, values })
  const cell = (name: string) => cells.get(name) ?? ''
  const [mandate, ticket, label, template] = [
    cell('mandate')
      .normalize('NFKC')
      .replaceAll(/[‐‑–—−ー]/g, '-')
      .toUpperCase(),
    cell('ticket'),
    cell('label'),
    cell('template'),
  ]
  if (known.others.has(mandate)) wrong('mandate', 'mandateOfOne')
  else if (mandate !== '' && !known.mandates.has(mandate)) wrong('mandate', 'mandateUnknown')
  for (const [column, words] of [
    ['ticket', ticket],
    ['label', label],
  ] as const)
    if (/\p{Cc}/u.test(words)) wrong(column, 'oneLine')
  if (ticket.length > mandateLimits.ticket)
    wrong('ticket', 'tooLong', { max: mandateLimits.ticket, length: ticket.length })
  if (label.length > mandateLimits.label) wrong('label', 'tooLong', { max: mandateLimits.label, length: label.length })
  if (template !== '' && !known.templates.has(template)) wrong('template', 'templateUnknown')
  const { answers, problems: refused } = checkAnswers(currentEdition, answersIn(cells))
  for (const { item, code, values } of withNames(refused)) wrong(item, code, values)
  const scope = known.mandates.get(mandate)
  const within = scope && itemsWithin(currentEdition, scope)
  for (const item of Object.keys(answersIn(cells))) if (within?.has(item) === false) wrong(item, 'outsideMandate')
  if (mandate === '') {
    for (const { item, why } of technicalOnly(answers, known.names, label).refused)
      wrong(item, why === 'text' ? 'identifying' : 'notTechnical')
  }
  return { read: { number, mandate, client: scope?.client ?? '', ticket, label, template, answers }, problems }
}

const withNames = (problems: readonly Problem[]) =>
  problems.map(({ item, code, values = {} }) => ({ item, code: String(code), values }))

function answersIn(cells: ReadonlyMap<string, string>): Record<ItemId, Answer> {
  return Object.fromEntries(
    Object.entries(itemColumns).flatMap(([item, kind]) => {
      const told = cells.get(item) ?? ''
      return told === '' ? [] : [[item, answerOf(kind, told)] as const]
    }),
  )
}

function answerOf(kind: 'text' | 'moment' | 'list', told: string): Answer {
  if (kind === 'list')
    return told
      .split(/[;；\n]/)
      .map((one) => one.trim())
      .filter(Boolean)
  if (kind === 'text') return told
  return momentOf(told) ?? told
}
