/** Filing through the verbs, on a real database: what a reporter does, and what an officer of a recipient sees of it. */
import { getDraft, saveAnswers } from '#app/reports/save-answers.server.ts'
import { startReport } from '#app/reports/start-report.server.ts'
import { submissionKey, submitReport, type Sent } from '#app/reports/submit-report.server.ts'
import type { Database } from '#db/client.server.ts'
import type { Context, Holder } from '#db/context.ts'
import type { Answers } from '#forms/item.ts'
import type { Choices } from '#forms/projection.ts'

export const night = new Date('2026-11-01T00:30:00Z')
export const later = (hours: number) => new Date(night.getTime() + hours * 3_600_000)

export async function newReport(database: Database): Promise<Context<Holder> & { reference: string; secret: string }> {
  const anyone = { kind: 'anyone' } as const
  const started = await startReport({ db: database.as(anyone), actor: anyone, now: night }, 'ja')
  const actor: Holder = { kind: 'holder', reportId: started.id }
  return { db: database.as(actor), actor, now: night, reference: started.reference, secret: started.secret }
}

export const draftOf = ({ db, actor }: Context<Holder>) => db.transaction((tx) => getDraft(tx, actor.reportId))

/** Saves from an up-to-date page. */
export async function save(context: Context<Holder>, answers: Answers, choices?: Choices) {
  const { version } = await draftOf(context)
  return saveAnswers(context, { base: version, items: Object.keys(answers), answers }, choices)
}

/** Presses the preview's button. */
export async function send(context: Context<Holder>, revisions = 0): Promise<Sent> {
  const { version } = await draftOf(context)
  return submitReport(context, { key: submissionKey(context.actor.reportId, revisions, version), version })
}
