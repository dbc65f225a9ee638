/** Encrypts a report to the public key of a body, as JWE (RFC 7516): only whoever has the private key reads it. */
import { createPublicKey, type KeyObject } from 'node:crypto'

import type { JWK } from 'jose'

/** 10 MB in memory, and few bodies want reports sent to them. */
const library = () => import('jose')

const curves = ['P-256', 'P-384', 'P-521', 'X25519']

/** A public key as PEM or JWK, as it is kept; null when it is none that reports may be encrypted to. */
export function readPublicKey(typed: string): string | null {
  const key = keyOf(typed)
  const jwk: JWK | undefined = key?.export({ format: 'jwk' })
  if (!key || !jwk) return null
  const strong =
    jwk.kty === 'RSA' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2_048 : curves.includes(jwk.crv ?? '')
  return strong ? JSON.stringify(jwk) : null
}

export async function encryptTo(publicKey: string, content: unknown): Promise<string> {
  const key = keyOf(publicKey)
  if (!key) throw new Error('a stored public key cannot be read')
  const alg = key.asymmetricKeyType === 'rsa' ? 'RSA-OAEP-256' : 'ECDH-ES+A256KW'
  const { CompactEncrypt } = await library()
  return new CompactEncrypt(Buffer.from(JSON.stringify(content)))
    .setProtectedHeader({ alg, enc: 'A256GCM', cty: 'application/json' })
    .encrypt(key)
}

/** A private key is refused: it was not meant for us. */
function keyOf(typed: string): KeyObject | null {
  const text = typed.trim()
  if (text.includes('PRIVATE')) return null
  try {
    if (!text.startsWith('{')) return createPublicKey(text)
    const jwk: unknown = JSON.parse(text)
    if (typeof jwk !== 'object' || jwk === null || 'd' in jwk || 'k' in jwk) return null
    return createPublicKey({ key: { ...jwk }, format: 'jwk' })
  } catch {
    return null
  }
}
