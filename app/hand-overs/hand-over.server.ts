import { readCase } from '#app/case-files/page/read-case.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { rulesAt } from '#app/reports/plan-at.ts'
import { sha256 } from '#app/reports/sending/decide-submission.ts'
import { listedIn } from '#app/reports/sending/sent-files.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { insertHandOver, moveCaseFile } from '#db/case-files/hand-overs.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { canonicalJson } from '#forms/projection.ts'

import { decideHandOver, type DecidedHandOver, type HandOverProblem } from './decide.ts'
import type { HandOverWish } from './wish.ts'

type Checked = DecidedHandOver | { problems: HandOverProblem[] }

/** What the hand-over would be, before anybody is told. */
export async function checkHandOver(context: Context<Officer>, id: string, wish: HandOverWish): Promise<Checked> {
  const { file, deliveries } = await readCase(context, id)
  if (file.withdrawnAt || file.closedReason === 'returned') throw new Refusal('conflict')
  const { recipient, prefecture } = file
  return decideHandOver(deliveries, wish, rulesAt(context.now).rulebook, { recipient, prefecture })
}

/** Passes it on for good, and tells the reporter to whom and on what ground. Nothing in a body's rules keeps that quiet. */
export async function handOver(
  context: Context<Officer>,
  id: string,
  wish: HandOverWish,
): Promise<{ done: 'handedOver' | 'moved' } | { problems: HandOverProblem[] }> {
  const { db, now } = context
  const decided = await checkHandOver(context, id, wish)
  if ('problems' in decided) return decided
  const { source, ground, content, file, moved } = decided
  const { reportId, revisionNumber } = source.line
  const digest = sha256(canonicalJson(content.projection))
  const files = moved ? [] : listedIn(content.projection) // a case that moves takes along all that it has
  await db.transaction(async (tx) => {
    const { id: subject, prefecture } = await insertHandOver(tx, {
      reportId,
      recipient: wish.to,
      revisionNumber,
      ground,
      content,
      digest,
      fileIds: files.map((one) => one.id),
      file,
      moved,
      now,
    })
    const details = {
      to: wish.to,
      ground: ground ?? 'other',
      revision: revisionNumber,
      ...(moved ? { prefecture: moved.to } : {}),
    }
    await recordAudit(tx, { reportId, did: 'case.handed-over', subject, details, now })
    await queueNotice(tx, { to: { reportId }, event: 'feedback' })
    await queueNotice(tx, { to: { recipient: wish.to, prefecture }, event: 'hand-over', key: subject })
    // Last: whoever gives it away sees nothing of it any more.
    if (moved && !(await moveCaseFile(tx, id, moved.to, now))) throw new Refusal('conflict')
  })
  return { done: moved ? 'moved' : 'handedOver' }
}
