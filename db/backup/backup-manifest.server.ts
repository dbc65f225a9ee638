/** The list of what a backup holds. It is written last and signed, so that a backup without it is none. */
import { createHash, verify } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Keyring } from '#db/sealing/keyring.server.ts'
import { hashFile, syncFolders } from './backup-files.server.ts'

const name = 'manifest.json'

const manifest = z.object({
  format: z.literal('madoguchi backup 1'),
  madeAt: z.iso.datetime(),
  /** embedded: a copy of the data folder. server: a dump by pg_dump. */
  from: z.enum(['embedded', 'server']),
  postgres: z.string(),
  migration: z.string(),
  keys: z.object({
    /** The wrapping keys without which nothing here can be read. */
    needed: z.array(z.string()),
    /** Of the public half of the signing key: tells key files apart. */
    fingerprint: z.hex(),
    included: z.boolean(),
  }),
  files: z.array(z.object({ path: z.string(), size: z.number().int().nonnegative(), sha256: z.hex() })),
})
const signed = z.object({ manifest: z.unknown(), signature: z.base64() })
export type Manifest = z.infer<typeof manifest>

/** Why a backup is not taken back; its message is one line for whoever asked. */
export class BackupRefusal extends Error {}

export async function writeManifest(folder: string, content: Manifest, keyring: Keyring): Promise<void> {
  const signature = keyring.sign(messageOf(content)).toString('base64')
  const file = await open(join(folder, name), 'wx', 0o600)
  try {
    await file.writeFile(JSON.stringify({ manifest: content, signature }, null, 1) + '\n')
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFolders(folder)
}

/** Errors: BackupRefusal for a folder that holds no whole backup. The signature is checked by `checkBackup`. */
export function readManifest(folder: string): { manifest: Manifest; isSignedBy(keyring: Keyring): boolean } {
  const path = join(folder, name)
  if (!existsSync(path)) {
    throw new BackupRefusal(`There is no whole backup in ${folder}: it has no ${name}, which is written last.`)
  }
  try {
    const { manifest: content, signature } = signed.parse(JSON.parse(readFileSync(path, 'utf8')))
    const isSignedBy = (keyring: Keyring) =>
      verify(null, messageOf(content), keyring.publicKey(), Buffer.from(signature, 'base64'))
    return { manifest: manifest.parse(content), isSignedBy }
  } catch {
    throw new BackupRefusal(`The backup in ${folder} is damaged: ${name} cannot be read.`)
  }
}

/** Reads every file again. Errors: BackupRefusal that names the first file that is missing, changed or too many. */
export async function checkFiles(folder: string, { files }: Manifest): Promise<void> {
  for (const { path, size, sha256 } of files) {
    const found = await hashFile(join(folder, path))
    if (!found) throw new BackupRefusal(`The backup in ${folder} is incomplete: ${path} is missing.`)
    if (found.size !== size || found.sha256 !== sha256) {
      throw new BackupRefusal(`The backup in ${folder} is damaged: ${path} is not as it was written.`)
    }
  }
  const listed = new Set([name, ...files.map(({ path }) => path)])
  const strange = filesBelow(folder).find((path) => !listed.has(path))
  if (strange) throw new BackupRefusal(`The backup in ${folder} was changed: ${strange} is not part of it.`)
}

/** The key file that belongs to a backup is the one with the same signing key. */
export const fingerprintOf = (keyring: Keyring): string =>
  createHash('sha256')
    .update(keyring.publicKey().export({ format: 'der', type: 'spki' }))
    .digest('hex')

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

const messageOf = (content: unknown) => Buffer.from(`madoguchi backup\n${JSON.stringify(content)}`)
