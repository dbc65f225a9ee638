/**
 * The ceiling: what one bare statement can do that writes the very rows of a submission with ready-made bytes. The rows
 * are taken from a real submission (everything its transaction wrote, in every table), only their ids are new each
 * time. It runs as the owner: no row security, no triggers (what they write is among the rows), no encryption, no
 * rules, no HTTP. Indexes, constraints, foreign keys and the durable commit stay.
 */
import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { summary, type Measured } from './load.ts'
import type { WrittenTable } from './written-rows.ts'

/** Tables of which a submission changes an existing row, and by what it is found; all others only grow. */
const changed: Readonly<Record<string, string>> = {
  'public.reports': 'id',
  'public.audit_heads': 'report_id',
  'public.drafts': 'report_id',
}

/** Reports that have been started and not sent, as many as are to be measured. Returns their ids. */
export async function prepareReports(sql: Sql, model: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  await sql`
    insert into reports select (jsonb_populate_record(r, jsonb_build_object('id', fresh, 'reference', 'ceiling ' || fresh,
      'revision_number', 0, 'submitted_at', null))).*
    from unnest(${ids}::uuid[]) fresh, reports r where r.id = ${model}`
  await sql`
    insert into audit_heads (report_id, sequence, head)
    select fresh, 1, h.head from unnest(${ids}::uuid[]) fresh, audit_heads h where h.report_id = ${model}`
  await sql`analyze reports, audit_heads`
  return ids
}

export interface Ceiling extends Measured {
  rows: number
  bytes: number
}

/** Runs the statement once for each of the prepared reports, 16 at a time. `sql` has 16 connections. */
export async function measureCeiling(
  sql: Sql,
  tables: readonly WrittenTable[],
  model: string,
  reports: readonly string[],
) {
  const { text, parametersFor, bytes } = statementOf(tables, model)
  const triggers = tables.map(({ name }) => name)
  for (const name of triggers) await sql.unsafe(`alter table ${name} disable trigger user`)
  const latencies: number[] = []
  let next = 0
  const lane = async () => {
    for (let report = reports[next++]; report; report = reports[next++]) {
      const sent = performance.now()
      await sql.unsafe(text, parametersFor(report), { prepare: true })
      latencies.push(performance.now() - sent)
    }
  }
  const begun = performance.now()
  try {
    await Promise.all(Array.from({ length: sql.options.max }, lane))
  } finally {
    for (const name of triggers) await sql.unsafe(`alter table ${name} enable trigger user`)
  }
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0)
  return { ...summary(latencies, [], (performance.now() - begun) / 1000), rows, bytes } satisfies Ceiling
}

type Parameter = (idOf: (id: string) => string) => unknown

/** One statement for all tables, and what to bind for one report: the same values under ids of their own. */
function statementOf(tables: readonly WrittenTable[], model: string) {
  const ids = new Set([model, ...tables.flatMap((table) => ownIds(table))])
  const parameters: Parameter[] = []
  let bytes = 0
  const bind = (value: unknown, type: string) => {
    if (value === null || value === undefined) return 'null'
    bytes += sizeOf(value)
    parameters.push(parameterOf(value, ids))
    return `$${parameters.length}::${type}`
  }
  const steps = tables.map((table, index) => `w${index} as (${writing(table, bind)})`)
  const text = `with ${steps.join(',\n')}\nselect 1`
  const parametersFor = (report: string) => {
    const fresh = new Map([[model, report]])
    const idOf = (id: string) => fresh.get(id) ?? freshId(fresh, id)
    return parameters.map((parameter) => parameter(idOf)) as never[] // typed by the casts in the statement
  }
  return { text, parametersFor, bytes }
}

function writing({ name, columns, rows }: WrittenTable, bind: (value: unknown, type: string) => string): string {
  const key = changed[name]
  if (key) return changeOf(name, key, columns, rows[0] ?? {}, bind)
  const tuples = rows.map((row) => columns.map((column) => bind(row[column.name], column.type)).join(', '))
  return `insert into ${name} (${columns.map((column) => column.name).join(', ')}) values (${tuples.join('), (')})`
}

function changeOf(
  name: string,
  key: string,
  columns: WrittenTable['columns'],
  row: Readonly<Record<string, unknown>>,
  bind: (value: unknown, type: string) => string,
): string {
  const told = columns.filter((column) => !fixed.has(column.name))
  const sets = told.map((column) => `${column.name} = ${bind(row[column.name], column.type)}`)
  return `update ${name} set ${sets.join(', ')} where ${key} = ${bind(row[key], 'uuid')}`
}

/** What stays as it is in a changed row. */
const fixed = new Set(['id', 'report_id', 'reference', 'secret_hash', 'language', 'started_at'])

const ownIds = ({ columns, rows }: WrittenTable) =>
  columns.some(({ name, type }) => name === 'id' && type === 'uuid') ? rows.map((row) => String(row.id)) : []

/** Ids are replaced wherever they stand, in payloads of jobs and lines of the audit too. */
function parameterOf(value: unknown, ids: ReadonlySet<string>): Parameter {
  if (value instanceof Uint8Array || value instanceof Date || typeof value === 'number' || typeof value === 'boolean') {
    return () => value
  }
  if (typeof value === 'string' && ids.has(value)) return (idOf) => idOf(value)
  const text = JSON.stringify(value)
  const inside = [...ids].filter((id) => text.includes(id))
  if (inside.length === 0) return () => value
  return (idOf) => JSON.parse(inside.reduce((changing, id) => changing.replaceAll(id, idOf(id)), text))
}

function freshId(fresh: Map<string, string>, id: string): string {
  const made = randomUUID()
  fresh.set(id, made)
  return made
}

function sizeOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.length
  return value instanceof Date ? 8 : Buffer.byteLength(String(value))
}
