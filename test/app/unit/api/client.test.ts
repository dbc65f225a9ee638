import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { clientSource } from '#app/api/client/generate.ts'
import { parseJson } from '#app/api/json.server.ts'

test('the client is the one that the description makes (else: npm run client)', async () => {
  expect(readFileSync('client/madoguchi.ts', 'utf8')).toBe(await clientSource())
})

test.for([
  ['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', null],
  ['{"a":"\\"}{","b":"x:y"}', null],
  ['{"a":1,"\\u0061":2}', 'duplicateName'],
  ['{"x":{"b":1,"c":[],"b":1}}', 'duplicateName'],
  ['{"a":1,}', 'badForm'],
  [`${'['.repeat(60)}${']'.repeat(60)}`, 'badForm'],
  ['{"a":"\\u0000"}', 'badForm'],
] as const)('%s is read: refused for %s', ([text, refused]) => {
  if (refused === null) expect(parseJson(text)).toEqual(JSON.parse(text))
  else expect(() => parseJson(text)).toThrow(refused)
})
