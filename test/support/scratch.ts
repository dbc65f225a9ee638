/** Where tests put what they throw away. */
import { existsSync, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export const memory = '/dev/shm'
const room = 2e9 // bytes, several times what a run needs

/**
 * In memory where there is plenty: a database is 1,500 files, for which a disk's file system takes up to 0.4 s of
 * processor time. A process that is killed loses nothing there either; what a power cut leaves is not for tests.
 */
export function scratch(): string {
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > room ? memory : tmpdir()
}

/** A new folder there; whoever asks for it removes it. */
export const scratchFolder = (): string => mkdtempSync(path.join(scratch(), 'madoguchi-'))
