import { readCaseIn, type ReadCase } from '#app/case-files/page/read-case.server.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { lockCaseFile } from '#db/case-files/case-files.server.ts'
import { returnReasons, type ReturnReason } from '#db/case-files/return-reasons.ts'
import { isEmptied, isOfHeld, returnCopies } from '#db/case-files/returns.server.ts'
import type { Context, Officer, Tx } from '#db/context.ts'
import type { Heading } from '#db/submissions/submissions.server.ts'
import type { Duty } from '#forms/plan.ts'
import type { Projection } from '#forms/projection.ts'

import { fileOf } from './decide.ts'

/** What the reporter sent, or the id of a hand-over. */
export const fromReporter = 'reporter'

export interface ReturnProblem {
  field: 'copy' | 'reason'
  code: 'copyMissing' | 'reasonMissing' | 'bound' | 'held'
}

export interface Returnable {
  copy: string
  /** Who passed it on; null: the reporter sent it. */
  by: string | null
  at: string
}

/** A law, a supervisor or a contract sent it here: it would come again, so it is not given back. */
const binding: readonly Duty[] = ['statutory', 'supervisory', 'contract']

export const isBound = ({ deliveries }: Pick<ReadCase, 'deliveries'>): boolean => {
  const last = deliveries.findLast(({ line }) => !line.handed)
  return last !== undefined && binding.includes(last.projection.duty)
}

/** What an officer of this body can give back. */
export function returnablesIn(read: ReadCase, own: string): Returnable[] {
  const sent = read.deliveries.findLast(({ line }) => !line.handed)
  const mine = sent && !isBound(read) ? [{ copy: fromReporter, by: null, at: sent.line.sentAt.toISOString() }] : []
  const handed = read.handOvers.filter(
    ({ recipient, returnedAt, toPrefecture }) => recipient === own && returnedAt === null && toPrefecture === null,
  )
  return [
    ...mine,
    ...handed.map(({ id, handedBy, handedAt }) => ({ copy: id, by: handedBy, at: handedAt.toISOString() })),
  ]
}

type Returned = { done: 'returned' } | { problems: ReturnProblem[] }

/**
 * Gives back a copy that came by mistake: its content is deleted here and on the reporter's side of this body, and the
 * reporter, and whoever handed it over, are told. It cannot be taken back.
 */
export async function returnCopy(
  { db, actor, now }: Context<Officer>,
  id: string,
  wish: { copy: string; reason: string },
): Promise<Returned> {
  try {
    return await db.transaction((tx) => giveBack(tx, { id, own: actor.recipient, now }, wish))
  } catch (error) {
    if (!isOfHeld(error)) throw error
    return { problems: [{ field: 'copy', code: 'held' }] }
  }
}

/** The case is held before it is read: what a law sends in this moment would be deleted with what may go. */
async function giveBack(
  tx: Tx,
  { id, own, now }: { id: string; own: string; now: Date },
  wish: { copy: string; reason: string },
): Promise<Returned> {
  const wished = (read: ReadCase) => returnablesIn(read, own).find(({ copy }) => copy === wish.copy)
  const before = wished(await readCaseIn(tx, own, id))
  await lockCaseFile(tx, id)
  const read = await readCaseIn(tx, own, id)
  const copy = wished(read)
  const reason = returnReasons.find((known) => known === wish.reason)
  if (before && !copy && !isBound(read)) return { done: 'returned' } // a colleague was first
  if (!copy || !reason) return { problems: problemsOf(read, wish, copy, reason) }

  const { reportId } = read.file
  const handOverId = copy.by === null ? null : copy.copy
  const heading = headingOfRest(read, handOverId, own)
  const entry = await returnCopies(tx, { caseFileId: id, reportId, handOverId, reason, heading, now })
  if (entry === null) throw new Error('a copy vanished from a case that was held')
  const details = { reason, by: copy.by, handOver: handOverId }
  await recordAudit(tx, { reportId, did: 'case.returned', subject: entry, details, now })
  await queueNotice(tx, { to: { reportId }, event: 'feedback' })
  if (copy.by) await queueNotice(tx, { to: { recipient: copy.by }, event: 'hand-over', key: entry })
  return { done: 'returned' }
}

/** Is there nothing left of it but the record? */
export async function wasReturned({ db }: Context<Officer>, id: string): Promise<boolean> {
  return db.transaction((tx) => isEmptied(tx, id))
}

function problemsOf(
  read: ReadCase,
  wish: { copy: string },
  copy: Returnable | undefined,
  reason: ReturnReason | undefined,
): ReturnProblem[] {
  const bound = wish.copy === fromReporter && isBound(read)
  return [
    ...(copy ? [] : [{ field: 'copy', code: bound ? 'bound' : 'copyMissing' } as const]),
    ...(reason ? [] : [{ field: 'reason', code: 'reasonMissing' } as const]),
  ]
}

/** The name under which the rest is known: of what stays, the reporter's own first. */
function headingOfRest({ deliveries, handOvers }: ReadCase, gone: string | null, own: string): Heading {
  const sent = gone === null ? undefined : deliveries.findLast(({ line }) => !line.handed)?.projection
  const handed = handOvers.findLast(({ id, recipient, content }) => recipient === own && id !== gone && content)
  const rest: Projection | undefined = sent ?? handed?.content?.projection
  return rest ? fileOf(rest.items, { to: own, prefecture: '' }).heading : { organisation: null, title: null }
}
