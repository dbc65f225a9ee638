import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator knows it: SHA-1, six digits, thirty seconds. */
const shape = { algorithm: 'SHA1', digits: 6, period: 30 } as const

/** A new secret, base32; 160 bits as RFC 4226 wants. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** What the picture holds. Issuer and account are shown by the authenticator. */
export function totpUri(secret: string, issuer: string, account: string): string {
  return new TOTP({ ...shape, issuer, label: account, secret: Secret.fromBase32(secret) }).toString()
}

/** The time step a code belongs to, or null. One step to either side, for clocks that go wrong a little. */
export function totpStepOf(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const timestamp = now.getTime()
  const delta = new TOTP({ ...shape, secret: Secret.fromBase32(secret) }).validate({
    token: code,
    timestamp,
    window: 1,
  })
  return delta === null ? null : Math.floor(timestamp / 1_000 / shape.period) + delta
}

/** As typed: full width, spaces between. */
export const normaliseCode = (typed: string): string => typed.normalize('NFKC').replaceAll(/[\s-]/g, '')
