/** Staff of a portal that is no demo: a first operator from the command line, an officer by a link, each in their own way. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { Secret, TOTP } from 'otpauth'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import {
  expectNoAxeViolations,
  expectNoSidewaysScrolling,
  openBrowser,
  visit,
  visitors,
} from '#test/support/browser.ts'
import { commandLine } from '#test/support/command-line.ts'
import { addAuthenticator } from '#test/support/passkeys.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

let server: TestServer
let site: string
let browser: Browser
const open: BrowserContext[] = []

beforeAll(async () => {
  server = await startServer({ MADOGUCHI_DEMO: '' })
  site = server.origin.replace('127.0.0.1', 'localhost') // a passkey belongs to a name, never to a number
  browser = await openBrowser()
})
afterAll(async () => {
  await Promise.all(open.map((context) => context.close()))
  await server.stop()
})

async function comeIn(visitor: keyof typeof visitors): Promise<Page> {
  const context = await visit(browser, site, visitors[visitor])
  open.push(context)
  return context.newPage()
}

async function inviteFromCommandLine(name: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [...commandLine, 'operators', 'invite', name], {
    env: { ...process.env, DATABASE_URL: server.databaseUrl, MADOGUCHI_KEYS: server.keysFile },
  })
  return new URL(stdout.split('\n')[0] ?? '').pathname
}

interface Key {
  number: string
  key: string
  totp: string
  codes: string[]
}

/** The code of now, or of thirty seconds later: the portal takes both, and each once. */
const codeOf = ({ totp }: Pick<Key, 'totp'>, later = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(totp), timestamp: Date.now() + later * 30_000 })

const pathOf = (page: Page) => new URL(page.url()).pathname
const press = (page: Page, name: string) => page.locator('main').getByRole('button', { name, exact: true }).click()

async function enrolWithKey(page: Page, link: string): Promise<Key> {
  await page.goto(link)
  await press(page, 'この方法を登録する')
  const [number = '', key = ''] = await page.locator('dd .secret').allTextContents()
  const totp = ((await page.locator('.quiet .secret').textContent()) ?? '').replaceAll(' ', '')
  await page.locator('[name=code]').fill('000000')
  await press(page, '登録する')
  expect(await page.locator('.error-summary').textContent()).toContain('数字が違います')
  await page.locator('[name=code]').fill(codeOf({ totp }))
  await press(page, '登録する')
  return { number, key, totp, codes: await page.locator('li.secret').allTextContents() }
}

async function signIn(page: Page, { number, key }: Key, code: string): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('[name=number]').fill(number.toLowerCase().replaceAll('-', ''))
  await page.locator('[name=key]').fill(key)
  await page.locator('[name=code]').fill(code)
  await press(page, 'ログインする')
}

/** The same, not drawn. Returns where it leads, and what is said there. */
async function signInUnseen(page: Page, { number, key }: Key, code: string): Promise<{ path: string; text: string }> {
  const answer = await page.request.post('/sign-in', { form: { number, key, code } })
  return { path: new URL(answer.url()).pathname, text: await answer.text() }
}

test('a device is asked for its passkey once, though the button is pressed twice', async () => {
  const page = await comeIn('desktop')
  await addAuthenticator(page)
  await page.goto('/sign-in')
  const pressed = Promise.withResolvers<void>()
  let asked = 0
  await page.route('**/sign-in/passkey', async (route) => {
    asked += 1
    await pressed.promise
    await route.continue()
  })
  await page.locator('form[data-passkey] button').dblclick()
  pressed.resolve()
  await page.locator('[data-passkey-failed]').waitFor() // this device has none
  expect(asked).toBe(1)
})

