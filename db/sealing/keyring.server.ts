/**
 * The key file: what opens the database, kept outside of it. JSON, readable by its owner only. It holds several wrapping
 * keys (one of them primary; older ones still unwrap), the secret behind the app role's password, the secret behind
 * keyed hashes, and the key that signs audit checkpoints. Losing this file means losing every report.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { StoreRefusal } from '#db/refusal.ts'

const secret = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, '32 bytes')
const keyFile = z.object({
  version: z.literal(1),
  primary: z.string(),
  keys: z.record(z.string(), secret),
  login: secret,
  lookup: secret,
  signing: z.base64().refine(signs, 'an Ed25519 key'),
})
type KeyFile = z.infer<typeof keyFile>

export interface Keyring {
  path: string
  primary(): string
  keyIds(): string[]
  /** Wraps 32 bytes for one row of data_keys; `row` is bound in, so a wrapped key cannot be moved to another row. */
  wrap(row: string, key: Uint8Array): { wrapped: Buffer; wrappedBy: string }
  /** Throws keyMissing when no such key is in the file, sealBroken when it is another key. */
  unwrap(row: string, wrapped: Uint8Array, wrappedBy: string): Buffer
  /** Adds a wrapping key that wraps nothing until it is primary, so that every copy of the file can have it first. */
  prepare(): string
  /** The wrapping key that waits for its turn; null when none does. */
  prepared(): string | null
  /** Makes the prepared wrapping key primary, or else a new one. Running servers notice. */
  addPrimary(): string
  /** Takes a wrapping key out of the file for good: what it wrapped, in whatever backup, is never read again. */
  forget(id: string): void
  loginPassword(): string
  /** A keyed hash: what it was made from cannot be found by trying. */
  lookup(text: string): Buffer
  sign(message: Uint8Array): Buffer
  publicKey(): KeyObject
}

/** Errors name the file and what is wrong with it, never what is in it. `create` is for a first demo start only. */
export function openKeyring(path: string, options: { create?: boolean } = {}): Keyring {
  if (!existsSync(path) && options.create) writeKeyFile(path, newKeyFile(), addFile)
  let file = readKeyFile(path)
  let changedAt = statSync(path).mtimeMs
  const refresh = () => {
    const now = statSync(path, { throwIfNoEntry: false })?.mtimeMs
    if (now === undefined || now === changedAt) return
    file = continued(file, path)
    changedAt = now
  }
  return {
    path,
    primary: () => file.primary,
    keyIds: () => Object.keys(file.keys),
    wrap(row, key) {
      refresh() // after a rotation by the command line, new keys are wrapped by the new primary at once
      return { wrapped: wrapKey(bytesOf(file, file.primary), row, key), wrappedBy: file.primary }
    },
    unwrap(row, wrapped, wrappedBy) {
      if (!file.keys[wrappedBy]) refresh()
      return unwrapKey(bytesOf(file, wrappedBy), row, wrapped)
    },
    prepare() {
      refresh()
      const { id, keys } = withNextKey(file)
      writeKeyFile(path, { ...file, keys })
      refresh()
      return id
    },
    prepared: () => preparedIn(file),
    addPrimary() {
      refresh()
      const { id, keys } = withNextKey(file)
      writeKeyFile(path, { ...file, primary: id, keys })
      refresh()
      return id
    },
    forget(id) {
      refresh()
      if (id === file.primary) throw new StoreRefusal('keyMissing', `${id} is the primary key`)
      const keys = Object.fromEntries(Object.entries(file.keys).filter(([known]) => known !== id))
      writeKeyFile(path, { ...file, keys })
      refresh()
    },
    loginPassword: () =>
      createHmac('sha256', Buffer.from(file.login, 'base64')).update('madoguchi_app').digest('base64url'),
    lookup: (text) => createHmac('sha256', Buffer.from(file.lookup, 'base64')).update(text).digest(),
    sign: (message) => sign(null, message, signingKey(file)),
    publicKey: () => createPublicKey(signingKey(file)),
  }
}

