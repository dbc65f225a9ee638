/** Signs after Standard Webhooks 1.0.0: a shared secret (v1) and a key pair (v1a), so that a receiver takes either. */
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** One generation of an endpoint's secrets. */
export interface WebhookSecret {
  /** `whsec_…`: known to both sides. */
  shared: string
  /** Of Ed25519, PKCS #8 as base64; the receiver has the public half only. */
  own: string
  madeAt: string
  /** Signs beside its successor until then; null: it is the present one. */
  until: string | null
}

export function newWebhookSecret(now: Date): WebhookSecret {
  const { privateKey } = generateKeyPairSync('ed25519')
  return {
    shared: `whsec_${randomBytes(32).toString('base64')}`,
    own: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    madeAt: now.toISOString(),
    until: null,
  }
}

/** `whpk_…`: what a receiver checks v1a with. It is no secret. */
export function publicHalf({ own }: WebhookSecret): string {
  const raw = createPublicKey(keyOf(own)).export({ format: 'jwk' }).x ?? ''
  return `whpk_${Buffer.from(raw, 'base64url').toString('base64')}`
}

export interface Signed {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

/** The headers of one try. While secrets change, both generations sign. */
export function signed(message: { id: string; body: string }, secrets: readonly WebhookSecret[], now: Date): Signed {
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  const content = `${message.id}.${timestamp}.${message.body}`
  const valid = secrets.filter(({ until }) => until === null || new Date(until) > now)
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': valid
      .flatMap((secret) => [`v1,${hmacOf(secret, content)}`, `v1a,${signatureOf(secret, content)}`])
      .join(' '),
  }
}

function hmacOf({ shared }: WebhookSecret, content: string): string {
  return createHmac('sha256', Buffer.from(shared.slice('whsec_'.length), 'base64'))
    .update(content)
    .digest('base64')
}

const signatureOf = ({ own }: WebhookSecret, content: string): string =>
  sign(null, Buffer.from(content), keyOf(own)).toString('base64')

const keyOf = (own: string) => createPrivateKey({ key: Buffer.from(own, 'base64'), type: 'pkcs8', format: 'der' })
