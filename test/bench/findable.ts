/**
 * What a submission leaves to be done while the server has little else to do: the report is made findable, with
 * others (app/case-files/search/extracting.server.ts).
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Sql } from 'postgres'
import type { Figure } from './figures.ts'
import type { Portal } from './portal.ts'
import { cpuBy } from './processes.ts'

const seconds = 6

/** Copies of the ceiling cannot be opened, and the rest would go on beside whatever is measured next. */
export async function strikeOff(sql: Sql): Promise<void> {
  await sql`truncate extracts_due`
}

/** Seen for some seconds after a rush. */
export async function measureFindable({ pid }: Portal, sql: Sql): Promise<Figure> {
  await wait(3_000) // the rush is over for the server as well
  const [waiting, before] = [await countWaiting(sql), cpuBy(pid)]
  await wait(seconds * 1_000)
  const [left, after] = [await countWaiting(sql), cpuBy(pid)]
  const made = waiting - left
  if (made === 0) throw new Error('no report was made findable')
  const each = (used: number) => used / made
  const [server, database] = [each(after.own - before.own), each(after.below - before.below)]
  return {
    name: 'made findable later',
    value: server + database,
    unit: 'ms',
    note: `a report, ${made} in ${seconds} s; server ${server.toFixed(2)}, PostgreSQL ${database.toFixed(2)}`,
  }
}

async function countWaiting(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::integer as count from extracts_due`
  return row?.count ?? 0
}
