/** The built portal in a process of its own with a database of its own: what `npm run serve` runs, on a free port. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findEmbedded, stopEmbedded } from '#db/cluster/embedded.server.ts'

const root = path.resolve(import.meta.dirname, '../..')

export interface Portal {
  origin: string
  pid: number
  folder: string
  /** The owner's connection string; the portal itself serves as madoguchi_app. */
  databaseUrl: string
  keysFile: string
  stop(): Promise<void>
  /** What a power cut does to the server; its PostgreSQL is left behind, as in life. */
  kill(): Promise<void>
}

export interface PortalOptions {
  /** Kept when given, so that a second start finds the data of the first. */
  folder?: string
  environment?: Readonly<Record<string, string>>
  nodeFlags?: readonly string[]
  /** A free one without. */
  port?: number
  /** As it is started by hand; `stop` then tells npm. */
  byNpm?: boolean
}

export function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'madoguchi-bench-'))
}

/** Starts the portal and waits until it is ready. Errors: what it last said. */
export async function startPortal(options: PortalOptions = {}): Promise<Portal> {
  if (!existsSync(path.join(root, 'build/server/index.js')))
    throw new Error('there is no build yet: run `npm run build`')
  const folder = options.folder ?? temporaryFolder()
  const port = options.port ?? (await freePort())
  const log = path.join(folder, 'server.log')
  const output = openSync(log, 'a')
  const keysFile = path.join(folder, 'keys.json')
  const { flags, environment: served } = serving()
  const environment = { ...inherited(), ...served, ...settings(folder, keysFile, port), ...options.environment }
  const words = options.byNpm ? ['run', '-s', 'serve'] : [...flags, ...(options.nodeFlags ?? []), 'app/server.ts']
  const child = spawn(options.byNpm ? 'npm' : process.execPath, words, {
    cwd: root,
    env: environment,
    stdio: ['ignore', output, output],
  })
  const origin = `http://127.0.0.1:${port}`
  await untilReady(origin, child, log)
  const databaseUrl = options.environment?.['DATABASE_URL'] ?? (await findEmbedded(path.join(folder, 'pg')))
  if (!databaseUrl || !child.pid) throw new Error('the portal runs without its database')
  return {
    origin,
    pid: child.pid,
    folder,
    databaseUrl,
    keysFile,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

/** Nothing that somebody's shell has set for a portal of their own. */
function inherited() {
  const own = /^(MADOGUCHI_|DATABASE_|SMTP_URL$|PORT$|HOST$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}

/** What `npm run serve` gives Node, and sets for it. */
export function serving(): { flags: string[]; environment: Record<string, string> } {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts: { serve: string }
  } // ours
  const words = scripts.serve.split(' ')
  const set = words.filter((word) => /^[A-Z_]+=/.test(word)).map((word) => word.split('=') as [string, string])
  return { flags: words.filter((word) => word.startsWith('--')), environment: Object.fromEntries(set) }
}

/** Ends what a test left behind and empties its folder. */
export async function removePortal(folder: string): Promise<void> {
  await stopEmbedded(path.join(folder, 'pg'))
  rmSync(folder, { recursive: true, force: true })
}

function settings(folder: string, keysFile: string, port: number) {
  return {
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    MADOGUCHI_DATA_DIR: folder,
    MADOGUCHI_KEYS: keysFile,
  }
}

async function untilReady(origin: string, child: ChildProcess, log: string): Promise<void> {
  const patience = Date.now() + 90_000
  while (Date.now() < patience) {
    if (child.exitCode !== null) throw new Error(`the portal did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`)
    const answer = await fetch(`${origin}/readyz`).catch(() => null)
    if (answer?.ok) return
    await wait(50)
  }
  child.kill('SIGKILL')
  throw new Error(`the portal is not ready after 90 s; see ${log}`)
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

async function freePort(): Promise<number> {
  const probe = net.createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port on the loopback')
  return address.port
}
