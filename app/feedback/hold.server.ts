import type { ActProblem, ActResult } from '#app/case-files/acts/act.ts'
import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseFile } from '#db/case-files/case-files.server.ts'
import { insertHold, liftHolds, type HoldReason, type HoldSide } from '#db/case-files/holds.server.ts'
import type { Context, Filer, Officer } from '#db/context.ts'
import { latestProjections } from '#db/submissions/deliveries.server.ts'

import { coordinationCentre, holdLengths, holdReasons, wordsLimit } from './hold.ts'

export interface Wish {
  reason: string
  hours: string
  text: string
}

/** The reporter asks every body to put only what cannot wait. Words go to those who know who reports. */
export async function askForHold({ db, actor, now }: Context<Filer>, wish: Wish): Promise<ActProblem[]> {
  const { reportId } = actor
  const read = readWish(wish, now)
  if ('problems' in read) return read.problems
  await db.transaction(async (tx) => {
    const parts = await latestProjections(tx, reportId)
    const recipients = [...parts].flatMap(([recipient, { projection }]) =>
      projection.items.some(({ strength }) => strength === 'anonymised') ? [] : [recipient],
    )
    const words = wish.text === '' ? null : { text: wish.text, recipients }
    const set = await insertHold(tx, { reportId, ...read, words, now })
    await recordAudit(tx, { reportId, did: 'hold.set', subject: set, details: detailsOf(read), now })
  })
  return []
}

export async function liftHold({ db, actor, now }: Context<Filer>, side: string): Promise<void> {
  const known: HoldSide = side === 'coordination' ? 'coordination' : 'reporter'
  const { reportId } = actor
  await db.transaction(async (tx) => {
    if (!(await liftHolds(tx, reportId, known, now))) return
    await recordAudit(tx, { reportId, did: 'hold.lifted', details: { side: known }, now })
  })
}

/** The coordination centre asks for it on the reporter's behalf; the others learn that, and nothing else of the centre. */
export async function coordinateHold(
  { db, actor, now }: Context<Officer>,
  id: string,
  wish: Omit<Wish, 'text'>,
): Promise<ActResult> {
  if (actor.recipient !== coordinationCentre) throw new Refusal('notFound')
  const read = readWish({ ...wish, text: '' }, now)
  if ('problems' in read) return read
  return db.transaction(async (tx) => {
    const { reportId } = await getCaseFile(tx, id)
    const set = await insertHold(tx, { reportId, ...read, words: null, now })
    await recordAudit(tx, { reportId, did: 'hold.set', subject: set, details: detailsOf(read), now })
    await queueNotice(tx, { to: { reportId }, event: 'feedback' })
    return { done: 'holdSet' }
  })
}

export async function endCoordinatedHold({ db, actor, now }: Context<Officer>, id: string): Promise<ActResult> {
  if (actor.recipient !== coordinationCentre) throw new Refusal('notFound')
  return db.transaction(async (tx) => {
    const { reportId } = await getCaseFile(tx, id)
    if (await liftHolds(tx, reportId, 'coordination', now)) {
      await recordAudit(tx, { reportId, did: 'hold.lifted', details: { side: 'coordination' }, now })
    }
    return { done: 'holdLifted' }
  })
}

interface ReadWish {
  reason: HoldReason
  until: Date
}

function readWish({ reason, hours, text }: Wish, now: Date): ReadWish | { problems: ActProblem[] } {
  const why = holdReasons.find((known) => known === reason)
  const long = holdLengths.find((known) => String(known) === hours)
  const tooMuch = [...text].length > wordsLimit
  if (why && long && !tooMuch) return { reason: why, until: new Date(now.getTime() + long * 3_600_000) }
  return {
    problems: [
      ...(why ? [] : [{ field: 'reason', code: 'holdReasonMissing' }]),
      ...(long ? [] : [{ field: 'hours', code: 'holdLengthMissing' }]),
      ...(tooMuch ? [{ field: 'text', code: 'messageTooLong', values: { max: wordsLimit } }] : []),
    ],
  }
}

const detailsOf = ({ reason, until }: ReadWish) => ({ reason, until: until.toISOString() })
