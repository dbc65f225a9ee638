/** Signing in with a key and an authenticator, as the portal answers over HTTP. */
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { newTotpSecret } from '#app/accounts/totp.ts'
import { demoOperator } from '#app/demo/people.ts'
import { startReport } from '#app/reports/start-report.server.ts'
import { verifyAudit } from '#db/audit/audit-verify.server.ts'
import { openDatabase, openAsKeeper, type Database } from '#db/client.server.ts'
import { countRecoveryCodes, findLogin, setKey, setLanguage, setRecoveryCodes } from '#db/people/logins.server.ts'
import { setPolicy } from '#db/people/recipient-policies.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { hashSecret, newReference, newSecret, verifySecret } from '#db/sealing/secrets.server.ts'
import { officerNamed, signedIn } from '#test/support/officers.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

const { officerId } = officerNamed('ppc-aoki')
const key = newSecret()
const hashed = hashSecret(key)
const totp = newTotpSecret()
const [recovery, another] = [newReference(), newReference()]
let number = ''
let server: TestServer
let database: Database

beforeAll(async () => {
  server = await startServer({ MADOGUCHI_TRUST_PROXY: '1' })
  database = openDatabase({ url: server.databaseUrl, keyring: openKeyring(server.keysFile) })
  const keyHash = await hashed
  await database.as({ kind: 'worker' }).transaction(async (tx) => {
    await setKey(tx, officerId, { keyHash, totp, totpStep: 0, codes: [recovery, another] })
    number = (await findLogin(tx, { id: officerId }))?.number ?? ''
  })
})
afterAll(async () => {
  await database.end()
  await server.stop()
})

const code = () => TOTP.generate({ secret: Secret.fromBase32(totp) })

