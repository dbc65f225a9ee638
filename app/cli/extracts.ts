/**
 * `madoguchi extracts rebuild`: makes reports findable, and countable, that were filed before extracts were made or that
 * a job never reached. It works beside a running portal, report by report, and begins again where it was broken off.
 */
import { parseArgs } from 'node:util'
import { extractReports } from '#app/case-files/search/search-index.server.ts'
import { writeCaseFacts } from '#db/case-files/case-facts.server.ts'
import { openAsKeeper, openDatabase } from '#db/client.server.ts'
import type { ActingDb } from '#db/context.ts'
import { listToExtract } from '#db/queue/extracts-due.server.ts'
import { say, withStore, type CommandStore } from './store.ts'

const batch = 500
const together = 20

const usage = `madoguchi extracts rebuild                 what is missing
madoguchi extracts rebuild --all           everything anew, as after a change of what is searched
madoguchi extracts rebuild --all --after=ID  goes on after that report`

interface Wanted {
  all: boolean
  after: string
}

export async function run(args: string[]): Promise<number> {
  const wanted = wantedOf(args)
  if (wanted) return withStore((store) => rebuild(store, wanted))
  say(usage)
  return 2
}

const first = '00000000-0000-0000-0000-000000000000'

function wantedOf(args: string[]): Wanted | null {
  const options = { all: { type: 'boolean', default: false }, after: { type: 'string', default: first } } as const
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return positionals.join(' ') === 'rebuild' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(values.after)
      ? values
      : null
  } catch {
    return null
  }
}

async function rebuild({ config, url, keyring }: CommandStore, { all, after }: Wanted): Promise<number> {
  const keeper = openAsKeeper(url)
  const database = openDatabase({ url, appUrl: config.databaseAppUrl ?? undefined, keyring, connections: 3 })
  try {
    let [made, failed, last] = [0, 0, after]
    for (;;) {
      const reports = await listToExtract(keeper, { after: last, most: batch, all })
      if (reports.length === 0) break
      for (const reportIds of parts(reports, together)) {
        const done = await extracted(database.as({ kind: 'worker' }), reportIds)
        made += done
        failed += reportIds.length - done
      }
      last = reports.at(-1) ?? last
      say(`${made} reports so far; the last one is ${last}`)
    }
    say(`Done: ${made} reports, ${failed} failed.`)
    return failed > 0 ? 1 : 0
  } finally {
    await Promise.all([keeper.end(), database.end()])
  }
}

/** How many of them; a report that cannot be read is named and left out, and the others are made. */
async function extracted(db: ActingDb, reportIds: readonly string[]): Promise<number> {
  try {
    await extractThese(db, reportIds)
    return reportIds.length
  } catch (error) {
    const [only, ...more] = reportIds
    if (more.length > 0) {
      let made = 0
      for (const reportId of reportIds) made += await extracted(db, [reportId])
      return made
    }
    say(`FAILED: report ${only}: ${error instanceof Error ? error.message : String(error)}`)
    return 0
  }
}

async function extractThese(db: ActingDb, reportIds: readonly string[]): Promise<void> {
  await extractReports(db, reportIds)
  await db.transaction((tx) => writeCaseFacts(tx, reportIds))
}

const parts = <T>(list: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / most) }, (_, at) => list.slice(at * most, (at + 1) * most))
