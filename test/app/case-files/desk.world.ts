/** One hospital's report, sent through the verbs, and officers of the bodies that got it. */
import { hospital } from '#app/demo/stories/hospital.ts'
import { storyClock } from '#app/demo/story.ts'
import { findCaseFileOfReport } from '#db/case-files/case-files.server.ts'
import type { Database } from '#db/client.server.ts'
import type { Context, Holder, Officer } from '#db/context.ts'
import type { Answers } from '#forms/item.ts'
import { newReport, night, save, send } from '#test/app/reports/reports.world.ts'
import { officerOf } from '#test/support/filings.ts'

export interface Desk extends Context<Officer> {
  /** The case of the hospital at this body. */
  id: string
}

export async function filedHospital(
  database: Database,
  change: Answers = {},
): Promise<Context<Holder> & { reference: string }> {
  const holder = await newReport(database)
  await save(holder, { ...hospital.answers(storyClock(night)), ...change })
  const sent = await send(holder)
  if (sent.kind !== 'sent') throw new Error(`the hospital's report was not sent: ${sent.kind}`)
  return holder
}

/** An officer of this body, in front of the hospital's case. */
export async function deskOf(
  database: Database,
  { actor: { reportId } }: Context<Holder>,
  recipient: string,
  prefecture: string | null = null,
): Promise<Desk> {
  const actor = await officerOf(database, recipient, prefecture)
  const db = database.as(actor)
  const file = await db.transaction((tx) => findCaseFileOfReport(tx, reportId, recipient))
  if (!file) throw new Error(`${recipient} has no case of this report`)
  return { db, actor, now: night, id: file.id }
}
