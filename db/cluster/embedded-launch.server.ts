/** Making and launching a PostgreSQL cluster of npm's binaries. Who owns it and how long it lives: embedded.server.ts. */
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, closeSync, fstatSync, mkdirSync, openSync } from 'node:fs'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { forgetZombie, isAlive } from './postmaster.server.ts'
import { installedMajor, installedPostgres, unprivileged } from './postgres-binaries.server.ts'

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
  log_min_messages: 'log', // a message of an error quotes the value that was wrong
  log_checkpoints: 'off',
}

const inPlace = ['-D', '/proc/self/cwd']
const initial = ['-U', 'postgres', '--auth=scram-sha-256', '--locale=C.UTF-8', '--encoding=UTF8', '--data-checksums']
/** The portal's own way is a Unix socket: a third cheaper than the loopback. It has no file, so no folder has to be open. */
const loopbackOnly = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: process.platform === 'linux' ? '@madoguchi' : '',
}

/** Made aside and renamed when whole: a start that was cut off leaves nothing that looks like a database. */
export function createCluster(folder: string): void {
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
  renameSync(partial, join(folder, 'cluster'))
}

/** Starts the server of a folder and waits until it answers. Returns its process id. */
export async function launch(
  folder: string,
  port: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<number> {
  const [cluster, log] = [join(folder, 'cluster'), join(folder, 'server.log')]
  forgetZombie(cluster)
  const output = openSync(log, 'a', 0o600)
  const saidBefore = fstatSync(output).size
  const server = spawn(
    join(installedPostgres(), 'bin', 'postgres'),
    [...inPlace, ...asSettings({ ...durable, ...quiet, ...settings, ...loopbackOnly, port: String(port) })],
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

  const leave = () => void (isAlive(pid) && process.kill(pid, 'SIGINT'))
  process.once('exit', leave) // a start that is broken off leaves no server behind; later its owner sees to that
  try {
    await untilItAnswers({ folder, port, pid, saidBefore })
  } finally {
    process.off('exit', leave)
  }
  return pid
}

async function untilItAnswers(of: { folder: string; port: number; pid: number; saidBefore: number }): Promise<void> {
  const { folder, port, pid, saidBefore } = of
  const [url, log] = [urlOf(folder, port), join(folder, 'server.log')]
  const patience = Date.now() + 60_000 // crash recovery of a large journal takes its time
  while (!(await answers(url, pid))) {
    if (!isAlive(pid)) throw new Error(`PostgreSQL did not start: ${whyNot(join(folder, 'cluster'), log, saidBefore)}`)
    if (Date.now() > patience) throw new Error(`PostgreSQL does not answer after 60 s; see ${log}`)
    await wait(25)
  }
}

/** What it said by itself, and not what the starts before it said. Terse as it is told to be, it keeps versions to itself. */
function whyNot(cluster: string, log: string, saidBefore: number): string {
  const [made, own] = [readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim(), installedMajor()]
  if (made !== own)
    return `the data were made by PostgreSQL ${made}, and this one is ${own}: they open with the portal that made them`
  const said = readFileSync(log).subarray(saidBefore).toString().trim().split('\n')
  const lines = said.map((line) => line.replace(/^.*?(?=[A-Z]+: )/, '')).filter((line) => !line.startsWith('LOG: '))
  return (lines.length > 0 ? lines : said).slice(-3).join(' | ')
}

/** Is it ours and ready? The password proves that it is the server of this folder. */
export async function answers(url: string, pid: number): Promise<boolean> {
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

/** The superuser's connection string. */
export function urlOf(folder: string, port: number): string {
  const password = readFileSync(join(folder, 'password'), 'utf8').trim()
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done, failed) => probe.once('error', failed).listen(0, '127.0.0.1', done))
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  if (address === null || typeof address === 'string') throw new Error('no free port on the loopback')
  return address.port
}
