import { readCase, readCaseIn, type ReadCase } from '#app/case-files/page/read-case.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { rulesAt } from '#app/reports/plan-at.ts'
import { sha256 } from '#app/reports/sending/decide-submission.ts'
import { listedIn } from '#app/reports/sending/sent-files.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseFile, keepCaseFile } from '#db/case-files/case-files.server.ts'
import { insertHandOver, moveCaseFile } from '#db/case-files/hand-overs.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Officer, Tx } from '#db/context.ts'
import { justNow } from '#db/reports/said-just-now.server.ts'
import type { RecipientId } from '#forms/plan.ts'
import { canonicalJson } from '#forms/projection.ts'

import { decideHandOver, type DecidedHandOver, type HandOverProblem } from './decide.ts'
import type { HandOverWish } from './wish.ts'

type Checked = DecidedHandOver | { problems: HandOverProblem[] }

/** What the hand-over would be, before anybody is told. */
export async function checkHandOver(context: Context<Officer>, id: string, wish: HandOverWish): Promise<Checked> {
  return decided(await readCase(context, id), wish, context.now)
}

function decided({ file, deliveries }: ReadCase, wish: HandOverWish, now: Date): Checked {
  if (file.withdrawnAt || file.closedReason === 'returned') throw new Refusal('conflict')
  const { recipient, prefecture } = file
  return decideHandOver(deliveries, wish, rulesAt(now).rulebook, { recipient, prefecture })
}

type HandedOver = { done: 'handedOver' | 'moved' } | { problems: HandOverProblem[] }

/**
 * Passes it on for good, and tells the reporter to whom and on what ground. Nothing in a body's rules keeps that quiet.
 * It is decided on what the body has at that moment, which nobody gives back meanwhile; pressed twice, it goes once.
 */
export async function handOver(
  { db, actor, now }: Context<Officer>,
  id: string,
  wish: HandOverWish,
): Promise<HandedOver> {
  return db.transaction(async (tx) => {
    await getCaseFile(tx, id) // an address can hold what is no id
    await inTurn(tx, `hand over ${id}`)
    await keepCaseFile(tx, id)
    const read = await readCaseIn(tx, actor.recipient, id)
    const checked = decided(read, wish, now)
    if ('problems' in checked) return checked
    const done = checked.moved ? 'moved' : 'handedOver'
    if (!isHandedJustNow(read, { to: wish.to, checked, now })) await pass(tx, id, { to: wish.to, checked, now })
    return { done }
  })
}

interface Passed {
  to: RecipientId
  checked: DecidedHandOver
  now: Date
}

const isHandedJustNow = ({ file, handOvers }: ReadCase, { to, checked: { ground, content }, now }: Passed): boolean =>
  handOvers.some(
    (one) =>
      one.handedBy === file.recipient &&
      one.recipient === to &&
      one.ground === ground &&
      now.getTime() - one.handedAt.getTime() < justNow &&
      one.content !== null &&
      canonicalJson(one.content) === canonicalJson(content),
  )

async function pass(tx: Tx, id: string, { to, checked, now }: Passed): Promise<void> {
  const { source, ground, content, file, moved } = checked
  const { reportId, revisionNumber } = source.line
  const digest = sha256(canonicalJson(content.projection))
  const files = moved ? [] : listedIn(content.projection) // a case that moves takes along all that it has
  const { id: subject, prefecture } = await insertHandOver(tx, {
    reportId,
    recipient: to,
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
    to,
    ground: ground ?? 'other',
    revision: revisionNumber,
    ...(moved ? { prefecture: moved.to } : {}),
  }
  await recordAudit(tx, { reportId, did: 'case.handed-over', subject, details, now })
  await queueNotice(tx, { to: { reportId }, event: 'feedback' })
  await queueNotice(tx, { to: { recipient: to, prefecture }, event: 'hand-over', key: subject })
  // Last: whoever gives it away sees nothing of it any more.
  if (moved && !(await moveCaseFile(tx, id, moved.to, now))) throw new Refusal('conflict')
}
