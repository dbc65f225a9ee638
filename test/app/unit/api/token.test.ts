import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readToken, signToken, tokenLife } from '#app/api/token.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { scratchFolder } from '#test/support/scratch.ts'

const folder = scratchFolder()
afterAll(() => rmSync(folder, { recursive: true }))
const [ours, theirs] = ['ours', 'theirs'].map((name) => openKeyring(path.join(folder, name), { create: true }))
const now = new Date('2026-11-21T12:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

test('a token holds for its minutes, at the portal that signed it, as it was signed', () => {
  if (!ours || !theirs) throw new Error('no keys')
  const told = { secretId: newId(), acts: ['cases:read'] as const, expiresAt: later(tokenLife).getTime() }
  const token = signToken(ours, told)
  expect(readToken(ours, token, later(tokenLife - 1))).toEqual(told)
  expect(readToken(ours, token, later(tokenLife))).toBeNull()
  expect(readToken(theirs, token, now)).toBeNull()
  const [body = '', seal = ''] = token.slice(4).split('.')
  const longer = Buffer.from(body, 'base64url').toString().replace('cases:read', 'cases:read cases:answer')
  const forged = [
    `${Buffer.from(longer).toString('base64url')}.${seal}`,
    `${body}.`,
    `${body}.${seal.slice(2)}`,
    '.',
    '',
  ]
  for (const one of forged) expect(readToken(ours, `mdt_${one}`, now)).toBeNull()
})
