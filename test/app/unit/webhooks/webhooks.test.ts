import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'

import { compactDecrypt } from 'jose'
import { describe, expect, test } from 'vitest'

import { encryptTo, readPublicKey } from '#app/webhooks/encrypt.ts'
import { mostTries, nextTryAt, outcomeOf, restAfter } from '#app/webhooks/schedule.ts'
import { verifyExample } from '#app/webhooks/receiver-example.ts'
import { newWebhookSecret, publicHalf, signed } from '#app/webhooks/sign.ts'

const now = new Date('2026-11-20T10:00:00.000Z')

describe('signatures', () => {
  test('are those of Standard Webhooks: the example of its reference implementation', () => {
    const secret = { ...newWebhookSecret(now), shared: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' }
    const headers = signed(message, [secret], new Date(1_614_265_330_000))
    expect(headers['webhook-signature'].split(' ')[0]).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  test('of v1a are verified with the public half alone', () => {
    const secret = newWebhookSecret(now)
    const headers = signed({ id: 'msg_1', body: '{}' }, [secret], now)
    const x = Buffer.from(publicHalf(secret).slice('whpk_'.length), 'base64').toString('base64url')
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    const [, theirs = ''] = headers['webhook-signature'].split(' ')
    const content = Buffer.from(`msg_1.${headers['webhook-timestamp']}.{}`)
    expect(verify(null, content, key, Buffer.from(theirs.slice('v1a,'.length), 'base64'))).toBe(true)
  })

  test('of two generations stand beside each other until the old one ends', () => {
    const [old, fresh] = [{ ...newWebhookSecret(now), until: '2026-11-20T11:00:00.000Z' }, newWebhookSecret(now)]
    const count = (at: Date) => signed({ id: 'x', body: '' }, [fresh, old], at)['webhook-signature'].split(' ').length
    expect([count(now), count(new Date('2026-11-20T11:00:00.001Z'))]).toEqual([4, 2])
  })
})

test('the receiver of the page for programmers knows what is ours', async () => {
  const { isGenuine } = await import(`data:text/javascript,${encodeURIComponent(verifyExample)}`)
  const [old, fresh] = [{ ...newWebhookSecret(now), until: '2100-01-01T00:00:00.000Z' }, newWebhookSecret(now)]
  const headers = signed({ id: 'msg_1', body: '{"a":"あ"}' }, [fresh, old], new Date())
  expect([old, fresh].map(({ shared }) => isGenuine(headers, '{"a":"あ"}', shared))).toEqual([true, true])
  expect(isGenuine(headers, '{"a":"い"}', fresh.shared)).toBe(false)
  expect(isGenuine(headers, '{"a":"あ"}', newWebhookSecret(now).shared)).toBe(false)
  expect(isGenuine(signed({ id: 'msg_1', body: '' }, [fresh], now), '', fresh.shared)).toBe(false)
})

describe('trying again', () => {
  test('goes on for more than two and a half days and never longer than three', () => {
    for (const random of [0, 1]) {
      let at: Date = now
      for (let tries = 1; tries < mostTries; tries++) at = nextTryAt(tries, { wait: null, random }, at) ?? now
      const days = (at.getTime() - now.getTime()) / 86_400_000
      expect(days).toBeGreaterThan(2.5)
      expect(days).toBeLessThanOrEqual(3)
    }
    expect(nextTryAt(mostTries, { wait: 60, random: 0 }, now)).toBeNull()
  })

  test('waits as long as the receiver asks, up to a day', () => {
    const next = (retryAfter: string, status = 503) => {
      const outcome = outcomeOf(status, retryAfter, now)
      return outcome.kind === 'failed' ? outcome.wait : null
    }
    expect(next('120')).toBe(120)
    expect(next('Fri, 20 Nov 2026 10:05:00 GMT', 429)).toBe(300)
    expect(next('999999999')).toBe(86_400)
    expect([next('-1'), next('soon'), next('120', 500)]).toEqual([null, null, null])
    expect(nextTryAt(1, { wait: 120, random: 0 }, now)).toEqual(new Date(now.getTime() + 120_000))
  })

  test.each([
    [200, 'arrived'],
    [204, 'arrived'],
    [301, 'failed'],
    [400, 'failed'],
    [410, 'gone'],
    [500, 'failed'],
  ])('an answer of %i means: %s', (status, kind) => expect(outcomeOf(status, undefined, now).kind).toBe(kind))

  test('an endpoint that fails over and over is left alone for longer and longer, ten minutes at most', () => {
    expect([1, 2, 5, 100].map(restAfter)).toEqual([0, 10, 120, 600])
  })
})

describe('content', () => {
  const pem = {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  } as const
  test.each([
    ['P-256', generateKeyPairSync('ec', { namedCurve: 'P-256', ...pem })],
    ['X25519', generateKeyPairSync('x25519', pem)],
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2_048, ...pem })],
  ])('is read only with the private key of %s', async (_, { publicKey, privateKey }) => {
    const known = readPublicKey(publicKey) ?? ''
    expect(readPublicKey(known)).toBe(known)
    const jwe = await encryptTo(known, { 'incident-summary': '暗号化された' })
    expect(jwe).not.toContain('summary')
    const { createPrivateKey } = await import('node:crypto')
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, createPrivateKey(privateKey))
    expect(JSON.parse(Buffer.from(plaintext).toString())).toEqual({ 'incident-summary': '暗号化された' })
    expect(protectedHeader.enc).toBe('A256GCM')
  })

  test('is never encrypted to a private, weak or unfit key', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1_024, ...pem }).publicKey
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256', ...pem })
    const signing = generateKeyPairSync('ed25519', pem).publicKey
    const shared = '{"kty":"oct","k":"AAAA"}'
    expect([weak, privateKey, signing, shared, 'x', '{}', '{"kty":'].map(readPublicKey)).toEqual(Array(7).fill(null))
  })
})
