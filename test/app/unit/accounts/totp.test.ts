import { expect, test } from 'vitest'

import { browserNameOf } from '#app/accounts/browser-name.ts'
import { newTotpSecret, normaliseCode, totpStepOf, totpUri } from '#app/accounts/totp.ts'

/** RFC 6238, appendix B: the ASCII secret 12345678901234567890, of eight digits the last six. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.for([
  ['1970-01-01T00:00:59Z', '287082', 1],
  ['2005-03-18T01:58:29Z', '081804', 37_037_036],
  ['2009-02-13T23:31:30Z', '005924', 41_152_263],
  ['2033-05-18T03:33:20Z', '279037', 66_666_666],
] as const)('at %s the code %s counts, as in RFC 6238', ([at, code, step]) => {
  expect(totpStepOf(secret, code, new Date(at))).toBe(step)
})

test('a code counts thirty seconds before and after its time, and no longer', () => {
  const counted = [29, 89, 90].map((second) => totpStepOf(secret, '287082', new Date(second * 1_000)))
  expect(counted).toEqual([1, 1, null])
})

test.for(['', '28708', '2870820', 'abcdef', '２８７０８２'])('%j is no code', (code) => {
  expect(totpStepOf(secret, code, new Date(59_000))).toBeNull()
})

test('a code is taken as people type it', () => {
  expect(normaliseCode(' ２８７ ０８２ ')).toBe('287082')
})

test('the picture tells the authenticator what it needs, under the name of the portal', () => {
  const uri = new URL(totpUri(secret, '窓口', 'K7WF-3HXM-9P'))
  expect(uri.searchParams.get('secret')).toBe(secret)
  expect(uri.searchParams.get('issuer')).toBe('窓口')
  expect(decodeURIComponent(uri.pathname)).toContain('K7WF-3HXM-9P')
})

test('a new secret has 160 bits, and is another one each time', () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/)
  expect(newTotpSecret()).not.toBe(newTotpSecret())
})

test.for([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36 Edg/150.0',
    'Edge / Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    'Safari / iOS',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox / Linux'],
  ['curl/8', ''],
] as const)('%s is recognised as %j', ([userAgent, name]) => {
  expect(browserNameOf(userAgent)).toBe(name)
})
