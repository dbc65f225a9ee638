/** A button that is pressed twice says a thing once, also without script and on several servers. */
import { inTurn } from '#db/connections/in-turn.server.ts'
import { listFeedback, type NewFeedback } from '#db/case-files/feedback.server.ts'
import type { Tx } from '#db/context.ts'
import { canonicalJson } from '#forms/projection.ts'

/** Longer than a page takes, shorter than anybody needs to mean the same words anew; in ms. */
export const justNow = 60_000

/**
 * Did the same person (of the reporter: the same side) say exactly this here a moment ago? Asked before it is written, in the
 * same transaction: the second of two clicks waits for the first. A program has its own keys for that.
 */
export async function saidJustNow(tx: Tx, { caseFileId, reportId, recipient, kind, now, ...said }: NewFeedback) {
  const { actor } = tx
  if (actor.kind === 'machine') return false
  await inTurn(tx, `said ${caseFileId}`)
  const officerId = actor.kind === 'officer' ? actor.officerId : null
  return (await listFeedback(tx, reportId, recipient)).some(
    (one) =>
      one.kind === kind &&
      one.retractedAt === null && // asked again, it is meant
      one.officerId === officerId &&
      one.from === (officerId ? 'recipient' : 'reporter') &&
      one.item === (said.item ?? null) &&
      now.getTime() - one.sentAt.getTime() < justNow &&
      canonicalJson(one.body) === canonicalJson(said.body),
  )
}
