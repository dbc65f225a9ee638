import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { mostPosts, openPostLimits, refuseTooManyPosts } from '#app/http/post-limits.server.ts'
import { writeSession } from '#app/http/session-cookie.server.ts'

const database = { keyring: { lookup: (text: string) => createHmac('sha256', 'key').update(text).digest() } }
const visit = { secure: true, address: '192.0.2.7', now: new Date(), id: '', nonce: '', language: 'ja' } as const

/** How often one may post before it is too often, up to some thousand times. */
async function until(cookieAt: (turn: number) => string, path = '/desk/views', method = 'POST') {
  const world = { database, postLimits: openPostLimits() }
  for (let turn = 0; turn < 4_000; turn++) {
    const asked = { url: `https://portal.example${path}`, method, headers: new Headers({ Cookie: cookieAt(turn) }) }
    const refused = await refuseTooManyPosts(asked, visit, world)
    if (refused) return { after: turn, code: refused.code, waits: (refused.data.retryAfter ?? 0) > 0 }
  }
  return null
}

const cookieOf = (door: 'report' | 'staff', token: string, turn = 0) => {
  const seen = { ...visit, now: new Date(visit.now.getTime() + turn) }
  return writeSession({ database }, seen, door, token).split(';')[0] ?? ''
}
const mine = () => cookieOf('report', 'token')
const both = (turn: number) => `${cookieOf('staff', 'one')}; ${cookieOf('report', `another ${turn}`)}`
const forged = (turn: number) => `__Host-staff=token${turn}.${visit.now.getTime()}.seal`
const moved = (turn: number) => cookieOf('staff', 'token').replace('token', `token${turn}`)

const refused = (after: number) => ({ after, code: 'tooMany', waits: true })

test.for(['report', 'staff'] as const)(
  'a session of a %s is counted, whenever its cookie was written',
  async (door) => {
    expect(await until((turn) => cookieOf(door, 'token', turn))).toEqual(refused(mostPosts.session))
  },
)

test('who has two sessions has not twice as much', async () => {
  expect(await until(both)).toEqual(refused(mostPosts.session))
})

test('a cookie that nobody signed is no session: the network is counted', async () => {
  expect(await until(forged)).toEqual(refused(mostPosts.entrance))
  expect(await until(moved)).toEqual(refused(mostPosts.entrance))
})

test.for(['/resume', '/sign-in', '/takeover', '/account/new', '/Desk', '/desk%2f', '//desk'])(
  'who gets a new session at %s gets no new count',
  async (path) => {
    expect(await until((turn) => cookieOf('report', `token ${turn}`), path)).toEqual(refused(mostPosts.entrance))
  },
)

test('parts of files are more, and pages, programs and guests are counted elsewhere', async () => {
  expect(await until(mine, '/reports/AAAA-AAAA-AA/files')).toEqual(refused(mostPosts.parts))
  expect(await until(mine, '/desk/views', 'GET')).toBeNull()
  expect(await until(mine, '/api/v1/plan')).toBeNull()
  expect(await until(() => '', '/reports')).toBeNull()
  expect(await until(mine, '/reports')).toEqual(refused(mostPosts.session))
})
