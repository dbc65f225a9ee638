/** The bodies that are not measured: sealed bytes and hashes drawn from a pool, as large as real ones. */
import { randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import { cellsOf } from '#app/case-files/queue/columns.ts'
import type { DataKey } from '#db/context.ts'
import { deliveryPlace } from '#db/places.ts'
import { attacks, prefectures, sectors, stages } from './desk-draws.ts'
import { storiesFor, tellReport } from './desk-texts.ts'

const others = 59
const perReport = 4
const hashes = 40 // of an extract: they only have to fill the index

export async function preparePool(sql: Sql, key: DataKey): Promise<void> {
  const told = storiesFor('nco')
  await sql`create unlogged table if not exists bench_pool (id integer primary key, content bytea, heading bytea, cells bytea, tokens integer[])`
  await sql`create unlogged table if not exists bench_reports (id uuid, received_at timestamptz, own boolean)`
  for (const at of Array.from({ length: 50 }).keys()) {
    const { projection, heading } = tellReport(told, at + 1, Math.random)
    const place = deliveryPlace('x', 'x', 1)
    const tokens = Array.from({ length: hashes }, () => randomBytes(4).readInt32LE())
    await sql`
      insert into bench_pool values (${at}, ${key.seal(place, { projection, changes: null })}, ${key.seal(place, heading)},
        ${key.seal(place, cellsOf(projection))}, ${`{${tokens.join(',')}}`}::text::integer[]) on conflict do nothing`
  }
}

/** In one message, so that the server does all of it while this process is busy. */
export const copyOthers = (sql: Sql, measured: string) =>
  sql.unsafe(statementsFor(measured).join(';')).simple().execute()

const list = (values: readonly string[]) =>
  `(array['${values.join("','")}'])[1 + floor(random() * ${values.length})::int]`

const statementsFor = (measured: string) => [
  `insert into reports (id, reference, secret_hash, language, edition, started_at, revision_number, submitted_at)
    select id, 'bench ' || id, 'x', 'ja', '2026-10', received_at, 1, received_at from bench_reports`,
  `insert into revisions (report_id, number, phase, edition, rulebook, content, digest, idempotency_key, payload_digest, submitted_at)
    select r.id, 1, 'initial', '2026-10', 'japan-2026-10', p.content, sha256(r.id::text::bytea), r.id::text, '', r.received_at
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
