/** What a body's provider says of when somebody showed it a factor, which may be long before they came from here. */
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { goToProvider, openProvider, type TestProvider } from '#test/support/provider.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

let server: TestServer
let owner: Sql
let provider: TestProvider

beforeAll(async () => {
  server = await startServer()
  owner = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
  provider = await openProvider()
  await owner`update recipient_policies set issuer = ${provider.issuer} where recipient = 'ppc'`
  await owner`update identities set issuer = ${provider.issuer}`
})
afterAll(async () => {
  provider.close()
  await owner.end()
  await server.stop()
})

/** Begins at this address, and comes back as one who showed the provider a factor so many seconds ago; null: it does not say. */
async function comeBack(from: string, seconds: number | null, cookie = ''): Promise<Response> {
  const back = await goToProvider(server.origin, from, { Cookie: cookie })
  const shown = seconds === null ? {} : { auth_time: Math.floor(Date.now() / 1_000) - seconds }
  provider.say(provider.token(provider.claims(back.nonce, shown)))
  return fetch(`${server.origin}${back.path}`, { headers: { Cookie: back.cookie }, redirect: 'manual' })
}

const leads = ({ headers }: Response) => headers.get('Location')

const cookiesOf = ({ headers }: Response) =>
  headers
    .getSetCookie()
    .map((one) => one.split(';')[0] ?? '')
    .filter((one) => !one.endsWith('=')) // taken away
    .join('; ')

test.for([
  ['a moment ago', 5, null],
  ['an hour ago', 3_600, '/sign-in/again?next=%2Fdesk%2Fexport'],
  ['at a time that it does not say', null, '/sign-in/again?next=%2Fdesk%2Fexport'],
] as const)('who showed the provider a factor %s has shown one here no later', async ([, seconds, asked]) => {
  const entered = await comeBack('/sign-in/openid/ppc', seconds)
  expect(leads(entered)).toBe('/desk')
  const headers = { Cookie: cookiesOf(entered) }
  expect(leads(await fetch(`${server.origin}/desk/export`, { headers, redirect: 'manual' }))).toBe(asked)
})

test.for([
  ['a moment ago', 5, '/desk/export'],
  ['an hour ago', 3_600, '/sign-in/again?provider=failed&next=%2Fdesk%2Fexport'],
  ['at a time that it does not say', null, '/sign-in/again?provider=failed&next=%2Fdesk%2Fexport'],
] as const)('who is asked for a factor again and showed one %s is led there', async ([, seconds, there]) => {
  const entered = await comeBack('/sign-in/openid/ppc', null)
  const again = await comeBack('/sign-in/openid/ppc?again=1&next=/desk/export', seconds, cookiesOf(entered))
  expect(leads(again)).toBe(there)
})
