/**
 * Runs the PostgreSQL 18 that npm installed, for whoever has no server of their own: loopback only, a generated
 * password, durable settings. The same database software as in production, so there is one code path.
 *
 * `folder` holds `cluster/` (the data), `password` and `server.log`. PostgreSQL refuses to run as root and then runs as
 * an unprivileged user; it is started inside its data folder and told `-D /proc/self/cwd`, so that the folders above
 * need not be open to that user.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { answers, createCluster, freePort, launch, urlOf } from './embedded-launch.server.ts'
import { findOrphan, isAlive, stopPostmaster, type Running } from './postmaster.server.ts'

export interface Embedded {
  /** Connection string of the superuser. */
  url: string
  /** A shorter way for this machine's own processes; see Running. */
  socket: string | null
  /** Process id of the postmaster; another one after the server was killed and started again. */
  pid(): number
  /** Stops the server when this process owns it; whoever only joined leaves it running. */
  stop(): Promise<void>
}

const watchEvery = 300 // ms
const patience = 10_000 // ms

/** Starts the server of `folder`, or takes over the one that a killed parent left behind. Errors: why it will not start. */
export async function startEmbedded(options: {
  folder: string
  settings?: Readonly<Record<string, string>>
}): Promise<Embedded> {
  const folder = resolve(options.folder)
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, 'cluster'))) createCluster(folder)

  const adopted = await adoptOrphan(folder)
  const port = adopted?.port ?? (await freePort())
  const pid = adopted?.pid ?? (await launchPatiently(folder, port, options.settings))
  return own(folder, port, pid, options.settings)
}

/**
 * The server that a killed parent left behind, once it answers: it may be recovering, and a busy machine lets it wait. One
 * that does not for long is stopped. Null when there is none.
 */
async function adoptOrphan(folder: string, until = Date.now() + patience): Promise<Running | null> {
  const orphan = findOrphan(join(folder, 'cluster'))
  if (!orphan || !isAlive(orphan.pid)) return null
  if (await answers(urlOf(folder, orphan.port), orphan.pid)) return orphan
  if (Date.now() > until) {
    await stopPostmaster(orphan.pid)
    return null
  }
  await wait(watchEvery)
  return adoptOrphan(folder, until)
}

/** The address of a server that runs already, for the command line; null when none does. */
export async function findEmbedded(folder: string): Promise<string | null> {
  const running = findOrphan(join(resolve(folder), 'cluster'))
  if (!running) return null
  const url = urlOf(resolve(folder), running.port)
  return (await answers(url, running.pid)) ? url : null
}

/** Stops whatever server runs in `folder`, owned or orphaned. */
export async function stopEmbedded(folder: string): Promise<void> {
  const running = findOrphan(join(resolve(folder), 'cluster'))
  if (running) await stopPostmaster(running.pid)
}

/** The process that stops the server of `folder` at its end; null when there is none or it was killed. */
export function portalOf(folder: string): number | null {
  const parent = join(resolve(folder), 'parent.pid')
  const owner = existsSync(parent) ? Number(readFileSync(parent, 'utf8')) : 0
  return isAlive(owner) && findOrphan(join(resolve(folder), 'cluster')) ? owner : null
}

/** Whoever finds another living portal here only joins: it neither restarts the server nor stops it. */
function own(folder: string, port: number, first: number, settings?: Readonly<Record<string, string>>): Embedded {
  const url = urlOf(folder, port)
  const socket = findOrphan(join(folder, 'cluster'))?.socket ?? null
  const parent = join(folder, 'parent.pid')
  const owner = portalOf(folder)
  if (owner !== null && owner !== process.pid) return { url, socket, pid: () => first, stop: async () => {} }

  writeFileSync(parent, String(process.pid))
  const ending = new AbortController()
  let pid = first
  const watch = async () => {
    while (await pause(ending.signal)) if (!isAlive(pid)) pid = await relaunch(folder, port, settings, ending.signal)
  }
  const watching = watch()
  // A portal that gives up (a port that is taken, a key that does not open) leaves at once; nothing is to run on for nobody
  const leave = () => {
    if (isAlive(pid)) process.kill(pid, 'SIGINT')
  }
  process.once('exit', leave)
  return {
    url,
    socket,
    pid: () => pid,
    stop: async () => {
      ending.abort()
      await watching
      await stopPostmaster(pid)
      process.off('exit', leave)
      rmSync(parent, { force: true })
    },
  }
}

/** The last processes of a killed server may take a moment to let go of the data. */
async function launchPatiently(
  folder: string,
  port: number,
  settings = {},
  until = Date.now() + patience,
): Promise<number> {
  try {
    return await launch(folder, port, settings)
  } catch (error) {
    if (Date.now() > until || !/still in use|already exists/.test(String(error))) throw error
    await wait(watchEvery)
    return launchPatiently(folder, port, settings, until)
  }
}

/** A server that was killed comes back at the same address, so that the portal needs no restart. */
async function relaunch(folder: string, port: number, settings = {}, ending: AbortSignal): Promise<number> {
  do {
    const pid = await launch(folder, port, settings).catch(() => 0)
    if (pid) return pid
  } while (await pause(ending))
  return 0
}

/** False when it is time to end. */
const pause = (ending: AbortSignal) => wait(watchEvery, true, { ref: false, signal: ending }).catch(() => false)
