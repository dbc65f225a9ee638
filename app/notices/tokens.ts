/** Tokens that go out with mails. Each allows one small thing and opens nothing; both are signed, so none can be guessed. */
import { timingSafeEqual } from 'node:crypto'

/** A keyed hash of the portal. */
export type Sign = (text: string) => Buffer

const macBytes = 8 // beside the random id; it is checked by us only, one try at a time

type Purpose = 'stop' | 'bounce'

/** For the link that stops the mails to one address. */
export const stopToken = (sign: Sign, addressId: string): string => tokenOf(sign, 'stop', addressId)
export const readStopToken = (sign: Sign, token: string): string | null => readToken(sign, 'stop', token)

/** For the sender's address of one mail, so that a bounce says which mail it is about. Digits and small letters only. */
export const bounceToken = (sign: Sign, mailId: string): string => tokenOf(sign, 'bounce', mailId)
export const readBounceToken = (sign: Sign, token: string): string | null => readToken(sign, 'bounce', token)

/** What stands in every mail to an owner and on the owner's own page; nobody else can make it. */
export function markOf(sign: Sign, ownerId: string): string {
  const letters = '34679ACDEFGHJKMNPRTWXY' // none that look alike
  return [...sign(`notice mark ${ownerId}`).subarray(0, 5)].map((byte) => letters[byte % letters.length]).join('')
}

/** Six digits that prove that mail to a new address arrives. They follow from its id, so they are stored nowhere. */
export function codeOf(sign: Sign, addressId: string): string {
  return String(sign(`notice code ${addressId}`).readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

function tokenOf(sign: Sign, purpose: Purpose, id: string): string {
  return id.replaceAll('-', '') + macOf(sign, purpose, id).toString('hex')
}

function readToken(sign: Sign, purpose: Purpose, token: string): string | null {
  const [, plain = '', mac = ''] = /^([0-9a-f]{32})([0-9a-f]{16})$/.exec(token.toLowerCase()) ?? []
  if (!plain) return null
  const id = plain.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return timingSafeEqual(Buffer.from(mac, 'hex'), macOf(sign, purpose, id)) ? id : null
}

const macOf = (sign: Sign, purpose: Purpose, id: string) => sign(`mail ${purpose} ${id}`).subarray(0, macBytes)
