/** What happened at the door, in the same chained audit as reports: under the person's id, or the nil id for nobody known. */
import { recordAudit, type AuditDetails } from '#db/audit/audit.server.ts'
import type { Tx } from '#db/context.ts'

/** Nobody's id: of no report and no person. */
export const nobody = '00000000-0000-0000-0000-000000000000'

export type DoorAct =
  | 'sign-in.done'
  | 'sign-in.failed'
  | 'sign-in.again'
  | 'session.ended'
  | 'person.invited'
  | 'person.uninvited'
  | 'person.enrolled'
  | 'person.suspended'
  | 'person.returned'
  | 'person.reset'
  | 'person.changed'
  | 'policy.changed'
  | 'policy.team-made'
  | 'policy.team-changed'
  | 'policy.team-ended'
  | 'webhook.made'
  | 'webhook.changed'
  | 'webhook.rotated'
  | 'webhook.removed'
  | 'policy.retention-changed'
  | 'access.denied'
  | 'access.program-made'
  | 'access.program-renewed'
  | 'access.program-ended'

/** As the worker or an operator; an officer who administers a body, of a name there. Details hold no number, key, code or address. */
export async function recordAtDoor(
  tx: Tx,
  line: { did: DoorAct; person: string | null; details?: AuditDetails; now: Date },
): Promise<void> {
  const { did, person, details, now } = line
  await recordAudit(tx, { reportId: person ?? nobody, did, now, ...(details ? { details } : {}) })
}

export interface DoorLine {
  at: Date
  did: DoorAct
  /** The operator, or the administrator of the body, who did it; null for the portal itself. */
  by: string | null
  details: AuditDetails | null
}

/** The latest first, of one person or (null) of attempts by nobody known. As an operator. */
export async function listAtDoor(tx: Tx, person: string | null, most: number): Promise<DoorLine[]> {
  const rows = await tx.sql<(Omit<DoorLine, 'details'> & { details: string | null })[]>`
    select at, did, actor_id as by, details from audit
    where report_id = ${person ?? nobody} and acting.at_door(did) order by sequence desc limit ${most}`
  return rows.map((row) => ({ ...row, details: row.details ? JSON.parse(row.details) : null }))
}
