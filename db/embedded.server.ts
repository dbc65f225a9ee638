/**
 * Runs the PostgreSQL 18 that npm installed, for whoever has no server of their own: loopback only, a generated
 * password, durable settings. The same database software as in production, so there is one code path.
 *
 * `folder` holds `cluster/` (the data), `password` and `server.log`. PostgreSQL refuses to run as root and then runs as
 * an unprivileged user; it is started inside its data folder and told `-D /proc/self/cwd`, so that the folders above
 * need not be open to that user.
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { findOrphan, isAlive, stopPostmaster } from './postmaster.server.ts'
import { installedPostgres, unprivileged } from './postgres-binaries.server.ts'

export interface Embedded {
  /** Connection string of the superuser. */
  url: string
  /** Process id of the postmaster. */
  pid: number
  /** Stops the server when this process owns it; whoever only joined leaves it running. */
  stop(): Promise<void>
}

const durable = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '60',
  shared_buffers: '96MB',
  max_wal_size: '1GB',
  jit: 'off',
  io_method: 'sync',
  timezone: 'UTC',
  huge_pages: 'off',
}

/** Nothing that a reporter typed may reach the server's log: no statements, no parameters, no failing rows. */
const quiet = {
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

const inPlace = ['-D', '/proc/self/cwd']
const initial = ['-U', 'postgres', '--auth=scram-sha-256', '--locale=C.UTF-8', '--encoding=UTF8', '--data-checksums']
const loopbackOnly = { listen_addresses: '127.0.0.1', unix_socket_directories: '' }

/** Starts the server of `folder`, or takes over the one that a killed parent left behind. Errors: why it will not start. */
export async function startEmbedded(options: {
  folder: string
  settings?: Readonly<Record<string, string>>
}): Promise<Embedded> {
  const folder = resolve(options.folder)
  const cluster = join(folder, 'cluster')
  mkdirSync(folder, { recursive: true })
  if (!existsSync(cluster)) createCluster(folder, cluster)
  const password = readFileSync(join(folder, 'password'), 'utf8').trim()

  const orphan = findOrphan(cluster)
  if (orphan) {
    const url = urlOf(password, orphan.port)
    if (await answers(url, orphan.pid)) return embedded(folder, url, orphan.pid)
    await stopPostmaster(orphan.pid)
  }
  return launch(folder, cluster, password, { ...durable, ...quiet, ...options.settings })
}

/** The address of a server that runs already, for the command line; null when none does. */
export async function findEmbedded(folder: string): Promise<string | null> {
  const running = findOrphan(join(resolve(folder), 'cluster'))
  if (!running) return null
  const url = urlOf(readFileSync(join(resolve(folder), 'password'), 'utf8').trim(), running.port)
  return (await answers(url, running.pid)) ? url : null
}

/** Stops whatever server runs in `folder`, owned or orphaned. */
export async function stopEmbedded(folder: string): Promise<void> {
  const running = findOrphan(join(resolve(folder), 'cluster'))
  if (running) await stopPostmaster(running.pid)
}

/** Made aside and renamed when whole: a start that was cut off leaves nothing that looks like a database. */
function createCluster(folder: string, cluster: string): void {
  const partial = join(folder, 'cluster.partial')
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { mode: 0o700 })
  const password = join(folder, 'password')
  writeFileSync(password, randomBytes(24).toString('base64url') + '\n', { mode: 0o600 })
  const user = unprivileged()
  if (user) for (const path of [partial, password]) chownSync(path, user.uid, user.gid)

  const readable = openSync(password, 'r') // inherited, as the folders above may be closed to the server's user
  const made = spawnSync(join(installedPostgres(), 'bin', 'initdb'), [...inPlace, ...initial, '--pwfile=/dev/fd/3'], {
    cwd: partial,
    ...user,
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', readable],
    encoding: 'utf8',
  })
  closeSync(readable)
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr.trim()}`)
  if (user) chownSync(password, 0, 0)
  renameSync(partial, cluster)
}

async function launch(folder: string, cluster: string, password: string, settings: Record<string, string>) {
  const log = join(folder, 'server.log')
  const port = await freePort()
  const output = openSync(log, 'a', 0o600)
  const server = spawn(
    join(installedPostgres(), 'bin', 'postgres'),
    [...inPlace, ...asSettings({ ...settings, ...loopbackOnly, port: String(port) })],
    // Detached: Ctrl-C in a terminal must reach the portal first, which then stops its database in order.
    { cwd: cluster, ...unprivileged(), env: {}, detached: true, stdio: ['ignore', output, output] },
  )
  closeSync(output)
  server.unref()
  const pid = await new Promise<number>((done, failed) => {
    server.once('error', failed)
    server.once('spawn', () => done(server.pid ?? 0))
  })
  chmodSync(log, 0o600)

  const url = urlOf(password, port)
  const patience = Date.now() + 60_000 // crash recovery of a large journal takes its time
  while (!(await answers(url, pid))) {
    if (!isAlive(pid)) throw new Error(`PostgreSQL did not start: ${lastLines(log)}`)
    if (Date.now() > patience) throw new Error(`PostgreSQL does not answer after 60 s; see ${log}`)
    await wait(25)
  }
  return embedded(folder, url, pid)
}

/** The process that stops the server of `folder` at its end; null when there is none or it was killed. */
export function portalOf(folder: string): number | null {
  const parent = join(resolve(folder), 'parent.pid')
  const owner = existsSync(parent) ? Number(readFileSync(parent, 'utf8')) : 0
  return isAlive(owner) && findOrphan(join(resolve(folder), 'cluster')) ? owner : null
}

function embedded(folder: string, url: string, pid: number): Embedded {
  const parent = join(folder, 'parent.pid')
  const owner = portalOf(folder)
  const guest = owner !== null && owner !== process.pid
  if (!guest) writeFileSync(parent, String(process.pid))
  const stop = async () => {
    if (guest) return
    await stopPostmaster(pid)
    rmSync(parent, { force: true })
  }
  return { url, pid, stop }
}

/** Is it ours and ready? The password proves that it is the server of this folder. */
async function answers(url: string, pid: number): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => {} })
  try {
    await sql`select 1`
    return isAlive(pid)
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const asSettings = (settings: Readonly<Record<string, string>>) =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])

const urlOf = (password: string, port: number) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`

const lastLines = (log: string) => readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' | ')

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done, failed) => probe.once('error', failed).listen(0, '127.0.0.1', done))
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  if (address === null || typeof address === 'string') throw new Error('no free port on the loopback')
  return address.port
}
