/**
 * Live arrival: NOTIFY after the commit, gathered for a moment. Inside the transaction NOTIFY takes a lock of the whole
 * cluster until the commit is on disk, so submissions would wait for each other; the price of doing it afterwards is
 * that a portal killed in between tells nobody, and the next look at the queue shows it anyway.
 */
import postgres, { type Sql } from 'postgres'
import { z } from 'zod'
import type { Arrival } from '#db/context.ts'

const channel = 'madoguchi_arrived'
const gatherMs = 15
/** In one line, which may have 8,000 bytes: each has 160 at most. */
const most = 30

const arrived = z.array(
  z.object({
    recipient: z.string(),
    prefecture: z.string().nullable(),
    caseFileId: z.string(),
    kind: z.enum(['report', 'revision', 'answer']),
  }),
)

export interface Announcer {
  announce(arrivals: readonly Arrival[]): void
  /** Sends what is still waiting. */
  flush(): Promise<void>
}

export function openAnnouncer(
  bare: <T>(query: (sql: Sql) => Promise<T>) => Promise<T>,
  onFault: (fault: unknown) => void,
): Announcer {
  const waiting: Arrival[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = async () => {
    clearTimeout(timer)
    timer = undefined
    if (waiting.length === 0) return
    const lines: string[] = []
    while (waiting.length > 0) lines.push(JSON.stringify(waiting.splice(0, most)))
    const told = JSON.stringify(lines)
    await bare(
      (sql) => sql`select pg_notify(${channel}, line) from json_array_elements_text(${told}::text::json) line`,
    ).catch(onFault)
  }
  return {
    announce(arrivals) {
      waiting.push(...arrivals)
      timer ??= setTimeout(flush, gatherMs)
    },
    flush,
  }
}

/**
 * Calls back for every arrival, of whatever portal process. Listens again after a lost connection, and says so: nobody was
 * told what came in between. Returns how to stop.
 */
export async function listenArrivals(
  database: { url: string },
  onArrival: (arrival: Arrival) => void,
  onMissed: () => void = () => {},
): Promise<() => Promise<void>> {
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  let listened = false
  const onListening = () => {
    if (listened) onMissed()
    listened = true
  }
  await sql.listen(channel, (line) => arrived.parse(JSON.parse(line)).forEach(onArrival), onListening)
  return () => sql.end({ timeout: 1 })
}
