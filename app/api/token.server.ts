/** Access tokens: signed, for minutes. They name a secret that is looked up again at every call, so that a stop holds at once. */
import { timingSafeEqual } from 'node:crypto'
import { randomBytes } from 'node:crypto'

import { isAct, type Act } from '#app/programs/acts.ts'
import type { Keyring } from '#db/sealing/keyring.server.ts'
import { tokenHash } from '#db/sealing/secrets.server.ts'

/** Seconds. */
export const tokenLife = 600

export const prefixes = { key: 'mdk_', client: 'mds_', token: 'mdt_' } as const

/** A new secret, with what of it is stored. Its beginning tells scanners for leaked secrets what it is. */
export function newMachineSecret(kind: 'key' | 'client'): { secret: string; hash: Buffer } {
  const secret = `${prefixes[kind]}${randomBytes(32).toString('base64url')}`
  return { secret, hash: tokenHash(secret) }
}

export interface SignedToken {
  secretId: string
  acts: readonly Act[]
  expiresAt: number
}

export function signToken(keyring: Keyring, { secretId, acts, expiresAt }: SignedToken): string {
  const body = Buffer.from(JSON.stringify([secretId, expiresAt, acts.join(' ')])).toString('base64url')
  return `${prefixes.token}${body}.${sealOf(keyring, body).toString('base64url')}`
}

/** Null for a token that is not ours, was changed, or is over. */
export function readToken(keyring: Keyring, token: string, now: Date): SignedToken | null {
  const [body = '', seal = ''] = token.slice(prefixes.token.length).split('.')
  const [shown, due] = [Buffer.from(seal, 'base64url'), sealOf(keyring, body)]
  if (shown.length !== due.length || !timingSafeEqual(shown, due)) return null
  const [secretId, expiresAt, acts]: [string, number, string] = JSON.parse(Buffer.from(body, 'base64url').toString())
  return expiresAt > now.getTime() ? { secretId, expiresAt, acts: acts.split(' ').filter(isAct) } : null
}

const sealOf = (keyring: Keyring, body: string): Buffer => keyring.lookup(`program token ${body}`)
