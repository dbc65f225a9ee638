/** An officer whose body has a provider of its own: a real one (oidc-provider), on the loopback. */
import postgres, { type Sql } from 'postgres'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { demoProvider } from '#app/demo/people.ts'
import { openBrowser, visit, visitors } from '#test/support/browser.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

let server: TestServer
let owner: Sql
let browser: Browser
let context: BrowserContext
let page: Page
beforeAll(async () => {
  server = await startServer()
  // The provider is loaded when it is first asked; a busy machine takes longer for that than the portal waits for one.
  await fetch(`${server.origin}/demo-provider/.well-known/openid-configuration`)
  owner = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
  browser = await openBrowser()
})
beforeEach(async () => {
  await context?.close()
  context = await visit(browser, server.origin, visitors.phoneWithoutScript)
  page = await context.newPage()
})
afterAll(async () => {
  await context.close()
  await owner.end()
  await server.stop()
})

const failureOf = (visitor: Page) => new URL(visitor.url()).searchParams.get('provider')
const pathOf = () => new URL(page.url()).pathname

async function comeBy(person: string): Promise<void> {
  await page.goto('/sign-in?next=/desk/statistics')
  await page.getByRole('link', { name: '個人情報保護委員会のIDでログインする' }).click()
  expect(pathOf()).toMatch(/^\/demo-provider\/interaction\//)
  await page.locator(`button[value=${person}]`).click()
}

test('who is known there comes in without script, to the page that was asked for, and can show a factor again', async () => {
  await comeBy('ppc-aoki')
  expect(pathOf()).toBe('/desk/statistics')
  await owner`update sessions set factor_at = now() - interval '11 minutes'`
  await page.goto('/desk/export?state=all')
  expect(pathOf()).toBe('/sign-in/again')
  await page.getByRole('link', { name: 'IDで確認する' }).click()
  await page.locator('button[value=ppc-aoki]').click()
  expect(pathOf()).toBe('/desk/export')
})

test('an answer counts once, and in the browser that asked', async () => {
  await comeBy('ppc-aoki')
  const answers: string[] = []
  const stranger = await visit(browser, server.origin, visitors.phoneWithoutScript)
  const other = await stranger.newPage()
  page.on('request', (request) => request.url().includes('/openid/done') && answers.push(request.url()))
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.getByText('そちらからもログアウトしてください').waitFor()
  await context.clearCookies()
  await comeBy('ppc-aoki')
  expect(answers).toHaveLength(1)
  for (const visitor of [other, page]) {
    if (visitor === page) await context.clearCookies()
    await visitor.goto(answers[0] ?? '')
    expect(failureOf(visitor)).toBe('failed')
  }
  await stranger.close()
})

test('whoever leaves can leave the provider as well, and is asked there who they are the next time', async () => {
  await comeBy('ppc-aoki')
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.getByRole('link', { name: '個人情報保護委員会のIDでログインする' }).click()
  expect(pathOf(), 'known there still').toBe('/desk')
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.getByRole('link', { name: 'IDのサイトからもログアウトする' }).click()
  await page.getByRole('button', { name: 'ログアウトする' }).click()
  await page.getByText('IDのサイトから戻りました').waitFor()
  expect(pathOf()).toBe('/sign-in')
  await comeBy('ppc-aoki')
  expect(pathOf()).toBe('/desk/statistics')
})

test('two factors must be told as agreed, the key must be that of the provider’s, and the officer the body’s', async () => {
  const change = (column: string, value: string) =>
    owner`update recipient_policies set ${owner(column)} = ${value} where recipient = 'ppc'`
  await change('acr', 'something-else')
  await comeBy('ppc-aoki')
  expect(failureOf(page)).toBe('factors')
  expect(await page.locator('.error-summary').textContent()).toContain('二つの要素で確かめたことを示しませんでした')
  await change('acr', demoProvider.acr)

  await context.clearCookies()
  await owner`update officers set recipient = 'nco' where name like '平野%'`
  await comeBy('ppc-hirano')
  expect(failureOf(page), 'moved to another body, which is not told from unknown').toBe('unknown')

  await owner`update identities set subject = 'somebody-else' where subject = 'ppc-aoki'`
  await context.clearCookies()
  await comeBy('ppc-aoki')
  expect(failureOf(page), 'unknown here').toBe('unknown')
})

test('a provider that does not answer is no fault of the page', async () => {
  await owner`update recipient_policies set issuer = 'http://127.0.0.1:9/' where recipient = 'ppc'`
  const started = performance.now()
  await page.goto('/sign-in/openid/ppc')
  expect(failureOf(page)).toBe('failed')
  expect(performance.now() - started).toBeLessThan(5_000)
})
