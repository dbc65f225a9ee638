/**
 * A desk with history: reports of sixty bodies, four deliveries each. Of the measured body everything is real (keys,
 * sealed headings, projections, columns and hashes of their words), so that its pages open what pages open. Of the
 * others only sizes and clear columns are: their sealed bytes are copies that nobody opens here.
 * Over 200 lines for its SQL, which reads best in one piece.
 */
import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Sql } from 'postgres'
import { cellsOf } from '#app/case-files/columns.ts'
import { searchText } from '#app/case-files/search-text.server.ts'
import type { Database } from '#db/client.server.ts'
import type { DataKey, Officer } from '#db/context.ts'
import { deliveryPlace, extractPlace, headingPlace } from '#db/places.ts'
import { dataKey } from '#db/sealed.server.ts'
import { monthOf, tokensOf } from '#db/search-tokens.server.ts'
import { pairsOf } from '#db/search-words.ts'
import { newReference } from '#db/secrets.server.ts'
import { canonicalJson } from '#forms/projection.ts'
import { storiesFor, tellReport } from './desk-texts.ts'

export const measured = 'jpcert'
const others = 59
const perReport = 4
const share = 0.4 // of reports that the measured body gets: a tenth of all deliveries
const chunk = 2_500 // reports

export interface Span {
  deliveries: number
  from: Date
  to: Date
}

const seeded = ['reports', 'revisions', 'data_keys', 'case_files', 'deliveries', 'extracts', 'clocks', 'labels']
const tables = [...seeded, 'assignments', 'sightings', 'feedback']

/** `sql` is the owner's, on one connection. `officers` are of the measured body. */
export async function seedDesk(store: Database, sql: Sql, officers: readonly Officer[], span: Span): Promise<void> {
  await sql`set session_replication_role = replica` // foreign keys and triggers: what is written here is right
  await sql`set synchronous_commit = off`
  await sql`set maintenance_work_mem = '1GB'`
  await sql`set work_mem = '64MB'`
  const rebuild = await dropIndexes(sql)
  const key = await recipientKey(store, officers)
  await preparePool(sql, key)
  const reports = span.deliveries / perReport
  for (let from = 0; from < reports; from += chunk) {
    const told = retell(store, key, officers, { ...span, first: from, last: Math.min(from + chunk, reports), reports })
    await insertChunk(sql, told)
  }
  for (const statement of rebuild) await sql.unsafe(statement)
  for (const table of tables) await sql.unsafe(`vacuum analyze ${table}`)
  await sql`set session_replication_role = origin`
}

async function recipientKey(store: Database, [officer]: readonly Officer[]): Promise<DataKey> {
  if (!officer) throw new Error('the measured body has no officer')
  return store.as(officer).transaction((tx) => tx.recipientKey(measured))
}

