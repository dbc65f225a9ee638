/**
 * A desk with history: reports of sixty bodies, four deliveries each. Of the measured body everything is real (keys,
 * sealed headings, projections, columns and hashes of their words), so that its pages open what pages open. Of the
 * others only sizes and clear columns are: their sealed bytes are copies that nobody opens here.
 */
import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Sql } from 'postgres'
import { cellsOf } from '#app/case-files/queue/columns.ts'
import { searchTexts } from '#app/case-files/search/search-text.server.ts'
import type { Database } from '#db/client.server.ts'
import type { DataKey, Officer } from '#db/context.ts'
import { deliveryPlace, extractPlace, headingPlace } from '#db/places.ts'
import { monthOf, tokensOfTexts } from '#db/queue/search-tokens.server.ts'
import { dataKey } from '#db/sealing/sealed.server.ts'
import { newReference } from '#db/sealing/secrets.server.ts'
import { canonicalJson } from '#forms/projection.ts'
import { attacks, drawing, idAt, prefectures, sectors, stages } from './desk-draws.ts'
import { dropIndexes, endHurry, hurry } from './desk-hurry.ts'
import { copyOthers, preparePool } from './desk-others.ts'
import { storiesFor, tellReport } from './desk-texts.ts'

export const measured = 'jpcert'
/** The measured officer is in it. */
export const measuredTeam = '00000000-0000-7000-8000-00000000000d'
const perReport = 4
const share = 0.4 // of reports that the measured body gets: a tenth of all deliveries
const chunk = 2_500 // reports

export interface Span {
  deliveries: number
  from: Date
  to: Date
}

const filed = ['reports', 'revisions', 'data_keys', 'case_files', 'deliveries', 'extracts', 'clocks', 'case_facts']
const tables = [...filed, 'labels', 'assignments', 'sightings', 'feedback']

/** `sql` is the owner's, on one connection. `officers` are of the measured body. */
export async function seedDesk(store: Database, sql: Sql, officers: readonly Officer[], span: Span): Promise<void> {
  await hurry(sql)
  const rebuild = await dropIndexes(sql, tables)
  const key = await recipientKey(store, officers)
  await preparePool(sql, key)
  const reports = span.deliveries / perReport
  let copying: Promise<unknown> = Promise.resolve()
  for (let from = 0; from < reports; from += chunk) {
    const told = retell(store, key, officers, { ...span, first: from, last: Math.min(from + chunk, reports), reports })
    await copying
    await copyOwn(sql, told)
    copying = copyOthers(sql, measured) // while the next ones are told here
  }
  await copying
  for (const statement of rebuild) await sql.unsafe(statement)
  await sql`insert into case_facts select * from case_facts_now on conflict do nothing`
  for (const table of tables) await sql.unsafe(`vacuum analyze ${table}`)
  await endHurry(sql)
}

async function recipientKey(store: Database, [officer]: readonly Officer[]): Promise<DataKey> {
  if (!officer) throw new Error('the measured body has no officer')
  return store.as(officer).transaction((tx) => tx.recipientKey(measured))
}

interface Row {
  table: string
  values: (string | number | boolean | null | Buffer | Date)[]
}

const columns: Record<string, string> = {
  bench_reports: 'id, received_at, own',
  data_keys: 'id, report_id, wrapped, wrapped_by',
  case_files:
    'id, report_id, recipient, reference, revision_number, received_at, updated_at, stage, attack_type, sector, prefecture, severity, due_at, heading, opened_at, acknowledged_at, closed_at, closed_reason, assignee_id, own_severity, team_id, escalated_at',
  deliveries: 'id, report_id, recipient, revision_number, phase, content, digest, sent_at, delivered_at, opened_at',
  extracts: 'case_file_id, recipient, prefecture, revision_number, received_at, content, tokens',
  labels: 'case_file_id, label, recipient, officer_id, added_at, open',
  assignments: 'case_file_id, recipient, officer_id, assigned_at',
  sightings: 'case_file_id, officer_id, revision_number, seen_at',
  feedback: 'id, report_id, case_file_id, recipient, kind, side, content, officer_id, sent_at',
}

const labels = ['至急', '確認中', '委託先', '再発', '続報待ち', '共有済み', '演習', '重要']
const day = 86_400_000

interface Part extends Span {
  first: number
  last: number
  reports: number
}

/** The rows of one chunk that are made here: every report's frame, and all of the measured body. */
function retell(store: Database, key: DataKey, officers: readonly Officer[], part: Part): Row[] {
  const draw = drawing(part.first + part.reports)
  const rows: Row[] = []
  const searchKey = key.derive('search')
  for (let number = part.first; number < part.last; number++) {
    const receivedAt = new Date(
      part.from.getTime() + ((part.to.getTime() - part.from.getTime()) * number) / part.reports,
    )
    const id = idAt(receivedAt)
    const own = draw() < share
    rows.push({ table: 'bench_reports', values: [id, receivedAt, own] })
    if (own) rows.push(...ownRows({ store, key, searchKey, officers, draw, number, id, receivedAt, now: part.to }))
  }
  return rows
}

