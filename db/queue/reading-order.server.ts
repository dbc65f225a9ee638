/** How queries are planned for the rest of a transaction: those that are asked after it, in functions of their own. */
import { planned } from '#db/connections/actor-settings.ts'
import type { Reading, Tx } from '#db/context.ts'

/**
 * Pages are read along an index in the queue's order. The planner takes the policies' conditions for so rare that it would
 * fetch and sort all open case files for a page of 25: 11 ms instead of 0.1 with 2,700 open ones.
 */
export const inOrder: Reading = { inOrder: true, once: false }

/**
 * The same for further pages of the oldest first, and for the ends of a search. Near the end the planner finds a plan for
 * each cursor cheaper than one for all of them, and so plans every page anew: 10 ms instead of 4.
 */
export const onInOrder: Reading = { inOrder: true, once: true }

/** As PostgreSQL does by itself. */
const freely: Reading = { inOrder: false, once: false }

/** In a transaction that has begun; `readAtOnce` begins with it. */
export const readAs = async ({ sql }: Tx, reading: Reading): Promise<void> =>
  void (await sql`select ${planned(sql, reading)}`)

export const readInOrder = (tx: Tx): Promise<void> => readAs(tx, inOrder)
export const readOnInOrder = (tx: Tx): Promise<void> => readAs(tx, onInOrder)
export const readFreely = (tx: Tx): Promise<void> => readAs(tx, freely)
