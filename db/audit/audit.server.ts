/** Who did what to a report. The database chains the lines; see migrations/006-audit.sql for the format. */
import { personOf } from '#db/connections/actor-settings.ts'
import type { Actor, Tx } from '#db/context.ts'

export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>

export interface AuditLine {
  sequence: number
  at: Date
  did: string
  actorKind: Actor['kind']
  actorId: string | null
  recipient: string | null
  subject: string | null
  details: AuditDetails | null
}

/** `did` reads `noun.verb`. Details never hold what a reporter or an officer wrote. */
export async function recordAudit(
  tx: Tx,
  line: { reportId: string; did: string; subject?: string; details?: AuditDetails; now: Date },
): Promise<void> {
  const { reportId, did, subject = null, details, now } = line
  const { kind, person, recipient } = auditor(tx.actor)
  await tx.sql`
    insert into audit (report_id, at, did, actor_kind, actor_id, recipient, subject, details)
    values (${reportId}, ${now}, ${did}, ${kind}, ${person}, ${recipient}, ${subject}, ${details ? JSON.stringify(details) : null})`
}

/** How an actor stands in the audit. An officer's lines belong to the recipient, which alone reads them. */
export function auditor(actor: Actor): { kind: Actor['kind']; person: string | null; recipient: string | null } {
  const recipient = actor.kind === 'officer' || actor.kind === 'machine' ? actor.recipient : null
  const kind = actor.kind === 'holder' && actor.program ? 'machine' : actor.kind
  return { kind, person: personOf(actor) || null, recipient }
}

/** The actor's own side of a report's history: the reporter's side sees its own acts, a recipient its own. */
export async function listAudit(tx: Tx, reportId: string): Promise<AuditLine[]> {
  const rows = await tx.sql<(Omit<AuditLine, 'details'> & { details: string | null })[]>`
    select sequence, at, did, actor_kind, actor_id, recipient, subject, details
    from audit where report_id = ${reportId} order by sequence`
  return rows.map((row) => ({ ...row, details: row.details ? JSON.parse(row.details) : null }))
}
