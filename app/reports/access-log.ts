/** The reporter's view of the audit chain: what happened to the report, by body and role. */
import type { AccessLine } from '#db/reports/access-log.server.ts'
import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

export interface AccessEvent {
  sequence: number
  at: Date
  /** The act with a hyphen for its dot: a key of words. */
  did: string
  role: 'reporter' | 'officer' | 'machine' | 'portal' | 'vendor'
  /** Who acted under a mandate, by the name under which it was taken up. */
  vendor: string | null
  /** The program that acted for the reporter or under a mandate, by its name; empty when that is not known any more. */
  program: string | null
  /** What was filled in under a mandate. */
  items: readonly ItemId[]
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
  vendors: Vendors = noVendors,
): AccessEvent[] {
  return lines.map((line) => eventOf(line, { deliveries, intake, vendors })).toReversed()
}

/** Names by mandate, and by the revision that was filed under one. */
export interface Vendors {
  byMandate: ReadonlyMap<string, string>
  byRevision: ReadonlyMap<number, string>
}

const noVendors: Vendors = { byMandate: new Map(), byRevision: new Map() }

interface Sources {
  deliveries: readonly Sent[]
  intake: Typed | null
  vendors: Vendors
}

function eventOf(line: AccessLine, { deliveries, intake, vendors }: Sources): AccessEvent {
  const { sequence, at, did, actorKind, recipient, subject, details } = line
  const delivery = deliveries.find(({ id }) => id === subject)
  const submitted = did === 'report.submitted'
  const role = roleOf(line)
  const typed = intake && role === 'reporter' && (intake.takenOverAt === null || at < intake.takenOverAt)
  const reached = submitted ? wordsIn(details?.recipients) : []
  return {
    sequence,
    at,
    did: did === 'file.downloaded' && details?.from ? 'file-continued' : did.replace('.', '-'),
    role,
    typedBy: typed ? intake.recipient : null,
    recipients: recipient ? [recipient] : reached,
    revision: submitted ? Number(subject) : (delivery?.revisionNumber ?? null),
    format: typeof details?.format === 'string' ? details.format : null,
    vendor: role === 'vendor' ? vendorOf(line, vendors) : null,
    program: role === 'reporter' && actorKind === 'machine' ? (line.program ?? '') : line.program,
    items: did === 'mandate.drafted' ? wordsIn(details?.items) : [],
    to: typeof details?.to === 'string' ? details.to : null,
  }
}

const wordsIn = (told: unknown): string[] =>
  String(told ?? '')
    .split(' ')
    .filter(Boolean)

function vendorOf({ did, subject, details }: AccessLine, { byMandate, byRevision }: Vendors): string | null {
  if (did === 'report.submitted') return byRevision.get(Number(subject)) ?? null
  return byMandate.get(String(details?.mandate)) ?? null
}

function roleOf({ actorKind: kind, recipient }: AccessLine): AccessEvent['role'] {
  if (kind === 'machine' && recipient === null) return 'reporter'
  if (kind === 'officer' || kind === 'machine' || kind === 'vendor') return kind
  return kind === 'worker' || kind === 'operator' ? 'portal' : 'reporter'
}
