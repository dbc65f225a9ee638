/**
 * `madoguchi extracts rebuild`: makes reports findable, and countable, that were filed before extracts were made or that
 * a job never reached. It works beside a running portal, report by report, and begins again where it was broken off.
 */
import { parseArgs } from 'node:util'
import { extractReport } from '#app/case-files/search-index.server.ts'
import { writeCaseFacts } from '#db/case-facts.server.ts'
import { openAsKeeper, openDatabase } from '#db/client.server.ts'
import type { ActingDb } from '#db/context.ts'
import { listToExtract } from '#db/extracts-due.server.ts'
import { say, withStore, type CommandStore } from './store.ts'

const batch = 500

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
  const database = openDatabase({ url, appUrl: config.databaseAppUrl ?? undefined, keyring, connections: 2 })
  try {
    let [made, failed, last] = [0, 0, after]
    for (;;) {
      const reports = await listToExtract(keeper, { after: last, most: batch, all })
      if (reports.length === 0) break
      for (const reportId of reports) {
        if (await extracted(database.as({ kind: 'worker' }), reportId)) made++
        else failed++
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

/** A report that cannot be read is named and left out; the others are made. */
async function extracted(db: ActingDb, reportId: string): Promise<boolean> {
  try {
    await extractReport(db, reportId)
    await db.transaction((tx) => writeCaseFacts(tx, reportId))
    return true
  } catch (error) {
    say(`FAILED: report ${reportId}: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}
