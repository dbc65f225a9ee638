/**
 * `node test/bench/backup.ts --seconds 10`: a backup taken in a stream of submissions, restored elsewhere. Whatever was
 * acknowledged before the backup began must be there whole, and nothing half.
 */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import postgres from 'postgres'
import { findEmbedded, startEmbedded } from '#db/embedded.server.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { openStore } from './filings.ts'
import { removePortal, startPortal, temporaryFolder } from './portal.ts'
import { filedReport } from '#test/support/filings.ts'

const { values: told } = parseArgs({ options: { seconds: { type: 'string', default: '5' } } })
const portal = await startPortal()
const home = temporaryFolder()
const [backup, restored] = [path.join(home, 'backup'), path.join(home, 'restored')]
const acknowledged: string[] = []
const ending = new AbortController()
try {
  const store = openStore(portal)
  const lanes = Array.from({ length: 4 }, async () => {
    while (!ending.signal.aborted) acknowledged.push((await filedReport(store, { now: new Date() })).reportId)
  })
  await wait(Number(told.seconds) * 1000)
  const before = acknowledged.length
  const begun = performance.now()
  await command(portal.folder, ['backup', backup])
  const took = performance.now() - begun
  const during = acknowledged.length - before
  ending.abort()
  await Promise.all(lanes)
  await store.end()

  mkdirSync(restored, { recursive: true })
  cpSync(portal.keysFile, path.join(restored, 'keys.json'))
  await command(restored, ['restore', backup])
  const server = await startEmbedded({ folder: path.join(restored, 'pg') })
  const sql = postgres((await findEmbedded(path.join(restored, 'pg'))) ?? server.url, { max: 1 })
  const rows = await sql<{ id: string; sent: number }[]>`
    select r.id, (select count(*)::int from deliveries d where d.report_id = r.id) as sent from reports r where r.revision_number > 0`
  await sql.end()
  await server.stop()
  const found = new Map(rows.map(({ id, sent }) => [id, sent]))
  const lost = acknowledged.slice(0, before).filter((id) => found.get(id) !== 5).length
  const partial = rows.filter(({ sent }) => sent !== 5).length
  console.log(
    `${before} reports before, ${during} during a backup of ${(took / 1000).toFixed(1)} s; restored ${rows.length}: lost ${lost}, partial ${partial}`,
  )
  process.exitCode = lost + partial === 0 ? 0 : 1
} finally {
  ending.abort()
  await portal.stop()
  await removePortal(portal.folder)
  rmSync(home, { recursive: true, force: true })
}

async function command(dataDir: string, args: string[]): Promise<void> {
  const env = { PATH: process.env.PATH, MADOGUCHI_DATA_DIR: dataDir }
  const { stdout } = await promisify(execFile)(process.execPath, ['app/cli.ts', ...args], { env })
  process.stdout.write(stdout)
}
