/** Filing through the verbs, on a real database: what a reporter does, and what an officer of a recipient sees of it. */
import { getDraft, saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { submissionKey, submitReport, type Sent } from '#app/reports/sending/submit-report.server.ts'
import type { Database } from '#db/client.server.ts'
import type { Context, Holder } from '#db/context.ts'
import { startReport } from '#db/reports/reports.server.ts'
import { nobodysHash } from '#db/sealing/nobodys-hash.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import type { Choices } from '#forms/projection.ts'

export const night = new Date('2026-11-01T00:30:00Z')
export const later = (hours: number) => new Date(night.getTime() + hours * 3_600_000)

/** Nobody comes back to it with its secret, so that none has to be hashed. */
export async function newReport(database: Database): Promise<Context<Holder> & { reference: string }> {
  const [id, secretHash] = [newId(), await nobodysHash]
  const { reference } = await database
    .as({ kind: 'anyone' })
    .transaction((tx) => startReport(tx, { id, secretHash, language: 'ja', edition: currentEdition.id, now: night }))
  const actor: Holder = { kind: 'holder', reportId: id }
  return { db: database.as(actor), actor, now: night, reference }
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
