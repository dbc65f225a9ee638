/**
 * Runs the PostgreSQL 18 that npm installed, for whoever has no server of their own: loopback only, a generated
 * password, durable settings. The same database software as in production, so there is one code path.
 *
 * `folder` holds `cluster/` (the data), `password` and `server.log`. PostgreSQL refuses to run as root and then runs as
 * an unprivileged user; it is started inside its data folder and told `-D /proc/self/cwd`, so that the folders above
 * need not be open to that user.
 */
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  await createOnce(folder)
  const { pid, port } = await adoptOrLaunch(folder, options.settings)
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
  const owner = ownerOf(resolve(folder))
  return isAlive(owner) && findOrphan(join(resolve(folder), 'cluster')) ? owner : null
}

/**
 * Whoever finds another living portal (or a command at work) here joins: it does not stop the server. When the owner leaves
 * and takes the server along, one that joined brings it back and owns it from then on.
 */
function own(folder: string, port: number, first: number, settings?: Readonly<Record<string, string>>): Embedded {
  const parent = join(folder, 'parent.pid')
  const ending = new AbortController()
  let [pid, owns] = [first, (portalOf(folder) ?? process.pid) === process.pid]
  // A portal that gives up (a port that is taken, a key that does not open) leaves at once; nothing is to run on for nobody
  const leave = () => {
    if (isAlive(pid)) process.kill(pid, 'SIGINT')
  }
  const take = () => {
    owns = true
    writeFileSync(parent, String(process.pid))
    process.once('exit', leave)
  }
  if (owns) take()

  const watch = async () => {
    while (await pause(ending.signal)) {
      if (isAlive(pid) || (!owns && isAlive(ownerOf(folder)))) continue
      if (!owns) take()
      pid = await relaunch(folder, port, settings, ending.signal)
    }
  }
  const watching = watch()
  return {
    url: urlOf(folder, port),
    socket: findOrphan(join(folder, 'cluster'))?.socket ?? null,
    pid: () => pid,
    stop: async () => {
      ending.abort()
      await watching
      if (!owns) return
      await stopPostmaster(pid)
      process.off('exit', leave)
      rmSync(parent, { force: true })
    },
  }
}

/** Who writes down that it stops the server at its end; 0 when nobody did. */
function ownerOf(folder: string): number {
  return numberIn(join(folder, 'parent.pid'))
}

/** 0 without such a file, which somebody else may have taken away a moment ago. */
function numberIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0
  }
}

/** The last processes of a killed server may take a moment to let go of the data, and another process may be launching. */
async function adoptOrLaunch(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
  until = Date.now() + patience,
): Promise<{ pid: number; port: number }> {
  const adopted = await adoptOrphan(folder)
  if (adopted) return adopted
  const port = await freePort()
  try {
    return { pid: await launch(folder, port, settings), port }
  } catch (error) {
    if (Date.now() > until || !/still in use|already exists|is empty/.test(String(error))) throw error
    await wait(watchEvery)
    return adoptOrLaunch(folder, settings, until)
  }
}

/** A server that was killed comes back at the same address, so that the portal needs no restart. */
async function relaunch(folder: string, port: number, settings = {}, ending: AbortSignal): Promise<number> {
  do {
    const found = findOrphan(join(folder, 'cluster'))
    if (found?.port === port && isAlive(found.pid)) return found.pid
    const pid = await launch(folder, port, settings).catch(() => 0)
    if (pid) return pid
  } while (await pause(ending))
  return 0
}

/** False when it is time to end. */
const pause = (ending: AbortSignal) => wait(watchEvery, true, { ref: false, signal: ending }).catch(() => false)

/** A portal and a command that both find nothing make one database: the second one waits for the first. */
async function createOnce(folder: string): Promise<void> {
  if (existsSync(join(folder, 'cluster'))) return
  const making = join(folder, 'making.pid')
  if (!holds(making)) {
    await wait(watchEvery)
    return createOnce(folder)
  }
  try {
    if (!existsSync(join(folder, 'cluster'))) createCluster(folder)
  } finally {
    rmSync(making, { force: true })
  }
}

/**
 * Linked, as a file that is made first and written then is empty for a moment. It is taken away from the dead, also from one
 * who had this process's own number, as in a container that was started anew.
 */
function holds(file: string): boolean {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, file)
    return true
  } catch {
    const holder = numberIn(file)
    if (!isAlive(holder) || holder === process.pid) rmSync(file, { force: true })
    return false
  } finally {
    rmSync(mine)
  }
}
