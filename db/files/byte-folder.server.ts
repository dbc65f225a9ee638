/** Bytes in a folder. Each piece is written aside, forced to disk and renamed, so that it is there whole or not at all. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { StoreRefusal } from '#db/refusal.ts'
import { checkName, type ByteStore } from './byte-store.server.ts'

/** `reserve`: bytes that are left free; a disk that a database shares must never be filled by files. */
export function byteFolder(folder: string, reserve: number): ByteStore {
  const at = (name: string) => path.join(folder, checkName(name))
  const room = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { bavail, bsize } = await statfs(folder)
    return Math.max(0, bavail * bsize - reserve)
  }
  return {
    room,
    async put(name, bytes) {
      const target = at(name)
      if ((await room()) < bytes.length) throw new StoreRefusal('storeFull', 'the disk is nearly full')
      const isNew = (await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })) !== undefined
      const aside = `${target}.${randomBytes(6).toString('hex')}`
      try {
        await writeWhole(aside, bytes)
        await rename(aside, target)
      } catch (error) {
        await rm(aside, { force: true })
        throw isFull(error) ? new StoreRefusal('storeFull', 'the disk is full') : error
      }
      await toDisk(path.dirname(target))
      if (isNew) await toDisk(folder)
    },
    async get(name) {
      try {
        return await readFile(at(name))
      } catch (error) {
        throw codeOf(error) === 'ENOENT' ? new StoreRefusal('notFound', `no bytes of ${name}`) : error
      }
    },
    remove: (file) => rm(at(file), { recursive: true, force: true }),
    async parts(file) {
      const names = await readdir(at(file)).catch(() => [])
      return names
        .filter((name) => /^\d{6}$/.test(name))
        .toSorted()
        .map((name) => `${file}/${name}`)
    },
    async list() {
      const names = await readdir(folder).catch(() => [])
      return Promise.all(names.map(async (file) => ({ file, since: (await stat(path.join(folder, file))).birthtime })))
    },
  }
}

/** On a full disk a write may tell of fewer bytes than it was given, and of no error. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await handle.write(bytes, done)
      if (bytesWritten === 0) throw new StoreRefusal('storeFull', 'nothing was written')
      done += bytesWritten
    }
    await handle.sync()
    const { size } = await handle.stat()
    if (size !== bytes.length) throw new StoreRefusal('storeFull', `${size} of ${bytes.length} bytes were written`)
  } finally {
    await handle.close()
  }
}

/** A rename is on disk when its folder is. */
async function toDisk(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

const isFull = (error: unknown) => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(codeOf(error)))