test('people come in with two factors or a passkey, and an operator lets them in and puts them out', async () => {
  // The first operator, on a phone without script: a key and an authenticator.
  const phone = await comeIn('phoneWithoutScript')
  const link = await inviteFromCommandLine('風見 操')
  await phone.goto('/operator/people')
  expect(pathOf(phone)).toBe('/sign-in')
  const operator = await enrolWithKey(phone, link)
  expect(operator.codes).toHaveLength(10)
  expect(await (await phone.request.get(link)).text()).toMatch(/<h1[^>]*>このリンクは使えません<\/h1>/)
  await phone.goto('/operator/people')
  await expectNoSidewaysScrolling(phone)

  // A second browser: wrong, used and right codes.
  const desk = await comeIn('phoneWithoutScript')
  await signIn(desk, operator, '000000')
  expect(await desk.locator('.error-summary').textContent()).toContain('いずれかが違います')
  const code = codeOf(operator, 1)
  await signIn(desk, operator, code)
  expect(pathOf(desk)).toBe('/operator/people')
  await desk.context().clearCookies()
  expect((await signInUnseen(desk, operator, code)).path, 'a code counts once').toBe('/sign-in')
  const [recovery = ''] = operator.codes
  const recovered = await signInUnseen(desk, operator, recovery)
  expect(recovered.path).toBe('/account/security')
  expect(recovered.text).toContain('回復コードを使ってログインしました')
  await desk.context().clearCookies()
  const again = await signInUnseen(desk, operator, recovery)
  expect(again.path, 'a recovery code counts once').toBe('/sign-in')

  // The operator invites an officer, whose device makes a passkey.
  await phone.goto('/operator/people')
  await press(phone, '登録用のリンクを作る')
  expect(await phone.locator('.error-summary').textContent()).toContain('名前を入力してください')
  await phone.locator('main form [name=name]').fill('青木 守')
  await phone.locator('[name=recipient]').selectOption('ppc')
  await press(phone, '登録用のリンクを作る')
  const invitation = new URL((await phone.locator('.link-shown').textContent()) ?? '').pathname
  const officer = await comeIn('desktop')
  const authenticator = await addAuthenticator(officer)
  await officer.goto(invitation)
  await expectNoAxeViolations(officer)
  await press(officer, 'パスキーを作る')
  await officer.waitForURL('**/desk')

  // Out, and in again with the passkey; back to the page that was asked for.
  await officer.getByRole('button', { name: 'ログアウト' }).click()
  await officer.goto('/desk/statistics')
  await expectNoAxeViolations(officer)
  await press(officer, 'パスキーでログインする')
  await officer.waitForURL('**/desk/statistics')
  await officer.goto('/account/security')
  await expectNoAxeViolations(officer)
  expect(await officer.locator('#sessions tbody tr').count()).toBe(1)
  await press(officer, '登録する')
  expect(await officer.locator('h1').textContent()).toBe('ログインキーと認証アプリを登録する')
  await expectNoAxeViolations(officer)

  // A device that does not check who holds it is no second factor.
  await officer.getByRole('link', { name: 'English' }).click()
  await officer.getByRole('link', { name: '日本語' }).waitFor()
  await officer.context().clearCookies() // as in another browser
  await authenticator.setVerified(false)
  await officer.goto('/sign-in')
  await press(officer, 'パスキーでログインする')
  await officer.locator('[data-passkey-failed]:visible, .error-summary').first().waitFor({ timeout: 90_000 })
  expect(pathOf(officer)).toBe('/sign-in')
  await authenticator.setVerified(true)
  await officer.goto('/sign-in')
  await press(officer, 'パスキーでログインする')
  await officer.waitForURL('**/desk')
  expect(await officer.locator('html').getAttribute('lang'), 'the language goes with the person').toBe('en')
  await officer.getByRole('link', { name: '日本語' }).click()

  // An officer asks for what is the operator's: refused, and written down.
  expect((await officer.request.get('/operator/people')).status()).toBe(403)
  await phone.goto('/operator/people')
  await phone.getByRole('link', { name: '青木 守' }).click()
  const log = await phone.locator('#log').textContent()
  for (const act of ['招待', '登録', 'ログイン', '権限のない操作']) expect(log).toContain(act)

  // Suspended: out at once, and the passkey opens nothing.
  await phone.goto('/operator/people')
  await phone.locator('summary[aria-label="青木 守さんを停止する"]').click()
  await phone.getByRole('button', { name: '青木 守さんを停止する' }).click()
  await officer.goto('/desk')
  expect(pathOf(officer)).toBe('/sign-in')
  await press(officer, 'パスキーでログインする')
  await officer.locator('.error-summary').waitFor()
})
