/** The reporter's view of the audit chain: what happened to the report, by body and role. */
import type { AccessLine } from '#db/access-log.server.ts'
import type { RecipientId } from '#forms/plan.ts'

export interface AccessEvent {
  sequence: number
  at: Date
  /** The act with a hyphen for its dot: a key of words. */
  did: string
  role: 'reporter' | 'officer' | 'machine' | 'portal'
  recipients: readonly RecipientId[]
  revision: number | null
  format: string | null
  /** What a body typed in the reporter's name. */
  typedBy: RecipientId | null
  /** To whom a body handed over. */
  to: RecipientId | null
}

interface Sent {
  id: string
  recipient: RecipientId
  revisionNumber: number
}

/** Until when a body typed for the reporter. */
interface Typed {
  recipient: RecipientId
  takenOverAt: Date | null
}

/** Newest first. */
export function accessEvents(
  lines: readonly AccessLine[],
  deliveries: readonly Sent[],
  intake: Typed | null = null,
): AccessEvent[] {
  return lines.map((line) => eventOf(line, deliveries, intake)).toReversed()
}

function eventOf(line: AccessLine, deliveries: readonly Sent[], intake: Typed | null): AccessEvent {
  const { sequence, at, did, actorKind, recipient, subject, details } = line
  const delivery = deliveries.find(({ id }) => id === subject)
  const submitted = did === 'report.submitted'
  const role = roleOf(actorKind)
  const typed = intake && role === 'reporter' && (intake.takenOverAt === null || at < intake.takenOverAt)
  const reached = submitted
    ? String(details?.recipients ?? '')
        .split(' ')
        .filter(Boolean)
    : []
  return {
    sequence,
    at,
    did: did.replace('.', '-'),
    role,
    typedBy: typed ? intake.recipient : null,
    recipients: recipient ? [recipient] : reached,
    revision: submitted ? Number(subject) : (delivery?.revisionNumber ?? null),
    format: typeof details?.format === 'string' ? details.format : null,
    to: typeof details?.to === 'string' ? details.to : null,
  }
}

function roleOf(kind: AccessLine['actorKind']): AccessEvent['role'] {
  if (kind === 'officer' || kind === 'machine') return kind
  return kind === 'worker' || kind === 'operator' ? 'portal' : 'reporter'
}
