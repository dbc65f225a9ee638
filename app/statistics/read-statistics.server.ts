import { listCaseFacts, type Period } from '#db/case-files/case-facts.server.ts'
import type { Context, Officer } from '#db/context.ts'

import { countFacts } from './count.server.ts'
import type { Statistics } from './counts.ts'

/** What became of the case files that the officer's body, in the officer's prefecture, received in a period: as of now. */
export async function readStatistics(
  { db, now }: Pick<Context<Officer>, 'db' | 'now'>,
  period: Period,
): Promise<Statistics> {
  return countFacts(await db.transaction((tx) => listCaseFacts(tx, period)), now)
}
