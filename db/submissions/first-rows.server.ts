/**
 * The statement that writes first reports together, and what it is given: an array for each column, with the values of all
 * reports one after the other. As objects of JSON, with a name before each value, the server would read every row four times.
 */
import type { Ready } from './submission-rows.server.ts'

export interface FirstRows extends Ready {
  /** Nothing for a person. */
  program: string
}

/** As many as the statement expects; see `limit` there. */
export const most = 8

/** Rows that hang on a report, under the names that they have. */
const hanging = {
  caseFiles: {
    id: 'uuid',
    recipient: 'text',
    stage: 'text',
    attackType: 'text',
    sector: 'text',
    prefecture: 'text',
    severity: 'smallint',
    dueAt: 'timestamptz',
    at: 'integer',
    length: 'integer',
  },
  deliveries: { id: 'uuid', recipient: 'text', digest: 'text', at: 'integer', length: 'integer' },
  clocks: {
    recipient: 'text',
    clock: 'text',
    report: 'text',
    startsFrom: 'text',
    startedAt: 'timestamptz',
    dueKind: 'text',
    dueAt: 'timestamptz',
    cautiousAt: 'timestamptz',
    guidelineAt: 'timestamptz',
  },
  consents: { kind: 'text', given: 'boolean' },
} as const

/** `base` is where a report's sealed bytes begin; `…To` the place of its last row of a kind, the next report's come after. */
const heads = {
  reportId: 'uuid',
  program: 'text',
  now: 'timestamptz',
  phase: 'text',
  edition: 'text',
  rulebook: 'text',
  key: 'text',
  payload: 'text',
  audit: 'text',
  length: 'integer',
  base: 'integer',
  caseFilesFrom: 'integer',
  caseFilesTo: 'integer',
  deliveriesFrom: 'integer',
  deliveriesTo: 'integer',
  clocksFrom: 'integer',
  clocksTo: 'integer',
  consentsFrom: 'integer',
  consentsTo: 'integer',
} as const

type Kind = keyof typeof hanging
type Types = Readonly<Record<string, string>>

/** In the order of the columns, sealed bytes at the end. */
export function parametersOf(firsts: readonly FirstRows[]): (string | Buffer)[] {
  const pieces: Buffer[] = []
  const come = { base: 0, caseFiles: 0, deliveries: 0, clocks: 0, consents: 0 }
  const told = firsts.map(({ rows, sealed, program }) => {
    const head: Record<string, unknown> = { ...rows, base: come.base, program: program || null }
    for (const kind of kinds) {
      head[`${kind}From`] = come[kind] + 1
      head[`${kind}To`] = come[kind] += rows[kind].length
    }
    for (const piece of sealed) come.base += piece.length
    pieces.push(...sealed)
    return head
  })
  const rest = kinds.map((kind) => columnsOf(firsts.map(({ rows }) => rows[kind]).flat(), hanging[kind]))
  return [...columnsOf(told, heads), ...rest.flat(), Buffer.concat(pieces, come.base)]
}

const kinds = Object.keys(hanging) as Kind[] // an object of our own

const columnsOf = (rows: readonly object[], columns: Types): string[] =>
  Object.keys(columns).map((name) => arrayOf(rows.map((row) => Reflect.get(row, name))))

/** JSON's elements are those of a PostgreSQL array as long as nothing but quotes and backslashes is escaped. */
function arrayOf(values: readonly unknown[]): string {
  const json = JSON.stringify(values)
  if (!/\\[^"\\]/.test(json)) return `{${json.slice(1, -1)}}`
  return `{${values.map((value) => (typeof value === 'string' ? quoted(value) : JSON.stringify(value))).join(',')}}`
}

const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`

let parameters = 0

/** Each column's value of the row at `place`. Elements by place: `unnest` of several arrays would fill a store for each. */
function at<T extends Types>(columns: T): { [Name in keyof T]: string } {
  const told = Object.entries(columns).map(([name, type]) => [name, `($${++parameters}::${type}[])[place]`])
  return Object.fromEntries(told) as { [Name in keyof T]: string } // the same names
}

const head = at(heads)
const [file, delivery, clock, consent] = [
  at(hanging.caseFiles),
  at(hanging.deliveries),
  at(hanging.clocks),
  at(hanging.consents),
]
const bytes = `$${++parameters}::bytea`

const headColumns = Object.entries(head).map(([name, value]) => `${value} as "${name}"`)
const places = (kind: Kind) => `report r, generate_series(r."${kind}From", r."${kind}To") as place`

/** `limit` tells the planner that they are few: it then looks up each report and does not read them all. */
export const statement = `
  with given as (
    select ${headColumns.join(', ')} from generate_series(1, ${most}) as place where ${head.reportId} is not null limit ${most}
  ), report as (
    update reports r set revision_number = 1, submitted_at = g.now from given g
    where r.id = g."reportId" and r.revision_number = 0 and r.withdrawn_at is null
    returning r.id, r.reference, g.*
  ), revision as (
    insert into revisions (report_id, number, phase, edition, rulebook, content, digest, idempotency_key,
      payload_digest, submitted_at)
    select id, 1, phase, edition, rulebook, substring(${bytes} from base + 1 for length),
      sha256(substring(${bytes} from base + 1 for length)), key, decode(payload, 'hex'), now
    from report
  ), files as (
    insert into case_files (id, report_id, recipient, reference, revision_number, received_at, updated_at, stage,
      attack_type, sector, prefecture, severity, due_at, heading)
    select ${file.id}, r.id, ${file.recipient}, r.reference, 1, r.now, r.now, ${file.stage}, ${file.attackType}, ${file.sector},
      ${file.prefecture}, ${file.severity}, ${file.dueAt},
      substring(${bytes} from r.base + ${file.at} for ${file.length})
    from ${places('caseFiles')}
  ), delivered as (
    insert into deliveries (id, report_id, recipient, revision_number, phase, content, digest, sent_at, delivered_at)
    select ${delivery.id}, r.id, ${delivery.recipient}, 1, r.phase,
      substring(${bytes} from r.base + ${delivery.at} for ${delivery.length}),
      decode(${delivery.digest}, 'hex'), r.now, r.now
    from ${places('deliveries')}
  ), timed as (
    insert into clocks (report_id, recipient, clock, report, starts_from, started_at, due_kind, due_at, cautious_at,
      guideline_at)
    select r.id, ${clock.recipient}, ${clock.clock}, ${clock.report}, ${clock.startsFrom}, ${clock.startedAt}, ${clock.dueKind},
      ${clock.dueAt}, ${clock.cautiousAt}, ${clock.guidelineAt}
    from ${places('clocks')}
  ), consented as (
    insert into consents (report_id, revision_number, kind, given, recorded_at)
    select r.id, 1, ${consent.kind}, ${consent.given}, r.now from ${places('consents')}
  ), audited as (
    insert into audit (report_id, at, did, actor_kind, actor_id, subject, details)
    select id, now, 'report.submitted', case when program is null then 'holder' else 'machine' end, program, '1', audit
    from report
  ), extracted_later as (
    insert into extracts_due (report_id, due_at) select id, now from report
  )
  select id from report`
