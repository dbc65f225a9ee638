import { queueChoice } from '#app/case-files/queue/queue-filters.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { Context, Officer } from '#db/context.ts'

import { mayExport } from './may-export.ts'
import { selectCases } from './select-cases.server.ts'

/** How many case files the filter leaves, counted no further than may be exported, and one more. */
export async function countCases({ db, actor, now }: Context<Officer>, query: string): Promise<number> {
  if (!mayExport(actor)) throw new Refusal('forbidden')
  const choice = queueChoice(new URLSearchParams(query))
  return (await db.transaction((tx) => selectCases(tx, choice, actor.officerId, now))).length
}
