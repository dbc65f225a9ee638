/** An officer whose body has a provider of its own: a real one (oidc-provider), on the loopback. */
import postgres, { type Sql } from 'postgres'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { demoProvider } from '#app/demo/people.ts'
import { visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

let server: TestServer
let owner: Sql
let page: Page
const lobby = openLobby()
beforeAll(async () => {
  server = await startServer()
  // The provider is loaded when it is first asked; a busy machine takes longer for that than the portal waits for one.
  await fetch(`${server.origin}/demo-provider/.well-known/openid-configuration`)
  owner = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
})
beforeEach(async () => {
  page = await lobby.comeIn(server.origin, visitors.phoneWithoutScript)
})
afterAll(async () => {
  await lobby.close()
  await owner.end()
  await server.stop()
})

const failureOf = (address: string) => new URL(address).searchParams.get('provider')
const pathOf = (address = page.url()) => new URL(address).pathname

async function comeBy(person: string): Promise<void> {
  await page.goto('/sign-in?next=/desk/statistics')
  await page.getByRole('link', { name: '個人情報保護委員会のIDでログインする' }).click()
  expect(pathOf()).toMatch(/^\/demo-provider\/interaction\//)
  await page.locator(`button[value=${person}]`).click()
}

/** The same, not drawn. Returns where it ends. */
async function comeByUnseen(person: string): Promise<string> {
  const door = await (await page.request.get('/sign-in?next=/desk/statistics')).text()
  const [, way = ''] = /href="(\/sign-in\/openid\/ppc[^"]*)"/.exec(door) ?? []
  const asked = await page.request.get(way.replaceAll('&amp;', '&'))
  expect(pathOf(asked.url())).toMatch(/^\/demo-provider\/interaction\//)
  return (await page.request.post(asked.url(), { form: { person } })).url()
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

/** Where the address of the provider leads whoever comes from there. */
const leads = async (query: string, site: string) => {
  const headers = { 'Sec-Fetch-Site': site }
  const answered = await fetch(`${server.origin}/sign-in/openid/ppc?${query}`, { headers, redirect: 'manual' })
  return new URL(answered.headers.get('Location') ?? '', server.origin).href.replace(server.origin, '')
}

test('a link in a mail, or another site, signs nobody in: the page with the button comes first', async () => {
  for (const site of ['none', 'cross-site', 'same-site'])
    expect(await leads('next=/desk/statistics', site)).toBe('/sign-in?next=%2Fdesk%2Fstatistics')
  expect(await leads('again=1', 'cross-site')).toBe('/sign-in/again')
  expect(await leads('', 'same-origin')).toMatch(/^\/demo-provider\/auth\?/)
})

test('an answer counts once, and in the browser that asked', async () => {
  const answers: string[] = []
  page.on('request', (request) => request.url().includes('/ppc/done?') && answers.push(request.url()))
  await comeBy('ppc-aoki')
  expect(answers).toHaveLength(1)
  const [answer = ''] = answers
  const stranger = await fetch(answer, { redirect: 'manual' })
  expect(failureOf(new URL(stranger.headers.get('Location') ?? '', answer).href)).toBe('failed')
  await page.context().clearCookies()
  await page.goto(answer)
  expect(failureOf(page.url())).toBe('failed')
})

test('whoever leaves can leave the provider as well, and is asked there who they are the next time', async () => {
  await page.goto(await comeByUnseen('ppc-aoki'))
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.getByText('そちらからもログアウトしてください').waitFor()
  await page.getByRole('link', { name: '個人情報保護委員会のIDでログインする' }).click()
  expect(pathOf(), 'known there still').toBe('/desk')
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.getByRole('link', { name: 'IDのサイトからもログアウトする' }).click()
  await page.getByRole('button', { name: 'ログアウトする' }).click()
  await page.getByText('IDのサイトから戻りました').waitFor()
  expect(pathOf()).toBe('/sign-in')
  expect(pathOf(await comeByUnseen('ppc-aoki'))).toBe('/desk/statistics')
})

test('two factors must be told as agreed, the key must be that of the provider’s, and the officer the body’s', async () => {
  const change = (column: string, value: string) =>
    owner`update recipient_policies set ${owner(column)} = ${value} where recipient = 'ppc'`
  await change('acr', 'something-else')
  await comeBy('ppc-aoki')
  expect(failureOf(page.url())).toBe('factors')
  expect(await page.locator('.error-summary').textContent()).toContain('二つの要素で確かめたことを示しませんでした')
  await change('acr', demoProvider.acr)

  await page.context().clearCookies()
  await owner`update officers set recipient = 'nco' where name like '平野%'`
  const moved = await comeByUnseen('ppc-hirano')
  expect(failureOf(moved), 'moved to another body, which is not told from unknown').toBe('unknown')

  await owner`update identities set subject = 'somebody-else' where subject = 'ppc-aoki'`
  await page.context().clearCookies()
  expect(failureOf(await comeByUnseen('ppc-aoki')), 'unknown here').toBe('unknown')
})

test('a provider that does not answer is no fault of the page', async () => {
  await owner`update recipient_policies set issuer = 'http://127.0.0.1:9/' where recipient = 'ppc'`
  await page.goto('/sign-in')
  const started = performance.now()
  await page.getByRole('link', { name: '個人情報保護委員会のIDでログインする' }).click()
  expect(failureOf(page.url())).toBe('failed')
  expect(performance.now() - started).toBeLessThan(5_000)
})
