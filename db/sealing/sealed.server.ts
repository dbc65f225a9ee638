/**
 * Sealed values: JSON, compressed, then AES-256-GCM. Layout: version (1 byte), data key id (16), nonce (12), ciphertext,
 * tag (16). Table, row, column and tenant are additional data, so a value that was moved does not open.
 */
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { brotliDecompressSync, zstdDecompressSync } from 'node:zlib'
import { compressSync, uncompressSync } from 'lz4-napi'

import type { DataKey, Place } from '#db/context.ts'
import { StoreRefusal } from '#db/refusal.ts'

import { scratchOf, stockOf } from './scratch.server.ts'

/** The versions. Zstandard and Brotli are only read: LZ4 takes a third of Brotli's time and leaves nothing behind (055). */
const plain = 1
const zstd = 2
const brotli = 3
const lz4 = 4
const header = 17

/** A key for sealing, from its 32 bytes. `id` is the uuid of its row in data_keys. */
export function dataKey(id: string, secret: Uint8Array): DataKey {
  const key = createSecretKey(secret)
  const name = Buffer.alloc(16) // its own memory: a slice of Node's pool would keep 64 kB alive for each key that is kept
  name.write(id.replaceAll('-', ''), 'hex')
  return {
    id,
    seal: (place, value) => seal(key, name, place, bytesOf(JSON.stringify(value))),
    sealJson: (place, ...pieces) => seal(key, name, place, bytesOf(...pieces)),
    // Safe by construction: only seal() makes bytes that open, and it was given a value of the caller's type.
    unseal: <T>(place: Place, sealed: Uint8Array) => unseal(key, name, place, sealed) as T,
    sealed: (bytes) => name.equals(bytes.subarray(1, header)),
    derive: (purpose) => Buffer.from(hkdfSync('sha256', key, '', `madoguchi ${purpose}`, 32)),
  }
}

function seal(key: KeyObject, name: Buffer, place: Place, text: Buffer): Buffer {
  const small = text.length < 200 // compression of a line or two costs time and gains nothing
  const body = small ? text : compressSync(text)
  const sealed = Buffer.allocUnsafe(header + 12 + body.length + 16)
  sealed[0] = small ? plain : lz4
  name.copy(sealed, 1)
  const nonce = sealed.subarray(header, header + 12)
  nonce.set(randomBits())
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(additional(sealed, place))
  cipher.update(body).copy(sealed, header + 12)
  cipher.final()
  cipher.getAuthTag().copy(sealed, sealed.length - 16)
  return sealed
}

const bytesOf = scratchOf(64 * 1024)
const boundOf = scratchOf(1024, header)
const randomBits = stockOf(12)

function unseal(key: KeyObject, name: Buffer, place: Place, bytes: Uint8Array): unknown {
  const sealed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const where = `${place.table}.${place.column} of ${place.row}`
  if (sealed.length < header + 28) throw new StoreRefusal('sealBroken', `${where} is cut off`)
  if (!name.equals(sealed.subarray(1, header))) throw new StoreRefusal('sealBroken', `${where} has another key`)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(header, header + 12), { authTagLength: 16 })
    decipher.setAAD(additional(sealed, place))
    decipher.setAuthTag(sealed.subarray(-16))
    const body = decipher.update(sealed.subarray(header + 12, -16))
    decipher.final() // gives nothing more, but throws when the tag is wrong
    return JSON.parse(expanded(sealed[0], body).toString())
  } catch {
    throw new StoreRefusal('sealBroken', `${where} was changed or moved`)
  }
}

function expanded(version: number | undefined, body: Buffer): Buffer {
  switch (version) {
    case plain:
      return body
    case lz4:
      return uncompressSync(body)
    case brotli:
      return brotliDecompressSync(body)
    case zstd:
      return zstdDecompressSync(body)
    default:
      throw new RangeError('sealed by a later version')
  }
}

/** The header is bound too: nobody turns a compressed value into a plain one. */
function additional(sealed: Buffer, place: Place): Buffer {
  const bound = boundOf(JSON.stringify([place.table, place.row, place.column, place.tenant]))
  sealed.copy(bound, 0, 0, header)
  return bound
}
