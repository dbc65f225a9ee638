/** What a page that saves itself does when somebody leaves it, nearly leaves it, or comes back to it. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { beginUnseen, boardOf, hospital, next, type Codes } from './filing.ts'
import { pressUnseen, valueAt } from './unseen.ts'

let server: TestServer
const lobby = openLobby()
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  await lobby.close()
  await server.stop()
})

const formOf = (codes: Codes, name: string) => `${boardOf(codes)}/answer/${name}`
const summary = (page: Page) => page.locator('[name="incident-summary"]')
const said = (page: Page) => page.locator('[data-save-state]').textContent()

async function openForm(page: Page): Promise<Codes> {
  const codes = await beginUnseen(page)
  await pressUnseen(page, formOf(codes, 'now-start'), { button: '[value=next]', fields: hospital })
  await page.goto(formOf(codes, 'now-what'))
  return codes
}

test('who stops a page from going on after it was sent goes on writing, and all of it is saved as their own', async () => {
  const page = await lobby.comeIn(server.origin, visitors.phone)
  const codes = await openForm(page)
  await page.route('**/now-what', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch({ maxRedirects: 0 })
    await route.fulfill({ status: 204 }) // to a browser the same as its stop button
  })
  await summary(page).fill('送ったこと')
  const sent = page.waitForResponse((answer) => answer.status() === 204)
  await next(page)
  await sent
  await summary(page).fill('送ったことと、そのあとに書いたこと')
  await expect
    .poll(() => valueAt(page, formOf(codes, 'now-what'), 'incident-summary'))
    .toBe('送ったことと、そのあとに書いたこと')
  await page.unroute('**/now-what')
  await next(page)
  await page.waitForURL('**/now-more')
})

test('what is written beside an answer that another window changed is saved, and is not asked about', async () => {
  const page = await lobby.comeIn(server.origin, visitors.phone)
  const codes = await openForm(page)
  const who = formOf(codes, 'now-who')
  await page.goto(who)
  await pressUnseen(page, who, { button: '[value=next]', fields: { 'org-name': '別の画面で書いた名前' } })
  await page.locator('[name="org-name"]').fill('この画面で書いた名前')
  await page.locator('[name="contact-phone"]').fill('088-000-0001')
  await expect.poll(() => said(page)).toContain('別の画面で')
  await page.locator('[name="contact-phone"]').fill('088-000-0002')
  await expect.poll(() => valueAt(page, who, 'contact-phone')).toBe('088-000-0002')
  await next(page)
  await page.locator('[name="choosing"]').waitFor({ state: 'attached' })
  expect(await page.locator('[name="shown"]').inputValue()).toBe('org-name')
})

test('trouble that goes on is read out once, and again to whoever presses a button', async () => {
  const page = await lobby.comeIn(server.origin, visitors.phone)
  await openForm(page)
  await page.locator('[data-save-state]').evaluate((shown: HTMLElement) => {
    const read = () =>
      shown.ariaLive === 'polite' &&
      (shown.dataset['read'] = `${shown.dataset['read'] ?? ''} ${shown.dataset['state']}`)
    new MutationObserver(read).observe(shown, { childList: true })
  })
  const read = () => page.locator('[data-save-state]').getAttribute('data-read')
  await page.context().setOffline(true)
  for (const text of ['トンネルの中で', 'トンネルの中で、もう一度']) {
    const failed = page.waitForEvent('requestfailed', (one) => one.url().endsWith('/autosave'))
    await summary(page).fill(text)
    await failed
  }
  await expect.poll(() => page.locator('[data-save-state]').getAttribute('data-state')).toBe('offline')
  expect(await read()).toBe(' offline')
  await next(page)
  await expect.poll(read).toBe(' offline offline')
  await page.context().setOffline(false)
})

test('who comes back to a page does not write over what another window said since, but is asked', async () => {
  const page = await lobby.comeIn(server.origin, visitors.phone)
  const codes = await openForm(page)
  const what = formOf(codes, 'now-what')
  await summary(page).fill('この画面で書いたこと')
  await next(page)
  await pressUnseen(page, what, { button: '[value=next]', fields: { 'incident-summary': '別の画面で直したこと' } })
  await page.goBack()
  expect(await summary(page).inputValue(), 'as browsers do').toBe('この画面で書いたこと')
  await next(page)
  await page.locator('[name="choosing"]').waitFor({ state: 'attached' })
  const asked = (await page.locator('fieldset').textContent()) ?? ''
  for (const text of ['この画面で書いたこと', '別の画面で直したこと']) expect(asked).toContain(text)
  expect(await valueAt(page, what, 'incident-summary')).toBe('別の画面で直したこと')
})

test('who comes back to a page and changes what they wrote is asked nothing', async () => {
  const page = await lobby.comeIn(server.origin, visitors.phone)
  const codes = await openForm(page)
  await summary(page).fill('はじめに書いたこと')
  await next(page)
  await page.goBack()
  await summary(page).fill('戻って書き直したこと')
  await next(page)
  await page.waitForURL('**/now-more')
  expect(await valueAt(page, formOf(codes, 'now-what'), 'incident-summary')).toBe('戻って書き直したこと')
})
