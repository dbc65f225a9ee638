/** A day at the desks of the bodies that got a report. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { stories } from '#app/demo/stories.ts'
import { unattended } from '#app/http/session.server.ts'
import { tellStory } from '#app/tell-story.server.ts'
import { expectNoAxeViolations, expectNoSidewaysScrolling, visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { openPortal, type OpenPortal } from '#test/support/officers.ts'
import { caseOf, enterAtCase, enterDesk, unfold } from './filing.ts'

let portal: OpenPortal
const lobby = openLobby()
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(async () => {
  await lobby.close()
  await portal.stop()
})

const comeIn = (options: BrowserContextOptions) => lobby.comeIn(portal.origin, options)

async function expectGood(page: Page): Promise<void> {
  await expectNoSidewaysScrolling(page)
  await expectNoAxeViolations(page)
}

const openCase = async (page: Page, organisation: string) =>
  page.goto(await caseOf(page, organisation, '/desk?state=all'))

const mainOf = (page: Page) => page.locator('main').textContent()

test('an officer takes a case, notes, acknowledges, asks, closes it and takes it up again', async () => {
  const page = await comeIn(visitors.desktop)
  await enterDesk(page, '鳴瀬（架空）')
  await expectGood(page)
  await openCase(page, 'Kakū Seikei')
  await expectGood(page)

  await page.getByRole('button', { name: '自分が担当する' }).click()
  await expect.poll(() => mainOf(page)).toContain('この事案の担当になりました')

  await unfold(page, 'labels')
  await page.locator('#labels-label').fill('至急')
  await page.getByRole('button', { name: 'ラベルを付ける' }).click()
  expect(await page.locator('#summary').textContent()).toContain('至急')

  await page.locator('#notes-text').fill('院長に電話する')
  await page.getByRole('button', { name: 'メモを残す' }).click()
  expect(await page.locator('#notes').textContent()).toContain('院長に電話する')
  expect(await page.locator('#thread').textContent()).not.toContain('院長に電話する')

  await page.locator('#acknowledgement-number').fill('徳島架空サ-500')
  await page.getByRole('button', { name: '受理を送る' }).click()
  expect(await page.locator('#summary').textContent()).toContain('徳島架空サ-500')

  await unfold(page, 'questions')
  await page.locator('#questions-item').selectOption('cause-route')
  await page.locator('#questions-text').fill('侵入経路を教えてください。')
  await page.getByRole('button', { name: '照会を送る' }).click()
  expect(await page.locator('#summary').textContent()).toContain('回答待ち')

  await unfold(page, 'closure')
  await page.locator('#closure-reason').selectOption('resolved')
  await page.getByRole('button', { name: '終結を知らせる' }).click()
  expect(await page.locator('#summary').textContent()).toContain('終結')
  await expectGood(page)
  await page.getByRole('button', { name: '事案を再開する' }).click()
  expect(await page.locator('#summary').textContent()).toContain('回答待ち')
})

test('what is missing is said above and at the field, and what was typed stays', async () => {
  const page = await comeIn(visitors.desktop)
  await enterAtCase(page, '青木（架空）', 'みどり病院')
  await unfold(page, 'questions')
  await page.locator('#questions-item').selectOption('prevention-done')
  await page.locator('#questions-due').fill('2020-01-01')
  await page.getByRole('button', { name: '照会を送る' }).click()

  const summary = page.getByRole('alert')
  await expect.poll(() => summary.textContent()).toContain('内容を入力してください')
  expect(await summary.textContent()).toContain('今日以降の日')
  expect(await summary.evaluate((box) => box === document.activeElement)).toBe(true)
  expect(await page.locator('#questions-item').inputValue()).toBe('prevention-done')
  expect(await page.locator('#questions-due').inputValue()).toBe('2020-01-01')
  await expectGood(page)

  await page.locator('#questions-text').fill('再発を防ぐ措置を教えてください。')
  await page.locator('#questions-due').fill('')
  await page.getByRole('button', { name: '照会を送る' }).click()
  await expect.poll(() => mainOf(page)).toContain('照会を送りました')
})

test('a new case appears in an open queue without reloading, with its time and its words', async () => {
  const page = await comeIn(visitors.desktop)
  await Promise.all([page.waitForResponse(/\/desk\/live/), enterDesk(page, '神田（架空）')]) // from then on it hears
  const before = await page.locator('#queue-table tbody tr').count()
  const trade = stories.find(({ id }) => id === 'trade')
  if (!trade) throw new Error('the story is gone')
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))

  await tellStory(portal.database, trade, new Date())
  await expect.poll(() => page.locator('#queue-table tbody tr').count()).toBe(before + 1)
  expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true)
  await expectGood(page)

  await page.context().setOffline(true)
  await Promise.all([page.waitForEvent('requestfailed'), tellStory(portal.database, trade, new Date())])
  await page.getByText('新しい動きが1件あります').waitFor()
  await page.context().setOffline(false)
  await expect.poll(() => page.locator('#queue-table tbody tr').count()).toBe(before + 2)
})

test('a queue that nobody sees holds no line open, of which a browser has six, and looks again when it is seen', async () => {
  const page = await comeIn(visitors.desktop)
  await Promise.all([page.waitForResponse(/\/desk\/live/), enterDesk(page, '神田（架空）')])
  const before = await page.locator('#queue-table tbody tr').count()
  const trade = stories.find(({ id }) => id === 'trade')
  if (!trade) throw new Error('the story is gone')
  const turn = (hidden: boolean) =>
    page.evaluate((is) => {
      Object.defineProperty(document, 'hidden', { value: is, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)

  await Promise.all([page.waitForEvent('requestfailed', (one) => one.url().includes('/desk/live')), turn(true)])
  await tellStory(portal.database, trade, new Date())
  await turn(false)
  await expect.poll(() => page.locator('#queue-table tbody tr').count()).toBe(before + 1)
})

test('what came while the queue could not listen is shown once it can, and offered to whoever has ticked something', async () => {
  const [page, other] = [await comeIn(visitors.desktop), await comeIn(visitors.desktop)]
  const trade = stories.find(({ id }) => id === 'trade')
  if (!trade) throw new Error('the story is gone')
  for (const one of [page, other]) {
    await one.route(/\/desk\/live/, (route) => route.fulfill({ status: 502 }), { times: 1 })
    await Promise.all([one.waitForResponse(/\/desk\/live/), enterDesk(one, '神田（架空）')])
  }
  await other.locator('#queue-table tbody input[type=checkbox]').first().check()
  const before = await page.locator('#queue-table tbody tr').count()

  await tellStory(portal.database, trade, new Date())
  await expect.poll(() => page.locator('#queue-table tbody tr').count()).toBe(before + 1)
  await other.getByText('一覧を更新していない間に').waitFor()
  await expectGood(other)
  expect(await other.locator('#queue-table tbody tr').count()).toBe(before)
  const show = other.getByRole('button', { name: '表示する', exact: true })
  await show.click()
  await expect.poll(() => other.locator('#queue-table tbody tr').count()).toBe(before + 1)

  await other.locator('#queue-table tbody input[type=checkbox]').first().check()
  const looked = other.waitForResponse('**/desk')
  await other.evaluate(() => globalThis.dispatchEvent(new Event('online')))
  expect(await (await looked).request().headerValue(unattended), 'it keeps no login open').toBe('yes')
  expect(await other.locator('[data-live-banner]').isHidden(), 'nothing came').toBe(true)

  await other.context().clearCookies() // as after a login that was ended elsewhere
  await other.evaluate(() => globalThis.dispatchEvent(new Event('online')))
  await other.waitForURL('**/demo')
})