/** Building an index once is quicker than growing it; constraints stay. Returns how to build them again. */
async function dropIndexes(sql: Sql): Promise<string[]> {
  const found = await sql<{ name: string; definition: string }[]>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid::regclass::text in ${sql(tables)}
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`
  for (const { name } of found) await sql.unsafe(`drop index ${name}`)
  return found.map(({ definition }) => definition)
}

interface Row {
  table: string
  values: (string | number | boolean | null | Buffer | Date)[]
}

const columns: Record<string, string> = {
  bench_reports: 'id, received_at, own',
  data_keys: 'id, report_id, wrapped, wrapped_by',
  case_files:
    'id, report_id, recipient, reference, revision_number, received_at, updated_at, stage, attack_type, sector, prefecture, severity, due_at, heading, opened_at, acknowledged_at, closed_at, closed_reason, assignee_id',
  deliveries: 'id, report_id, recipient, revision_number, phase, content, digest, sent_at, delivered_at, opened_at',
  extracts: 'case_file_id, recipient, prefecture, revision_number, received_at, content, tokens',
  labels: 'case_file_id, label, recipient, officer_id, added_at',
  assignments: 'case_file_id, recipient, officer_id, assigned_at',
  sightings: 'case_file_id, officer_id, revision_number, seen_at',
  feedback: 'id, report_id, case_file_id, recipient, kind, side, content, officer_id, sent_at',
}

const attacks = ['intrusion-ransomware', 'ddos', 'phishing', 'bec', 'other']
const sectors = ['medical', 'finance', 'electricity', 'water', 'none']
const prefectures = ['東京都', '大阪府', '徳島県', '北海道', '福岡県', '愛知県']
const labels = ['至急', '確認中', '委託先', '再発', '続報待ち', '共有済み', '演習', '重要']
const stages = ['initial', 'interim', 'final'] as const
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
  const tokens = tokensOf(searchKey, pairsOf(searchText(projection, reference)), monthOf(receivedAt))
  const cells = key.seal(extractPlace(caseFile, measured), cellsOf(projection))
  const file = [caseFile, id, measured, reference, 1, receivedAt, receivedAt, stage, one(attacks), one(sectors)]
  const sealed = key.seal(headingPlace(id, measured), heading)
  const due = new Date(receivedAt.getTime() + 30 * day)
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
      ],
    },
    {
      table: 'deliveries',
      values: [idAt(receivedAt), id, measured, 1, stage, content, digest, receivedAt, receivedAt, times[0]],
    },
    { table: 'extracts', values: [caseFile, measured, prefecture, 1, receivedAt, cells, `{${tokens.join(',')}}`] },
  ]
  if (assignee) rows.push({ table: 'assignments', values: [caseFile, measured, assignee, receivedAt] })
  if (draw() < 0.15) rows.push({ table: 'labels', values: [caseFile, one(labels), measured, me, receivedAt] })
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

/** The bodies that are not measured: sealed bytes and hashes drawn from a pool, as large as real ones. */
async function preparePool(sql: Sql, key: DataKey): Promise<void> {
  const told = storiesFor('nco')
  await sql`create unlogged table if not exists bench_pool (id integer primary key, content bytea, heading bytea, cells bytea, tokens integer[])`
  await sql`create unlogged table if not exists bench_reports (id uuid, received_at timestamptz, own boolean)`
  for (const at of Array.from({ length: 50 }).keys()) {
    const { projection, heading } = tellReport(told, at + 1, Math.random)
    const place = deliveryPlace('x', 'x', 1)
    const tokens = Array.from({ length: 150 }, () => randomBytes(4).readInt32LE())
    await sql`
      insert into bench_pool values (${at}, ${key.seal(place, { projection, changes: null })}, ${key.seal(place, heading)},
        ${key.seal(place, cellsOf(projection))}, ${`{${tokens.join(',')}}`}::text::integer[]) on conflict do nothing`
  }
}

async function insertChunk(sql: Sql, rows: readonly Row[]): Promise<void> {
  await sql`truncate bench_reports`
  for (const [table, own] of Map.groupBy(rows, (row) => row.table)) {
    const into = await sql.unsafe(`copy ${table} (${columns[table]}) from stdin`).writable()
    await pipeline(Readable.from(linesOf(own)), into)
  }
  for (const statement of statements) await sql.unsafe(statement)
}

function* linesOf(rows: readonly Row[]): Generator<string> {
  for (const { values } of rows) yield `${values.map(written).join('\t')}\n`
}

function written(value: Row['values'][number]): string {
  if (value === null) return '\\N'
  if (value instanceof Date) return value.toISOString()
  return Buffer.isBuffer(value) ? `\\\\x${value.toString('hex')}` : String(value)
}

const list = (values: readonly string[]) =>
  `(array['${values.join("','")}'])[1 + floor(random() * ${values.length})::int]`

const statements = [
  `insert into reports (id, reference, secret_hash, language, edition, started_at, revision_number, submitted_at)
    select id, 'bench ' || id, 'x', 'ja', '2026-10', received_at, 1, received_at from bench_reports`,
  `insert into revisions (id, report_id, number, phase, edition, rulebook, content, digest, idempotency_key, payload_digest, submitted_at)
    select uuidv7(), r.id, 1, 'initial', '2026-10', 'japan-2026-10', p.content, sha256(r.id::text::bytea), r.id::text, '', r.received_at
    from bench_reports r join bench_pool p on p.id = abs(hashtext(r.id::text)) % 50`,
  `insert into data_keys (id, report_id, wrapped, wrapped_by)
    select uuidv7(), id, decode(repeat('00', 60), 'hex'), 'key-1' from bench_reports where not own`,
  `create temp table bench_files as
    select uuidv7(r.received_at - clock_timestamp()) as id, r.id as report_id, 'body-' || (abs(hashtext(r.id::text)) % ${others} + n * 13) % ${others} as recipient,
      r.received_at, ${list(stages)} as stage, ${list(attacks)} as attack, ${list(sectors)} as sector, ${list(prefectures)} as prefecture,
      random() < case when r.received_at > now() - interval '30 days' then 0.45 else 0.98 end as closed, floor(random() * 50)::int as pool, 0 as salt
    from bench_reports r, generate_series(1, ${perReport}) n where n > 1 or not r.own`,
  `update bench_files set salt = hashtext(recipient || to_char(received_at, 'YYYYMM'))`,
  `insert into case_files (id, report_id, recipient, reference, revision_number, received_at, updated_at, stage, attack_type, sector,
      prefecture, severity, due_at, heading, opened_at, acknowledged_at, closed_at)
    select f.id, report_id, recipient, 'bench', 1, received_at, received_at, stage, attack, sector, prefecture, 3,
      received_at + interval '30 days', p.heading, received_at, received_at, case when closed then received_at + interval '10 days' end
    from bench_files f join bench_pool p on p.id = f.pool`,
  `insert into deliveries (id, report_id, recipient, revision_number, phase, content, digest, sent_at, delivered_at, opened_at)
    select uuidv7(), report_id, recipient, 1, stage, p.content, sha256(f.id::text::bytea), received_at, received_at, received_at
    from bench_files f join bench_pool p on p.id = f.pool`,
  `insert into extracts (case_file_id, recipient, prefecture, revision_number, received_at, content, tokens)
    select f.id, recipient, prefecture, 1, received_at, p.cells,
      array(select t # f.salt from unnest(p.tokens) t)
    from bench_files f join bench_pool p on p.id = f.pool`,
  `insert into clocks (report_id, recipient, clock, report, starts_from, started_at, due_kind, due_at)
    select id, '${measured}', 'bench-' || n, 'final', 'time-awareness', received_at, 'day', received_at + interval '30 days'
    from bench_reports, generate_series(1, 2) n where own`,
  `insert into clocks (report_id, recipient, clock, report, starts_from, started_at, due_kind, due_at)
    select report_id, recipient, 'bench', 'final', 'time-awareness', received_at, 'day', received_at + interval '30 days'
    from bench_files on conflict do nothing`,
  `drop table bench_files`,
]

/** A uuid of version 7 of that moment, as ids are made when something happens. */
function idAt(moment: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(moment.getTime(), 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The same draws in every run (mulberry32). */
function drawing(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