function wrapKey(wrapping: Buffer, row: string, key: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(Buffer.from(`data_keys ${row}`))
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
}

function unwrapKey(wrapping: Buffer, row: string, wrapped: Uint8Array): Buffer {
  const bytes = Buffer.from(wrapped)
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrapping, bytes.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(`data_keys ${row}`)).setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
  } catch {
    throw new StoreRefusal('sealBroken', `the key of row ${row} does not open: wrong key file, or it was changed`)
  }
}

function bytesOf(file: KeyFile, id: string): Buffer {
  const key = file.keys[id]
  if (!key) throw new StoreRefusal('keyMissing', `the key file holds no key ${id}`)
  return Buffer.from(key, 'base64')
}

const signingKey = (file: KeyFile) => privateKeyOf(file.signing)

const privateKeyOf = (base64: string) =>
  createPrivateKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'pkcs8' })

function signs(base64: string): boolean {
  try {
    return privateKeyOf(base64).asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}

function newKeyFile(): KeyFile {
  const { privateKey } = generateKeyPairSync('ed25519')
  return {
    version: 1,
    primary: 'key-1',
    keys: { 'key-1': randomBytes(32).toString('base64') },
    login: randomBytes(32).toString('base64'),
    lookup: randomBytes(32).toString('base64'),
    signing: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  }
}

const numberOf = (id: string) => Number(id.replace('key-', '')) || 0

const preparedIn = ({ primary, keys }: KeyFile): string | null =>
  Object.keys(keys).find((id) => numberOf(id) > numberOf(primary)) ?? null

/** The key after the primary one: it has waited for that since it was prepared, or is made. */
function withNextKey(file: KeyFile): { id: string; keys: KeyFile['keys'] } {
  const [prepared, { keys }] = [preparedIn(file), file]
  if (prepared !== null) return { id: prepared, keys }
  const id = `key-${Math.max(...Object.keys(keys).map(numberOf)) + 1}`
  return { id, keys: { ...keys, [id]: randomBytes(32).toString('base64') } }
}

function readKeyFile(path: string): KeyFile {
  if (!existsSync(path)) throw new StoreRefusal('keyMissing', `no key file at ${path}`)
  if (statSync(path).mode & 0o077) throw new StoreRefusal('keyMissing', `others can read ${path}: chmod 600 it`)
  const parsed = keyFile.safeParse(contentOf(path))
  if (!parsed.success) throw new StoreRefusal('keyMissing', `${path} is no key file`)
  bytesOf(parsed.data, parsed.data.primary)
  return parsed.data
}

/** The file as it is now. Another portal's in its place would seal what the right one never opens. */
function continued(before: KeyFile, path: string): KeyFile {
  const file = readKeyFile(path)
  const keys = Object.entries(file.keys).every(([id, key]) => (before.keys[id] ?? key) === key)
  if (keys && file.lookup === before.lookup && file.signing === before.signing) return file
  throw new StoreRefusal('keyMissing', `${path} is not the key file that this portal was started with`)
}

/** Null when it is no JSON. Root's file, say, exists and cannot be read: that is another fault than a file that is none. */
function contentOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown'
    throw new StoreRefusal('keyMissing', `${path} cannot be read (${code})`)
  }
}

/** Of two that make a first key file at once, both go on with the one that was there first. */
function addFile(aside: string, path: string): void {
  try {
    linkSync(aside, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(aside)
  }
}

/** Whole or not at all, and on disk before anybody seals with it. A full disk leaves no half of a copy behind. */
function writeKeyFile(path: string, file: KeyFile, put: typeof addFile = renameSync): void {
  mkdirSync(dirname(path), { recursive: true })
  const aside = `${path}.${process.pid}`
  const handle = openSync(aside, 'wx', 0o600)
  try {
    writeAll(handle, JSON.stringify(file, null, 2) + '\n')
    put(aside, path)
  } catch (error) {
    rmSync(aside, { force: true })
    throw error
  }
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

function writeAll(handle: number, text: string): void {
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
