/**
 * `node test/bench/backup.ts --seconds=10`: a backup taken in a stream of submissions, restored elsewhere. Whatever was
 * acknowledged before the backup began must be there whole, and nothing half. A second one, taken when the stream is over,
 * must bring back every table row by row, the audit too.
 *   --server         the database is a server of one's own (DATABASE_URL), copied by pg_dump and filled by pg_restore
 *   --tools=FOLDER   where these two are, when not on the PATH; of the version of the server
 */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs, promisify } from 'node:util'
import postgres from 'postgres'
import { type Embedded, startEmbedded } from '#db/cluster/embedded.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { contentOf, ours } from '#test/support/content.ts'
import { filedReport } from '#test/support/filings.ts'
import { openStore } from './filings.ts'
import { removePortal, startPortal, temporaryFolder } from './portal.ts'

const { values: told } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, server: { type: 'boolean' }, tools: { type: 'string' } },
})
const home = temporaryFolder()
const tools = told.tools ? `${told.tools}:${process.env.PATH}` : process.env.PATH
const started: Embedded[] = []
const own = told.server ? await serverAt(path.join(home, 'own')) : null
const folder = temporaryFolder()
const keyring = openKeyring(path.join(folder, 'keys.json'), { create: true })
const portal = await startPortal({ folder, environment: own ? reachedAt(own.url) : {} })
const atHome = (name: string) => path.join(home, name)
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
  await backup('busy')
  const took = performance.now() - begun
  const during = acknowledged.length - before
  ending.abort()
  await Promise.all(lanes)
  await store.end()
  const { lost, partial, count } = await restored('busy', (url) => reportsIn(url, acknowledged.slice(0, before)))
  console.log(
    `${before} reports before, ${during} during a backup of ${(took / 1000).toFixed(1)} s; restored ${count}: lost ${lost}, partial ${partial}`,
  )

  await portal.stop() // nothing is written any more
  const quiet = own ?? (await serverAt(path.join(portal.folder, 'pg')))
  const held = ours(await contentOf(quiet.url))
  await backup('quiet')
  const back = await restored('quiet', async (url) => ours(await contentOf(url)))
  const other = Object.keys({ ...held, ...back }).filter((table) => held[table] !== back[table])
  console.log(`${Object.keys(held).length} tables compared row by row: ${other.length} differ ${other.join(' ')}`)
  process.exitCode = lost + partial + other.length === 0 ? 0 : 1
} finally {
  ending.abort()
  await portal.stop()
  await removePortal(portal.folder)
  for (const server of started) await server.stop()
  rmSync(home, { recursive: true, force: true })
}

/** As somebody sets it who runs a server: one login for the owner, another for what serves people. */
function reachedAt(url: string): Record<string, string> {
  const app = new URL(url)
  app.username = 'madoguchi_app'
  app.password = keyring.loginPassword()
  return { DATABASE_URL: url, DATABASE_APP_URL: app.href }
}

async function serverAt(at: string): Promise<Embedded> {
  const server = await startEmbedded({ folder: at })
  started.push(server)
  return server
}

function backup(name: string): Promise<void> {
  return command(portal.folder, ['backup', atHome(name)], own?.url)
}

/** Into an empty place, where `look` says what it finds. */
async function restored<T>(name: string, look: (url: string) => Promise<T>): Promise<T> {
  const place = atHome(`${name} restored`)
  mkdirSync(place)
  cpSync(portal.keysFile, path.join(place, 'keys.json'))
  const into = own ? await serverAt(atHome(`${name} server`)) : null
  await command(place, ['restore', atHome(name)], into?.url)
  return look((into ?? (await serverAt(path.join(place, 'pg')))).url)
}

async function reportsIn(url: string, wanted: readonly string[]) {
  const sql = postgres(url, { max: 1 })
  const rows = await sql<{ id: string; sent: number }[]>`
    select r.id, (select count(*)::int from deliveries d where d.report_id = r.id) as sent from reports r where r.revision_number > 0`
  await sql.end()
  const found = new Map(rows.map(({ id, sent }) => [id, sent]))
  return {
    count: rows.length,
    lost: wanted.filter((id) => found.get(id) !== 5).length,
    partial: rows.filter(({ sent }) => sent !== 5).length,
  }
}

async function command(dataDir: string, args: string[], databaseUrl?: string): Promise<void> {
  const server = databaseUrl ? { DATABASE_URL: databaseUrl } : {}
  const env = { PATH: tools, MADOGUCHI_DATA_DIR: dataDir, ...server }
  const { stdout } = await promisify(execFile)(process.execPath, ['app/cli.ts', ...args], { env })
  process.stdout.write(stdout)
}
