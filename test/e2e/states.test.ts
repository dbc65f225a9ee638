/** States of pages that no story passes through: errors shown, choices open, English on a phone, nothing to show. */
import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { expectNoSidewaysScrolling, expectSound, visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { answerUnseen, begin, beginUnseen, boardOf, enterDesk, fill, hospital, next } from './filing.ts'
import { pressUnseen } from './unseen.ts'

let server: TestServer
const lobby = openLobby()
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  await lobby.close()
  await server.stop()
})

const english = { ...visitors.phone, locale: 'en-GB' }
const zoomed = { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2, locale: 'ja-JP' }

const comeIn = (options: BrowserContextOptions) => lobby.comeIn(server.origin, options)

test.each([
  ['on a phone in English', english],
  ['at a desk at 200 % zoom', zoomed],
])('the form, the preview, the receipt and the board are sound %s, and no page is too wide', async (_, options) => {
  const page = await comeIn(options)
  const codes = await begin(page)
  await expectSound(page)
  const first = page.url()
  await answerUnseen(page)
  await expectSound(page)
  await page.goto(first)
  const forms = await page.evaluate(() =>
    [...document.querySelectorAll('a')].map(({ pathname }) => pathname).filter((path) => path.includes('/answer/')),
  )
  expect(new Set(forms).size).toBeGreaterThan(20)
  for (const path of new Set(forms)) {
    await page.goto(path)
    await expectNoSidewaysScrolling(page)
  }
  await page.goto(`${boardOf(codes)}/preview?view=table`)
  await expectSound(page)
  await page.goto(`${boardOf(codes)}/preview`)
  await page.locator('button[value=send]').click()
  await expectSound(page)
  for (const path of [boardOf(codes), `${boardOf(codes)}/notices`]) {
    await page.goto(path)
    await expectSound(page)
  }
  await page.goto(`${boardOf(codes)}/withdrawal`)
  await expectSound(page)
})

test('a page with errors is sound on a phone in English, and what was typed stays', async () => {
  const page = await comeIn(english)
  const codes = await beginUnseen(page)
  await pressUnseen(page, `${boardOf(codes)}/answer/now-start`, { button: '[value=next]', fields: hospital })
  await page.goto(`${boardOf(codes)}/answer/now-who`)
  await fill(page, { 'contact-email': 'not an address', 'contact-phone': 'abc' })
  await next(page)
  await page.getByRole('alert').waitFor()
  expect(await page.locator('[name="contact-email"]').inputValue()).toBe('not an address')
  await expectSound(page)
})

test('pressing the button twice sends once, and the Back button sends nothing more', async () => {
  const page = await comeIn(visitors.desktop)
  const codes = await begin(page)
  await answerUnseen(page)
  await page.locator('button[value=send]').dblclick()
  await page.waitForURL('**/receipt/1')
  await page.goBack()
  const button = page.locator('button[value=send]')
  if ((await button.count()) > 0) await button.click()
  const board = await (await page.request.get(boardOf(codes))).text()
  expect(board).toContain('/receipt/1"')
  expect(board).not.toContain('/receipt/2"')
})

test('a vendor without a mandate is told at once that only technical findings may go', async () => {
  const page = await comeIn(visitors.desktop)
  await begin(page)
  const mandate = page.locator('[name="reporter-capacity.authorised"][value=no]')
  expect(await mandate.isVisible()).toBe(false)
  await page.locator('[name="reporter-capacity.role"][value=vendor]').check()
  await mandate.check()
  await expectSound(page)
  await fill(page, hospital)
  await next(page)
  expect(await page.locator('main').textContent()).toContain('技術情報だけです')
  await expectSound(page)
})

test('a queue in which nothing is found says so, and is sound', async () => {
  const page = await comeIn(visitors.phone)
  await enterDesk(page, '青木（架空）', '/desk?state=closed&prefecture=%E6%B2%96%E7%B8%84%E7%9C%8C&stage=final')
  expect(await page.locator('a[href^="/desk/case-files/"]').count()).toBe(0)
  await expectSound(page)
})
