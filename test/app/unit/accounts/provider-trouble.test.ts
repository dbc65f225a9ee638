import { expect, test } from 'vitest'

import { troubleOf, wordIn } from '#app/accounts/provider-trouble.ts'
import { AskFailed } from '#app/outbound/ask.server.ts'

test('what the log says of a provider is a word of ours or of the library, and never what a provider wrote', () => {
  const inside = new Error('something went wrong', { cause: new AskFailed('certificate') })
  expect(troubleOf(inside)).toBe('certificate')
  const refused = Object.assign(new Error('server responded with an error'), {
    code: 'OAUTH_RESPONSE_BODY_ERROR',
    error: 'invalid_client',
    error_description: 'client of 山田 太郎 <taro@example.jp>',
  })
  expect(troubleOf(refused)).toBe('OAUTH_RESPONSE_BODY_ERROR invalid_client')
  expect(troubleOf(Object.assign(new Error('x'), { error: 'taro@example.jp is not known' }))).toBe('unknown')
  expect(troubleOf('nothing')).toBe('unknown')
  expect([wordIn('urn:mace:incommon:iap:silver'), wordIn('山田'), wordIn('x'.repeat(101)), wordIn(2)]).toEqual([
    'urn:mace:incommon:iap:silver',
    '',
    '',
    '',
  ])
})
