/**
 * Live arrival: NOTIFY after the commit, gathered for a moment. Inside the transaction NOTIFY takes a lock of the whole
 * cluster until the commit is on disk, so submissions would wait for each other; the price of doing it afterwards is
 * that a portal killed in between tells nobody, and the next look at the queue shows it anyway.
 */
import postgres, { type Sql } from 'postgres'
import { z } from 'zod'
import type { Arrival } from '#db/context.ts'

const channel = 'madoguchi_arrivals'
const gatherMs = 15

const arrival = z.object({
  recipient: z.string(),
  prefecture: z.string().nullable(),
  caseFileId: z.string(),
  kind: z.enum(['report', 'revision', 'answer']),
})

export interface Announcer {
  announce(arrivals: readonly Arrival[]): void
  /** Sends what is still waiting. */
  flush(): Promise<void>
}

export function openAnnouncer(
  bare: <T>(query: (sql: Sql) => Promise<T>) => Promise<T>,
  onFault: (fault: unknown) => void,
): Announcer {
  let waiting: string[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = async () => {
    clearTimeout(timer)
    timer = undefined
    if (waiting.length === 0) return
    const told = JSON.stringify(waiting)
    waiting = []
    await bare(
      (sql) => sql`select pg_notify(${channel}, line) from json_array_elements_text(${told}::text::json) line`,
    ).catch(onFault)
  }
  return {
    announce(arrivals) {
      waiting.push(...arrivals.map((one) => JSON.stringify(one)))
      timer ??= setTimeout(flush, gatherMs)
    },
    flush,
  }
}

/** Calls back for every arrival, of whatever portal process. Listens again after a lost connection. Returns how to stop. */
export async function listenArrivals(
  database: { url: string },
  onArrival: (arrival: Arrival) => void,
): Promise<() => Promise<void>> {
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  await sql.listen(channel, (line) => onArrival(arrival.parse(JSON.parse(line))))
  return () => sql.end({ timeout: 1 })
}