interface Own {
  store: Database
  key: DataKey
  searchKey: Buffer
  officers: readonly Officer[]
  draw: () => number
  number: number
  id: string
  receivedAt: Date
  now: Date
}

let stories: ReturnType<typeof storiesFor> | undefined

function ownRows({ store, key, searchKey, officers, draw, number, id, receivedAt, now }: Own): Row[] {
  stories ??= storiesFor(measured)
  const { projection, heading } = tellReport(stories, number, draw)
  const one = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T // never empty
  const [caseFile, keyId, secret, reference] = [idAt(receivedAt), idAt(receivedAt), randomBytes(32), newReference()]
  const { wrapped, wrappedBy } = store.keyring.wrap(keyId, secret)
  const content = dataKey(keyId, secret).seal(deliveryPlace(id, measured, 1), { projection, changes: null })
  const digest = createHash('sha256').update(canonicalJson(projection)).digest()
  const [stage, prefecture, me] = [one(stages), one(prefectures), one(officers).officerId]
  const times = timesOf(receivedAt, now, draw)
  const assignee = draw() < 0.7 ? me : null
  const tokens = tokensOfTexts(searchKey, new Set(searchTexts(projection, reference)), monthOf(receivedAt))
  const cells = key.seal(extractPlace(caseFile, measured), cellsOf(projection))
  const file = [caseFile, id, measured, reference, 1, receivedAt, receivedAt, stage, one(attacks), one(sectors)]
  const sealed = key.seal(headingPlace(id, measured), heading)
  const due = new Date(receivedAt.getTime() + (3 + 27 * draw()) * day)
  const rows: Row[] = [
    { table: 'data_keys', values: [keyId, id, wrapped, wrappedBy] },
    {
      table: 'case_files',
      values: [
        ...file,
        prefecture,
        3,
        draw() < 0.8 ? due : null,
        sealed,
        ...times,
        times[2] ? 'resolved' : null,
        assignee,
        draw() < 0.3 ? Math.floor(draw() * 6) : null,
        draw() < 0.06 ? measuredTeam : null,
        draw() < (times[2] ? 0.001 : 0.08) ? receivedAt : null,
      ],
    },
    {
      table: 'deliveries',
      values: [idAt(receivedAt), id, measured, 1, stage, content, digest, receivedAt, receivedAt, times[0]],
    },
    { table: 'extracts', values: [caseFile, measured, prefecture, 1, receivedAt, cells, `{${tokens.join(',')}}`] },
  ]
  if (assignee) rows.push({ table: 'assignments', values: [caseFile, measured, assignee, receivedAt] })
  if (draw() < 0.5)
    rows.push({ table: 'labels', values: [caseFile, one(labels), measured, me, receivedAt, times[2] === null] })
  const reader = officers[0]?.officerId ?? me
  if (draw() < 0.6) rows.push({ table: 'sightings', values: [caseFile, reader, 1, receivedAt] })
  if (draw() < 0.06) rows.push(questionOf(dataKey(keyId, secret), id, caseFile, me, receivedAt))
  return rows
}

function questionOf(key: DataKey, reportId: string, caseFile: string, officer: string, at: Date): Row {
  const id = idAt(at)
  const place = { table: 'feedback', row: id, column: 'content', tenant: measured }
  const content = key.seal(place, { text: '侵入の経路を、わかる範囲で教えてください。' })
  return {
    table: 'feedback',
    values: [id, reportId, caseFile, measured, 'question', 'recipient', content, officer, at],
  }
}

/** Opened, acknowledged, closed: what is old is done with, but for a few. */
function timesOf(receivedAt: Date, now: Date, draw: () => number): [Date | null, Date | null, Date | null] {
  const age = (now.getTime() - receivedAt.getTime()) / day
  const closes = draw() < (age < 30 ? 0.45 : age < 180 ? 0.9 : 0.995)
  const opens = closes || draw() < 0.8
  const after = (hours: number) => new Date(receivedAt.getTime() + hours * 3_600_000)
  return [opens ? after(2) : null, opens && (closes || draw() < 0.6) ? after(20) : null, closes ? after(240) : null]
}

async function copyOwn(sql: Sql, rows: readonly Row[]): Promise<void> {
  await sql`truncate bench_reports`
  for (const [table, own] of Map.groupBy(rows, (row) => row.table)) {
    const into = await sql.unsafe(`copy ${table} (${columns[table]}) from stdin`).writable()
    await pipeline(Readable.from(linesOf(own)), into)
  }
}

function* linesOf(rows: readonly Row[]): Generator<string> {
  for (const { values } of rows) yield `${values.map(written).join('\t')}\n`
}

function written(value: Row['values'][number]): string {
  if (value === null) return '\\N'
  if (value instanceof Date) return value.toISOString()
  return Buffer.isBuffer(value) ? `\\\\x${value.toString('hex')}` : String(value)
}
