/** A vendor of many years: reports of its clients and of clients that stay unnamed, with real keys and cards. */
import { randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import type { Database } from '#db/client.server.ts'
import { dataKey } from '#db/sealing/sealed.server.ts'
import { newReference } from '#db/sealing/secrets.server.ts'
import { tokensOf } from '#db/queue/search-tokens.server.ts'
import { idAt } from './desk-draws.ts'
import { endHurry, hurry } from './desk-hurry.ts'

export interface Past {
  vendorId: string
  /** Those with a client have their reports in turn. */
  mandates: readonly { id: string; clientId: string }[]
  named: number
  unnamed: number
  now: Date
}

const chunk = 1_000
const apart = 20 * 60_000 // ms between two reports

/** `sql` is the owner's, on one connection. */
export async function seedPast(store: Database, sql: Sql, past: Past): Promise<void> {
  await hurry(sql)
  await sql`create temp table asked_now (report_id uuid, id uuid, content bytea)`
  const pairsKey = store.keyring.lookup(`ticket pairs ${past.vendorId}`)
  const all = past.named + past.unnamed
  for (let from = 0; from < all; from += chunk) {
    const rows = Array.from({ length: Math.min(chunk, all - from) }, (_, at) =>
      rowOf(store, pairsKey, past, from + at, all),
    )
    await sql`
      insert into reports (id, reference, secret_hash, language, edition, organisation_id, mandate_id, started_at, begun_by)
      select r.id, r.reference, 'x', 'ja', '2026-10', r.client, r.mandate, r.at,
        case when r.mandate is null then ${past.vendorId}::uuid end
      from ${told(sql, rows)}`
    await sql`insert into data_keys (id, report_id, wrapped, wrapped_by) select r.key, r.id, decode(r.wrapped, 'base64'), r.by from ${told(sql, rows)}`
    await sql`
      insert into vendor_reports (vendor_id, report_id, mandate_id, ticket_hash, ticket_pairs, content, added_at)
      select ${past.vendorId}, r.id, r.mandate, decode(r.hash, 'base64'), r.pairs, decode(r.card, 'base64'), r.at from ${told(sql, rows)}`
    await sql`
      insert into asked_now select r.id, r.question, decode(r.asked, 'base64') from ${told(sql, rows)} where r.question is not null`
  }
  await sql`update mandates set redeemed_at = redeemed_at - interval '3 years', valid_from = valid_from - interval '3 years' where vendor_id = ${past.vendorId}`
  for (const statement of sentBefore) await sql.unsafe(statement)
  await endHurry(sql)
  await sql`vacuum analyze`
}

function rowOf(
  store: Database,
  pairsKey: Buffer,
  { vendorId, mandates, unnamed, now }: Past,
  number: number,
  all: number,
) {
  const at = new Date(now.getTime() - (all - number) * apart)
  const [id, key, secret, ticket] = [idAt(at), idAt(at), randomBytes(32), `P-${number}`]
  const { wrapped, wrappedBy } = store.keyring.wrap(key, secret)
  const isNamed = Math.floor((number * unnamed) / all) === Math.floor(((number + 1) * unnamed) / all)
  const mandate = isNamed ? mandates[number % mandates.length] : undefined
  const question = number % 120 === 1 ? idAt(at) : null // one that is open
  const questionPlace = { table: 'feedback', row: question ?? '', column: 'content', tenant: 'ppc' }
  const place = { table: 'vendor_reports', row: id, column: 'content', tenant: vendorId }
  const signs = [...ticket]
  const pairs = new Set(signs.slice(1).map((sign, before) => `${signs[before] ?? ''}${sign}`))
  return {
    id,
    key,
    reference: newReference(),
    client: mandate?.clientId ?? null,
    mandate: mandate?.id ?? null,
    at,
    wrapped: Buffer.from(wrapped).toString('base64'),
    by: wrappedBy,
    hash: store.keyring.lookup(`ticket ${vendorId} ${ticket}`).toString('base64'),
    pairs: tokensOf(pairsKey, pairs, 0),
    card: dataKey(key, secret).seal(place, { ticket, label: '' }).toString('base64'),
    question,
    asked: dataKey(key, secret).seal(questionPlace, { text: 'x', items: [] }).toString('base64'),
  }
}

const told = (sql: Sql, rows: readonly object[]) => sql`
  jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (id uuid, key uuid, reference text, client uuid, mandate uuid,
    at timestamptz, wrapped text, by text, hash text, pairs integer[], card text, question uuid, asked text)`

/** Nine of ten were sent to two bodies and are done; one in three was asked something and answered. Nobody opens it here. */
const sentBefore = [
  `create temp table past as select id, started_at as at, row_number() over (order by id) as nth from reports where revision_number = 0 and reference not like 'bench %'`,
  `delete from past where nth % 10 = 0`,
  `update reports set revision_number = 1, submitted_at = started_at where id in (select id from past)`,
  `insert into revisions (report_id, number, phase, edition, rulebook, content, digest, idempotency_key, payload_digest, submitted_at)
    select id, 1, 'initial', '2026-10', 'japan-2026-10', '', '', id::text, '', at from past`,
  `insert into case_files (id, report_id, recipient, reference, revision_number, received_at, updated_at, stage, heading)
    select uuidv7(), id, body, 'bench', 1, at, at, 'initial', '' from past, unnest(array['ppc', 'jpcert']) body`,
  `insert into deliveries (id, report_id, recipient, revision_number, phase, content, digest, sent_at, delivered_at)
    select uuidv7(), report_id, recipient, 1, 'initial', '', '', received_at, received_at from case_files where reference = 'bench'`,
  `insert into clocks (report_id, recipient, clock, report, starts_from, started_at, due_kind, due_at, ended_at, over_at)
    select id, 'ppc', 'bench-' || kind, kind, 'time-awareness', at, 'day', at + interval '30 days',
      case when kind = 'final' and nth % 50 > 0 then at + interval '20 days' end,
      case when kind = 'initial' then at when nth % 50 > 0 then at + interval '20 days' end
    from past, unnest(array['initial', 'final']) kind`,
  `insert into feedback (id, report_id, case_file_id, recipient, kind, side, content, sent_at, settled_at)
    select coalesce(a.id, uuidv7()), c.report_id, c.id, recipient, 'question', 'recipient', coalesce(a.content, ''), received_at,
      case when a.id is null then received_at end
    from case_files c join past p on p.id = c.report_id left join asked_now a on a.report_id = p.id
    where c.reference = 'bench' and c.recipient = 'ppc' and (p.nth % 3 = 0 or a.id is not null)`,
  `insert into question_answers (question_id, report_id, recipient, revision_number, answered_at)
    select id, report_id, recipient, 1, sent_at from feedback where settled_at is not null`,
  `drop table past, asked_now`,
]
