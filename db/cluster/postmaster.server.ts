/** A running PostgreSQL and its pid file. A killed portal leaves its server alive: it is found here, never fought. */
import { readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export interface Running {
  pid: number
  port: number
  /** Its Unix socket without a file (Linux: the abstract namespace); null when it has none. */
  socket: string | null
}

/**
 * The live server of a data folder, from its own pid file. The process must stand in that very folder: a pid that was
 * given to somebody else after a reboot does not count, and PostgreSQL itself then replaces the stale file.
 */
export function findOrphan(cluster: string): Running | null {
  try {
    const [pid, , , port, sockets = ''] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    if (readlinkSync(`/proc/${pid}/cwd`) !== realpathSync(cluster)) return null
    const socket = sockets.startsWith('@') ? `\0${sockets.slice(1)}/.s.PGSQL.${port}` : null
    return { pid: Number(pid), port: Number(port), socket }
  } catch {
    return null // no file, or no such process
  }
}

const nobody = 4_194_305 // one more than any process id can be

/**
 * A killed server whose parent has not noticed yet is dead, but PostgreSQL takes it for a rival. The file keeps its other
 * lines: with them PostgreSQL makes sure that no process of the dead server still holds the data.
 */
export function forgetZombie(cluster: string): void {
  const path = join(cluster, 'postmaster.pid')
  try {
    const [pid, ...rest] = readFileSync(path, 'utf8').split('\n')
    if (isZombie(Number(pid))) writeFileSync(path, [nobody, ...rest].join('\n'))
  } catch {
    // no file: nothing to forget
  }
}

const isZombie = (pid: number) => /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))

export function isAlive(pid: number): boolean {
  if (!pid) return false
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch {
    return false
  }
}

/** Fast shutdown (transactions roll back, data are flushed), then immediate shutdown if it does not end. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    for (let waited = 0; waited < 15_000 && isAlive(pid); waited += 20) await wait(20)
  }
}
