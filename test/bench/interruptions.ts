/** What a machine does to a portal that lives on: its database is killed, its disk is full. Linux. */
import { closeSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Portal } from './portal.ts'
import { pidsBelow } from './processes.ts'

/** Kill -9 of the postmaster and of every process of it, all at once, as a crash of the machine's database does. */
export function killDatabase(folder: string): void {
  const pid = Number(readFileSync(path.join(folder, 'pg/cluster/postmaster.pid'), 'utf8').split('\n')[0])
  for (const one of [pid, ...pidsBelow(pid)]) {
    try {
      process.kill(one, 'SIGKILL')
    } catch {
      // it has ended with the others
    }
  }
}

/** Fills the file system of `folder`, which must be a small one made for this. Returns what makes room again. */
export function fillDisk(folder: string): () => void {
  const { blocks, bsize } = statfsSync(folder)
  if (blocks * bsize > 2e9) throw new Error(`${folder} lies on a large disk; give it a small one of its own`)
  const filler = path.join(folder, 'filler')
  const file = openSync(filler, 'w')
  const piece = Buffer.alloc(1 << 16)
  try {
    while (writeSync(file, piece) === piece.length);
  } catch {
    // full
  }
  closeSync(file)
  return () => rmSync(filler)
}

/**
 * Waits until the portal says so itself, four times in a row: one answer may come before the database is gone. Error: it
 * did not within a minute, with what its log and the database's say last.
 */
export async function untilReady({ origin, folder }: Portal): Promise<void> {
  const patience = Date.now() + 60_000
  for (let inARow = 0; inARow < 4; await wait(25)) {
    const answer = await fetch(`${origin}/readyz`).catch(() => null)
    inARow = answer?.ok ? inARow + 1 : 0
    if (Date.now() > patience) {
      const logs = ['server.log', 'pg/server.log'].map((name) => readFileSync(path.join(folder, name), 'utf8'))
      throw new Error(`the portal is not ready after 60 s:\n${logs.map((log) => log.slice(-2_000)).join('\n')}`)
    }
  }
}
