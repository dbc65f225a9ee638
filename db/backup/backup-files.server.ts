/** Copying folders into a backup and out of it: every file is hashed as it is read, and on disk before it counts. */
import { createHash, type Hash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** One file of a backup: its path below the backup's folder, bytes, and SHA-256 in hex. */
export interface BackupFile {
  path: string
  size: number
  sha256: string
}

export interface Copying {
  from: string
  to: string
  /** False leaves out a path below `from`. */
  wanted?: (path: string) => boolean
  /** Who owns the copies; without it whoever runs this. */
  owner?: { uid: number; gid: number } | null
}

const chunk = 1 << 20

/** For the next file: with new ones for thousands of small files half of the work would be to collect them. */
const spare: Buffer[] = []

const lanes = 8 // a disk takes several small files at once in the time of one

/** Copies a folder with everything in it. A file that goes away meanwhile (the server works on) is left out. */
export async function copyFolder({ from, to, wanted = () => true, owner = null }: Copying): Promise<BackupFile[]> {
  const entries = readdirSync(from, { withFileTypes: true, recursive: true })
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name).slice(from.length + 1) }))
    .filter(({ path }) => wanted(path))
  makeFolder(to, owner)
  for (const { entry, path } of entries) makeFolder(join(to, entry.isDirectory() ? path : dirname(path)), owner)

  const copied: BackupFile[] = []
  const waiting = entries.filter(({ entry }) => entry.isFile())
  const lane = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const file = await copyFile(join(from, next.path), join(to, next.path), owner)
      if (file) copied.push({ path: next.path, ...file })
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  await syncFolders(to)
  return copied.toSorted((one, other) => (one.path < other.path ? -1 : 1))
}

/** Null when the source is gone. Error: the disk is full, or a file is in the way. */
export async function copyFile(
  from: string,
  to: string,
  owner: Copying['owner'] = null,
): Promise<Omit<BackupFile, 'path'> | null> {
  const source = await open(from, 'r').catch((error) => {
    if (isGone(error)) return null
    throw error
  })
  if (!source) return null
  const target = await open(to, 'wx', 0o600).catch(async (error) => {
    await source.close()
    throw error
  })
  try {
    const hashed = await pour(source, target)
    await target.sync()
    if (owner) await target.chown(owner.uid, owner.gid)
    return hashed
  } finally {
    await Promise.all([source.close(), target.close()])
  }
}

/** Null when there is no such file. */
export async function hashFile(path: string): Promise<Omit<BackupFile, 'path'> | null> {
  const file = await open(path, 'r').catch(() => null)
  if (!file) return null
  try {
    return await pour(file, null)
  } finally {
    await file.close()
  }
}

async function pour(source: FileHandle, target: FileHandle | null): Promise<Omit<BackupFile, 'path'>> {
  const [buffer, hash] = [spare.pop() ?? Buffer.allocUnsafe(chunk), createHash('sha256')]
  let size = 0
  try {
    for (;;) {
      const { bytesRead } = await source.read(buffer, 0, chunk)
      if (bytesRead === 0) return { size, sha256: (hash satisfies Hash).digest('hex') }
      const read = buffer.subarray(0, bytesRead)
      hash.update(read)
      size += bytesRead
      if (target) await target.writeFile(read) // goes on until all is written; a full disk would write less and say nothing
    }
  } finally {
    spare.push(buffer)
  }
}

/** With the folders above it; those that are there stay as they are. */
export function makeFolder(path: string, owner: Copying['owner']): void {
  if (existsSync(path)) return
  makeFolder(dirname(path), owner)
  mkdirSync(path, { mode: 0o700 })
  chmodSync(path, 0o700)
  if (owner) chownSync(path, owner.uid, owner.gid)
}

/** The names of files are on disk only when their folder is. */
export async function syncFolders(top: string): Promise<void> {
  const below = readdirSync(top, { withFileTypes: true, recursive: true }).filter((entry) => entry.isDirectory())
  for (const path of [top, ...below.map((entry) => join(entry.parentPath, entry.name))]) {
    const folder = await open(path, 'r')
    await folder.sync().finally(() => folder.close())
  }
}

const isGone = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'
