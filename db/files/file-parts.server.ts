/**
 * The bytes of a file, in parts of 4 MiB that are sealed one by one while they stream (after the STREAM construction of
 * Hoang, Reyhanitabar, Rogaway and Vizár). Each part is `nonce (12) ‖ ciphertext ‖ tag (16)`, AES-256-GCM with the file's
 * own key. File, number and "this is the last" are additional data, so a part that is missing, moved, swapped or from
 * another file is refused. Nonces are random and not counted: a part that breaks off is sent again, perhaps with other
 * bytes, and must not meet the nonce of its first try.
 */
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto'
import { StoreRefusal } from '#db/refusal.ts'

export const partSize = 4 * 1024 * 1024
const overhead = 28
const slice = 128 * 1024

export interface PartPlace {
  file: string
  number: number
  isLast: boolean
}

export const fileKey = (base64: string): KeyObject => createSecretKey(Buffer.from(base64, 'base64'))

/** How many parts so many bytes make; an empty file has one. */
export const partsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / partSize))

/** Where a part lies in the store of bytes. */
export const partName = (file: string, number: number): string => `${file}/${String(number).padStart(6, '0')}`

/** In slices, so that other requests are served in between; the result is a view of `into` when that is given. */
export async function sealPart(key: KeyObject, place: PartPlace, plain: Buffer, into?: Buffer): Promise<Buffer> {
  const sealed = (into ?? Buffer.allocUnsafeSlow(plain.length + overhead)).subarray(0, plain.length + overhead)
  const nonce = randomFillSync(sealed.subarray(0, 12))
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(additional(place))
  for (let at = 0; at < plain.length; at += slice) {
    cipher.update(plain.subarray(at, at + slice)).copy(sealed, 12 + at)
    await turn()
  }
  cipher.final()
  cipher.getAuthTag().copy(sealed, sealed.length - 16)
  return sealed
}

/** Throws sealBroken, and gives nothing out, unless every byte is as it was sealed at this place. */
export async function openPart(key: KeyObject, place: PartPlace, sealed: Buffer): Promise<Buffer> {
  const length = sealed.length - overhead
  const plain = Buffer.allocUnsafeSlow(Math.max(0, length))
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(additional(place)).setAuthTag(sealed.subarray(-16))
    for (let at = 0; at < length; at += slice) {
      decipher.update(sealed.subarray(12 + at, 12 + Math.min(at + slice, length))).copy(plain, at)
      await turn()
    }
    decipher.final()
    return plain
  } catch {
    throw new StoreRefusal('sealBroken', `part ${place.number} of file ${place.file} was cut, changed or moved`)
  }
}

export const newPartBuffer = (): Buffer => Buffer.allocUnsafeSlow(partSize + overhead)

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

const additional = ({ file, number, isLast }: PartPlace) =>
  Buffer.from(JSON.stringify(['madoguchi file', file, number, isLast]))
