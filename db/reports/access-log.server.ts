/** What became of a report, for the one who filed it: by body, never by person. */
import type { AuditDetails } from '#db/audit/audit.server.ts'
import type { Actor, Tx } from '#db/context.ts'

export interface AccessLine {
  sequence: number
  at: Date
  did: string
  actorKind: Actor['kind']
  /** Null: the reporter's own side, or the portal. */
  recipient: string | null
  subject: string | null
  details: AuditDetails | null
  /** The name of the program that acted for the reporter's side; null for people, and for programs that are gone. */
  program: string | null
}

export interface ChainState {
  lines: number
  /** Digest of the last line, which stands for all before it. */
  head: string
  /** Number of the first line that is not as it was written. */
  brokenAt: number | null
}

/** As the holder; to anybody else there is nothing. */
export async function listAccess(tx: Tx, reportId: string): Promise<AccessLine[]> {
  const rows = await tx.sql<(Omit<AccessLine, 'details'> & { details: string | null })[]>`
    select * from access_log(${reportId})`
  return rows.map((row) => ({ ...row, details: row.details ? JSON.parse(row.details) : null }))
}

/** Computes every digest of the report's chain again. Null to whoever does not hold the report. */
export async function checkChain(tx: Tx, reportId: string): Promise<ChainState | null> {
  const [state] = await tx.sql<{ lines: number; head: Buffer; brokenAt: number | null }[]>`
    select * from audit_state(${reportId})`
  return state ? { ...state, head: state.head?.toString('hex') ?? '' } : null
}
