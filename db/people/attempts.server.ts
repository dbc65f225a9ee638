/**
 * Wrong secrets, and what may be done so often in an hour: counted in the database so that every portal process sees them. Keys
 * are stored as keyed hashes.
 */
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Tx } from '#db/context.ts'

const free = 5 // mistyping is human
const forgottenAfter = 24 // hours

/** Until when one of these keys is blocked; null when none is. */
export async function findBlock(tx: Tx, keys: readonly string[], now: Date): Promise<Date | null> {
  const [found] = await tx.sql<{ until: Date | null }[]>`
    select max(blocked_until) as until from attempts
    where key in ${tx.sql(keys.map(tx.lookup))} and blocked_until > ${now}`
  return found?.until ?? null
}

/** Of a network that many people share, each of them right: nobody waits for the others longer than minutes. */
export type Longest = 'a day' | '5 minutes'

/** Five are free; then 15 seconds, doubled each time, up to the longest. */
export async function recordFailure(
  tx: Tx,
  keys: readonly string[],
  now: Date,
  longest: Longest = 'a day',
): Promise<void> {
  for (const key of keys.toSorted()) {
    await tx.sql`
      insert into attempts as a (key, failures, last_at) values (${tx.lookup(key)}, 1, ${now})
      on conflict (key) do update set
        failures = case when a.last_at < ${forgotten(now)} then 1 else a.failures + 1 end,
        last_at = ${now},
        blocked_until = case when a.last_at >= ${forgotten(now)} and a.failures + 1 > ${free} then
          ${now}::timestamptz + least(interval '15 seconds' * power(2, least(a.failures, 30) - ${free}), ${longest === 'a day' ? '1 day' : longest}::interval) end`
  }
}

/**
 * Counts a try as a wrong one before it is judged or done, so that many at the same time count one after the other; whoever
 * was right clears it. When it is too early for another: until when.
 */
export async function countTry(tx: Tx, key: string, now: Date, longest: Longest = 'a day'): Promise<Date | null> {
  await inTurn(tx, `try ${key}`)
  const until = await findBlock(tx, [key], now)
  if (!until) await recordFailure(tx, [key], now, longest)
  return until
}

/** False when it is too early for another. */
export async function takeTry(tx: Tx, key: string, now: Date): Promise<boolean> {
  return (await countTry(tx, key, now)) === null
}

const hour = 3_600_000 // ms

/**
 * Counts what is done, `times` at once, in hours that begin with the first. When that is more than `most`: until when; what
 * was refused counts too. Nothing is ever blocked for longer than the hour.
 */
export async function countDone(
  tx: Tx,
  { key, times, most, now }: { key: string; times: number; most: number; now: Date },
): Promise<Date | null> {
  const over = new Date(now.getTime() - hour)
  const [counted] = await tx.sql<{ failures: number; lastAt: Date }[]>`
    insert into attempts as a (key, failures, last_at) values (${tx.lookup(key)}, ${times}, ${now})
    on conflict (key) do update set
      failures = case when a.last_at <= ${over} then ${times} else least(a.failures + ${times}, 1000000) end,
      last_at = case when a.last_at <= ${over} then ${now} else a.last_at end
    returning failures, last_at`
  return counted && counted.failures > most ? new Date(counted.lastAt.getTime() + hour) : null
}

/** As the worker: sessions that are over, and wrong guesses that count no more. */
export async function forgetVisits(tx: Tx, now: Date): Promise<void> {
  await tx.sql`select forget_visits(${now}, ${forgotten(now)})`
}

const forgotten = (now: Date) => new Date(now.getTime() - forgottenAfter * 3_600_000)

export async function clearFailures(tx: Tx, keys: readonly string[]): Promise<void> {
  await tx.sql`delete from attempts where key in ${tx.sql(keys.map(tx.lookup))}`
}
