import type { Context, Desk, Filer } from '#db/context.ts'
import { findMandate, listMandatesFor } from '#db/mandates/mandates.server.ts'
import { findOpenSending, listFilings } from '#db/mandates/sendings.server.ts'
import type { MandatedAct } from '#forms/mandates/scope.ts'
import type { Projection } from '#forms/projection.ts'

export type BoardMandates =
  | { side: 'client'; held: number; waits: string | null }
  | { side: 'vendor'; reference: string; technical: boolean; client: string; acts: readonly MandatedAct[] }

/** What the board of a report says about mandates, to its own side or to a vendor. */
export async function readBoardMandates({ db, actor, now }: Context<Filer>, reference: string): Promise<BoardMandates> {
  if (actor.kind === 'vendor') {
    const { mandateId, scope } = actor
    const mandate = mandateId ? await db.transaction((tx) => findMandate(tx, mandateId)) : null
    const client = mandate?.words.client ?? ''
    return { side: 'vendor', reference, technical: mandateId === null, client, acts: scope.acts }
  }
  return db.transaction(async (tx) => {
    const mandates = await listMandatesFor(tx, actor.reportId)
    const held = mandates.filter(
      ({ redeemedAt, revokedAt, validUntil }) => redeemedAt && !revokedAt && (!validUntil || validUntil > now),
    )
    const open = held.length > 0 ? await findOpenSending(tx, actor.reportId) : null
    const asker = open && held.find(({ id }) => id === open.mandateId)
    return { side: 'client', held: held.length, waits: asker ? (asker.vendorName ?? '') : null }
  })
}

export interface FiledView {
  vendor: string
  /** As this body knows the reporter; null where it may not know. */
  client: string | null
  approved: boolean
}

/**
 * Who filed the revision that is shown, when it was a vendor. A body that gets anonymised information is not told: who
 * works for whom would let it guess the victim.
 */
export async function readFiled(
  { db }: Context<Desk>,
  shown: { reportId: string; revisionNumber: number; projection: Projection },
): Promise<FiledView | null> {
  if (shown.projection.items.some(({ strength }) => strength === 'anonymised')) return null
  const filings = await db.transaction((tx) => listFilings(tx, shown.reportId))
  const filed = filings.find(({ revisionNumber }) => revisionNumber === shown.revisionNumber)
  if (!filed) return null
  const name = shown.projection.items.find(({ item }) => item === 'org-name')?.value
  return { vendor: filed.vendor, client: typeof name === 'string' ? name : null, approved: filed.approved }
}