test('the queue narrows by what is chosen, and the address keeps it', async () => {
  const page = await comeIn(visitors.desktop)
  await enterDesk(page, '橘（架空）')
  const scroller = page.locator('#queue .table-scroller')
  expect(await scroller.evaluate((one) => one.scrollWidth - one.clientWidth), 'all columns fit').toBe(0)
  await unfold(page, 'filters')
  await page.locator('#attack').selectOption('ddos')
  await page.locator('#state').selectOption('all')
  await page.getByRole('button', { name: 'この条件で表示する' }).click()
  await page.waitForURL(/attack=ddos/)
  const rows = page.locator('#queue-table tbody tr')
  expect(await rows.count()).toBe(2)
  for (const row of await rows.allTextContents()) expect(row).toContain('DDoS')
  await expectGood(page)
  await page.getByRole('link', { name: '条件をすべて外す' }).click()
  expect(await rows.count()).toBeGreaterThan(2)

  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.on-paper').isVisible()).toBe(true)
  expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0)
})

test('on a phone, in English, without script: a case is read, taken and acknowledged', async () => {
  const page = await comeIn({ ...visitors.phoneWithoutScript, locale: 'en-GB' })
  await enterDesk(page, '浜野（架空）', '/desk?state=all')
  expect(await mainOf(page)).toContain('It shows only what was sent here')
  await page.getByRole('link', { name: 'やまなみ村' }).first().click()
  expect(await mainOf(page)).toContain('Water')
  await page.getByText('Send the number again').click()
  await page.locator('#acknowledgement-number').fill('MLIT-invented-31b')
  await page.getByRole('button', { name: 'Send the acknowledgement' }).click()
  expect(await mainOf(page)).toContain('The acknowledgement was sent')
  expect(await mainOf(page)).toContain('MLIT-invented-31b')
})

test.each(['ja-JP', 'en-GB'])(
  'every page of the desk fits a phone and has no fault that axe finds (%s)',
  async (locale) => {
    const page = await comeIn({ ...visitors.phone, locale })
    await enterDesk(page, '平野（架空）')
    await expectGood(page)
    await page.goto('/desk?state=closed&order=urgent&mine=1')
    await expectGood(page)
    await openCase(page, 'みやぎの学院')
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    await expectGood(page)
  },
)

test.each(['ja-JP', 'en-GB'])(
  'an operator reads the rulebook, with what nobody has seen said first (%s)',
  async (locale) => {
    const page = await comeIn({ ...visitors.phone, locale })
    await enterDesk(page, '風見（架空）')
    expect(page.url()).toContain('/operator/rulebook')
    const [first] = await page.locator('main .notice').allTextContents()
    expect(first).toMatch(/確認していない|not been checked/)
    await expectGood(page)
    await page.locator('main details > summary').first().click()
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)))
    await expectNoSidewaysScrolling(page)
    expect(await page.locator('#needs-matrix tbody tr').count()).toBeGreaterThan(100)
    expect((await page.locator('#holidays').textContent())?.match(/年1月1日|\b0?1 Jan 20/g)).toHaveLength(3)
  },
)
