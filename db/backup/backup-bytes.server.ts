/** Evidence that lies in a bucket: its parts go into a backup as a folder would hold them, and back into an empty store. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ByteStore } from '#db/files/byte-store.server.ts'
import { makeFolder, syncFolders, type BackupFile } from './backup-files.server.ts'
import { BackupRefusal } from './backup-manifest.server.ts'

/** Every part of every file to `<to>/<file>/<part>`, encrypted as it is; paths are below `to`. One that goes meanwhile is left out. */
export async function copyStore(store: ByteStore, to: string): Promise<BackupFile[]> {
  const copied: BackupFile[] = []
  makeFolder(to, null)
  for (const { file } of await store.list()) {
    makeFolder(join(to, file), null)
    for (const path of await store.parts(file)) {
      const bytes = await store.get(path).catch(() => null)
      if (!bytes) continue
      const target = await open(join(to, path), 'wx', 0o600)
      await target.writeFile(bytes).finally(() => target.sync().finally(() => target.close()))
      copied.push({ path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
    }
  }
  await syncFolders(to)
  return copied
}

/** Errors: BackupRefusal when something is there already. */
export async function refuseFilledStore(store: ByteStore): Promise<void> {
  const [found] = await store.list()
  if (found)
    throw new BackupRefusal(`The store of files is not empty (${found.file}): restore goes into an empty place only.`)
}

/** What a backup holds into the store; returns the files. */
export async function fillStore(from: string, store: ByteStore): Promise<string[]> {
  if (!existsSync(from)) return []
  const files = readdirSync(from)
  for (const file of files) {
    for (const part of readdirSync(join(from, file)))
      await store.put(`${file}/${part}`, await readFile(join(from, file, part)))
  }
  return files
}
