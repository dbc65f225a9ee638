import type { Context, Worker } from '#db/context.ts'
import { removeCalls } from '#db/programs/machine-calls.server.ts'

const remembered = 7 * 24 * 3_600_000 // ms; `api:rules.keys` promises it

/** A program that sends a call again after this does it again. */
export async function forgetCalls({ db, now }: Context<Worker>): Promise<void> {
  await db.transaction((tx) => removeCalls(tx, new Date(now.getTime() - remembered)))
}