async function signIn(typed: { number: string; key: string; code: string }, address = '192.0.2.1') {
  const started = performance.now()
  const answer = await fetch(`${server.origin}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams(typed),
    headers: { 'X-Forwarded-For': address },
    redirect: 'manual',
  })
  const page = (await answer.text()).replaceAll(/nonce="[^"]+"/g, '').replaceAll(typed.number, '')
  return { status: answer.status, page, took: performance.now() - started, cookies: answer.headers.getSetCookie() }
}

const forget = () => database.as({ kind: 'anyone' }).transaction((tx) => tx.sql`delete from attempts`)

test('an unknown number, a wrong key and a wrong code get the same answer, each after the work of checking a key', async () => {
  const wrong = [
    { number: 'H3WF-3HXM-9P', key, code: code() },
    { number, key: newSecret(), code: code() },
    { number, key, code: '12345' },
    { number: 'nonsense', key, code: code() },
  ]
  const answers = []
  let work = await workOfAKey()
  for (const typed of wrong) {
    await forget()
    answers.push(await signIn(typed))
    work = Math.min(work, await workOfAKey()) // in between, as a machine is faster at one moment than at another
  }
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]))
  expect(new Set(answers.map(({ page }) => page)).size).toBe(1)
  // Never faster than the slow hash, whatever else runs; test/bench/sign-in.ts measures that none is slower.
  for (const { took } of answers) expect(took).toBeGreaterThan(work * 0.7)
})

/** The quicker of two, in ms. */
async function workOfAKey(): Promise<number> {
  const times: number[] = []
  for (let time = 0; time < 2; time += 1) {
    const started = performance.now()
    await verifySecret(key, await hashed)
    times.push(performance.now() - started)
  }
  return Math.min(...times)
}

test('guesses are slowed down per number, also from many addresses, and whoever has the right three comes in all the same', async () => {
  await forget()
  const guess = (from: number) => signIn({ number, key: newSecret(), code: '000000' }, `192.0.2.${from}`)
  for (let from = 1; from <= 6; from += 1) expect((await guess(from)).status).toBe(422)
  expect((await guess(7)).status).toBe(429)
  expect((await signIn({ number, key, code: recovery }, '192.0.2.8')).status).toBe(302)
  await database.as({ kind: 'worker' }).transaction((tx) => setRecoveryCodes(tx, officerId, [recovery, another]))
  await forget()
})

test('nor does it shut a report: whoever has the right secret opens it', async () => {
  await forget()
  const actor = { kind: 'anyone' } as const
  const { reference, secret } = await startReport({ db: database.as(actor), actor, now: new Date() }, 'ja')
  const open = async (typed: string, from: number) => {
    const headers = { 'X-Forwarded-For': `192.0.2.${from}` }
    const body = new URLSearchParams({ reference, secret: typed })
    const answer = await fetch(`${server.origin}/resume`, { method: 'POST', body, headers, redirect: 'manual' })
    return [answer.status, answer.headers.get('Location')]
  }
  for (let from = 1; from <= 6; from += 1) expect(await open(newSecret(), from)).toEqual([422, null])
  expect(await open(newSecret(), 7)).toEqual([429, null])
  expect(await open(secret, 8)).toEqual([302, `/reports/${reference}`])
  expect(await open(newSecret(), 9), 'and ends the count').toEqual([422, null])
  await forget()
})

test('a network that is held up and guesses on is not looked at any more for a while', async () => {
  await forget()
  const guess = () => signIn({ number: newReference(), key: newSecret(), code: '000000' }, '192.0.2.99')
  for (let wrong = 0; wrong < 6; wrong += 1) expect((await guess()).status).toBe(422)
  for (let more = 0; more < 20; more += 1) expect((await guess()).status).toBe(429)
  expect((await signIn({ number, key, code: recovery }, '192.0.2.99')).status).toBe(429)
  expect((await signIn({ number, key: newSecret(), code: recovery }, '192.0.2.98')).status).toBe(422)
  await forget()
})

test('of many codes guessed at the same time with the right key six are looked at, and the right one waits too', async () => {
  await forget()
  const many = Array.from({ length: 30 }, (_, index) => signIn({ number, key, code: '12345' }, `198.51.100.${index}`))
  await Promise.all(many)
  const counted = await database
    .as({ kind: 'anyone' })
    .transaction((tx) => tx.sql`select failures from attempts where key = ${tx.lookup(`sign-in code:${officerId}`)}`)
  expect(counted).toEqual([{ failures: 6 }])
  expect((await signIn({ number, key, code: recovery }, '198.51.100.99')).status).toBe(429)
  await forget()
})

test('a body decides what it accepts: the right key is refused where only passkeys are wanted', async () => {
  const operator = database.as({ kind: 'operator', operatorId: officerId })
  await operator.transaction((tx) =>
    setPolicy(tx, { recipient: 'ppc', means: ['passkey'], provider: null }, new Date()),
  )
  const refused = await signIn({ number, key, code: recovery })
  expect([refused.status, refused.cookies]).toEqual([422, []])
  expect(refused.page).toContain('認めていません')
  const left = () => database.as({ kind: 'worker' }).transaction((tx) => countRecoveryCodes(tx, officerId))
  expect(await left(), 'what let nobody in is not used up').toBe(2)
  const means = ['passkey' as const, 'totp' as const]
  await operator.transaction((tx) => setPolicy(tx, { recipient: 'ppc', means, provider: null }, new Date()))
  const entered = await signIn({ number, key, code: recovery })
  expect([entered.status, await left(), (await signIn({ number, key, code: recovery })).status]).toEqual([302, 1, 422])

  await operator.transaction((tx) =>
    setPolicy(tx, { recipient: 'ppc', means: ['passkey'], provider: null }, new Date()),
  )
  const again = await fetch(`${server.origin}/sign-in/again`, {
    method: 'POST',
    body: new URLSearchParams({ step: 'code', code: another }),
    headers: { Cookie: entered.cookies.map((cookie) => cookie.split(';')[0]).join('; ') },
    redirect: 'manual',
  })
  expect([again.status, await left()], 'nor is stepping up a way around it').toEqual([422, 1])
  await operator.transaction((tx) => setPolicy(tx, { recipient: 'ppc', means, provider: null }, new Date()))
  await forget()
})

test('a way that a body gives up ends the sessions that began so, once the operator has seen who has no other', async () => {
  const entered = await signIn({ number, key, code: another })
  const colleague = await signedIn(server.origin, officerNamed('ppc-hirano').officerId)
  const operator = await signedIn(server.origin, demoOperator.operatorId)
  const desk = async () => {
    const headers = { Cookie: entered.cookies.map((cookie) => cookie.split(';')[0]).join('; ') }
    return (await fetch(`${server.origin}/desk`, { headers, redirect: 'manual' })).status
  }
  const here = '/operator/recipients/ppc'
  const passkeys = { means: 'passkey', openings: '0' }
  const asked = await operator.post(here, passkeys)
  const page = await asked.text()
  expect([asked.status, page.includes('1人がログインできなくなります'), await desk()]).toEqual([422, true, 200])
  expect(page, 'whoever had no way before loses none').not.toContain('平野')
  expect((await operator.post(here, { ...passkeys, 'shuts-out': 'yes' })).headers.get('Location')).toBe(
    '/operator/recipients',
  )
  expect([await desk(), (await colleague.get('/desk')).status], 'the others stay').toEqual([302, 200])
  expect(await (await operator.get(`/operator/people/${officerId}`)).text()).toContain('ログイン方法の方針の変更')
  await database
    .as({ kind: 'operator', operatorId: officerId })
    .transaction((tx) => setPolicy(tx, { recipient: 'ppc', means: ['passkey', 'totp'], provider: null }, new Date()))
})

test('with the right three one is in, under a cookie nobody knew; each step is in the chained audit', async () => {
  await database.as({ kind: 'worker' }).transaction((tx) => setLanguage(tx, officerId, 'en'))
  const entered = await signIn({ number: number.toLowerCase(), key, code: code() })
  expect(entered.status).toBe(302)
  expect(entered.cookies.join(), 'and reads what they chose').toContain('language=en')
  expect(entered.cookies.find((cookie) => cookie.startsWith('staff='))).toMatch(/HttpOnly; SameSite=Lax/)
  const keeper = openAsKeeper(server.databaseUrl)
  try {
    const lines = await keeper<{ did: string; details: string }[]>`
      select did, details from audit where report_id = ${officerId} order by sequence`
    expect(lines.map(({ did }) => did)).toContain('sign-in.failed')
    expect(lines.at(-1)).toMatchObject({ did: 'sign-in.done', details: '{"means":"totp"}' })
    const unknown = await keeper`select 1 from audit where report_id = '00000000-0000-0000-0000-000000000000'`
    expect(unknown.length).toBeGreaterThan(0)
    expect(lines.map(({ details }) => details).join(' ')).not.toContain(number)
    expect((await verifyAudit(keeper, new Map())).broken).toBeNull()
  } finally {
    await keeper.end()
  }
})

test('who came in by one click is out as soon as the portal runs without its demo people', async () => {
  const operator = await signedIn(server.origin, demoOperator.operatorId)
  expect((await operator.get('/operator/people')).status).toBe(200)
  await server.restart({ MADOGUCHI_DEMO: '0' })
  const asked = await operator.get('/operator/people')
  expect([asked.status, asked.headers.get('Location')]).toEqual([302, '/sign-in?next=%2Foperator%2Fpeople'])
})
