import { getDraft, saveAnswers } from '#app/reports/form/save-answers.server.ts'
import type { Context, Filer } from '#db/context.ts'
import type { Phase } from '#forms/item.ts'

/** Opens the next report of the same incident: the draft keeps every answer, and says what kind of report it will be. */
export async function followUp(context: Context<Filer>, phase: Exclude<Phase, 'initial'>): Promise<void> {
  const { version } = await context.db.transaction((tx) => getDraft(tx, context.actor.reportId))
  await saveAnswers(context, { base: version, items: ['report-phase'], answers: { 'report-phase': phase } })
}
