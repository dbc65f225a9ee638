/**
 * How long an agency's statistics take: 200,000 case files over five years, 100,000 of them of one agency.
 *   node test/bench/statistics.ts [--files 100000] [--runs 5]
 */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import postgres, { type Sql } from 'postgres'
import { openDatabase } from '#db/client.server.ts'
import type { Officer } from '#db/context.ts'
import { startEmbedded } from '#db/embedded.server.ts'
import { openKeyring } from '#db/keyring.server.ts'
import { prepareDatabase } from '#db/migrate.server.ts'
import { newId } from '#db/secrets.server.ts'
import { readStatistics } from '#db/statistics.server.ts'
import { removePortal, temporaryFolder } from './portal.ts'
import { seedCaseFiles } from './statistics-seed.ts'

const { values: told } = parseArgs({
  options: { files: { type: 'string', default: '100000' }, runs: { type: 'string', default: '5' } },
})
const now = new Date('2026-11-01T00:00:00+09:00')
const folder = temporaryFolder()
const server = await startEmbedded({ folder: `${folder}/pg` })
const keyring = openKeyring(`${folder}/keys.json`, { create: true })
await prepareDatabase({ url: server.url, keyring })
const database = openDatabase({ url: server.url, keyring })
const sql = postgres(server.url, { max: 1, onnotice: () => {} })
try {
  await measure(sql)
} finally {
  await Promise.all([sql.end(), database.end()])
  await server.stop()
  await removePortal(folder)
}

async function measure(owner: Sql): Promise<void> {
  const begun = performance.now()
  await seedCaseFiles(owner, { agency: 'ppc', files: Number(told.files), until: now, heading: randomBytes(160) })
  console.log(`seeded in ${Math.round(performance.now() - begun)} ms`)
  const officer: Officer = {
    kind: 'officer',
    officerId: newId(),
    name: '計測 太郎',
    recipient: 'ppc',
    prefecture: null,
    role: 'officer',
  }
  for (const years of [1, 5]) {
    const from = new Date(`${2026 - years}-11-01T00:00:00+09:00`)
    const took: number[] = []
    for (let run = 0; run < Number(told.runs); run += 1) {
      const started = performance.now()
      const read = await readStatistics(database.as(officer), { from, until: now }, now)
      took.push(performance.now() - started)
      if (run === 0) console.log(years, 'years:', read.received, 'case files,', read.clocks)
    }
    console.log(`${years} years: ${took.map((ms) => Math.round(ms)).join(', ')} ms`)
  }
}
