import type { Tx } from '#db/context.ts'

/** Whoever does the same with the same thing waits until this transaction has ended, and then sees what it did. */
export async function inTurn({ sql }: Tx, what: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${what}, 0))`
}
