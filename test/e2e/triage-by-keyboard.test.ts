/** A morning's queue, cleared without touching the mouse; and the same acts without script. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { expectNoAxeViolations, expectNoSidewaysScrolling, visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { openPortal, type OpenPortal } from '#test/support/officers.ts'
import { enterDesk } from './filing.ts'
import { countOn, read } from './unseen.ts'

let portal: OpenPortal
const lobby = openLobby()
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(async () => {
  await lobby.close()
  await portal.stop()
})

async function comeIn(options: BrowserContextOptions, name: string): Promise<Page> {
  const page = await lobby.comeIn(portal.origin, options)
  await enterDesk(page, name)
  await page.waitForLoadState('load')
  return page
}

const mainOf = (page: Page) => page.locator('main').textContent()
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')
const isCase = (page: Page) => /\/desk\/case-files\/[0-9a-f-]{36}/.test(page.url())

/** Presses a key that leads to another page. */
async function lead(page: Page, key: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)])
}

/** Tabs on, as often as a patient person would, until this has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no Tab leads to ${selector}`)
}

test('a morning’s queue is cleared by keyboard alone: in, down, open, take, label, acknowledge, ask, next, until the end', async () => {
  const page = await lobby.comeIn(portal.origin, visitors.desktop)
  await page.addInitScript(() => {
    for (const kind of ['mousedown', 'touchstart'])
      addEventListener(kind, () => Object.assign(globalThis, { mouseWasUsed: true }), { capture: true })
  })
  await page.goto('/demo')
  const atName = () =>
    page.evaluate(() => document.activeElement?.matches('button') && document.activeElement.textContent)
  while (!((await atName()) || '').includes('湊（架空）')) await page.keyboard.press('Tab')
  await lead(page, 'Enter')
  expect(new URL(page.url()).pathname).toBe('/desk')

  const unread = await page.locator('tr[data-unread]').count()
  expect(unread).toBeGreaterThan(1)
  await page.keyboard.press('j')
  const first = await focused(page)
  await page.keyboard.press('j')
  expect(await focused(page)).not.toBe(first)
  await page.keyboard.press('k')
  expect(await focused(page)).toBe(first)

  await lead(page, 'Enter')
  expect(isCase(page)).toBe(true)
  await lead(page, 'c')
  expect(await focused(page), 'reading starts at what was done').toContain('この事案の担当になりました')
  await page.keyboard.press('l')
  await page.keyboard.type('至急 jkcq')
  await lead(page, 'Enter')
  expect(await mainOf(page)).toContain('至急 jkcq')
  await page.keyboard.press('a')
  await page.keyboard.type('JP-2026-1')
  await lead(page, 'Enter')
  expect(await mainOf(page)).toContain('受理を送りました')

  await page.keyboard.press('q')
  expect(await page.evaluate(() => document.activeElement?.closest('details')?.id)).toBe('questions')
  await tabTo(page, '#questions-text')
  await page.keyboard.type('いつから続いていますか。jkcq?')
  await tabTo(page, '#questions button:not([name])')
  await lead(page, 'Enter')
  expect(await mainOf(page)).toContain('照会を送りました')
  expect(await page.locator('#summary').textContent()).toContain('回答待ち')

  const seen = new Set<string>()
  for (; isCase(page); await lead(page, 'n')) {
    expect(seen, 'each case once').not.toContain(new URL(page.url()).pathname)
    seen.add(new URL(page.url()).pathname)
    if ((await page.locator('form[action$="/claim"] button').count()) > 0) await lead(page, 'c')
  }
  expect(await mainOf(page)).toContain('この一覧の最後の事案まで見ました')
  expect(seen.size).toBeGreaterThanOrEqual(unread)
  expect(await page.locator('tr[data-unread]').count()).toBe(0)
  expect(await page.evaluate(() => 'mouseWasUsed' in globalThis)).toBe(false)
})

test('several are taken and labelled at once and given back, by keys and by buttons', async () => {
  const page = await comeIn(visitors.desktop, '橘（架空）')
  const mine = () => page.locator('td', { hasText: '橘（架空）' }).count()
  const before = await mine()
  for (const _ of ['first', 'second']) {
    await page.keyboard.press('j')
    await page.keyboard.press('x')
  }
  await lead(page, 'c')
  expect(await mine()).toBeGreaterThan(before)
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: '元に戻す' }).click()
  await expect.poll(() => mainOf(page)).toContain('元に戻しました')
  expect(await mine()).toBe(before)

  await page.keyboard.press('j')
  await page.keyboard.press('l')
  await page.keyboard.type('確認中')
  await page.getByRole('button', { name: 'ラベルを付ける' }).click()
  await expect.poll(() => mainOf(page)).toContain('ラベル「確認中」')
})

test('the sheet says what each key does, and keys can be switched off', async () => {
  const page = await comeIn(visitors.desktop, '白井（架空）')
  await page.keyboard.press('?')
  const sheet = page.locator('dialog[data-keys]')
  const close = async () => {
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
    await page.waitForFunction(() => !document.activeElement?.closest('dialog')) // the way back comes after
  }
  await sheet.waitFor({ state: 'visible' })
  for (const word of ['下の事案へ', '受理を知らせる', '照会する', '次の事案へ'])
    expect(await sheet.textContent()).toContain(word)
  await expectNoAxeViolations(page)
  await sheet.getByLabel('キー操作を使う').uncheck()
  await close()
  const start = await focused(page)
  await page.keyboard.press('j')
  expect(await focused(page)).toBe(start)

  await page.getByRole('link', { name: 'キー操作' }).click()
  await sheet.getByLabel('キー操作を使う').check()
  await close()
  await page.keyboard.press('j')
  expect(await focused(page)).not.toBe(start)
})

test('what somebody types goes into the field and does nothing else', async () => {
  const page = await comeIn(visitors.desktop, '白井（架空）')
  await page.keyboard.press('/')
  await page.keyboard.type('jcq?')
  expect(await page.locator('#q').inputValue()).toBe('jcq?')
  expect(await page.locator('dialog[data-keys]').isVisible()).toBe(false)
})

test('words are found in what a body got, kept as a view, and a column is added', async () => {
  const page = await comeIn(visitors.desktop, '湊（架空）')
  await expect.poll(() => countOn(page, '/desk?q=ランサム', 'tbody tr')).toBeGreaterThan(0)
  await page.goto('/desk?q=ランサム')
  await page.locator('details#views summary').click()
  await page.locator('#view-name').fill(' ')
  await page.getByRole('button', { name: 'いまの表示を保存する' }).click()
  await page.getByRole('alert').getByRole('link').click()
  expect(await page.locator('#view-name').isVisible(), 'the link unfolds its field').toBe(true)
  await page.locator('#view-name').fill('ランサム')
  await page.getByRole('button', { name: 'いまの表示を保存する' }).click()
  await page.goto('/desk')
  await page.locator('details#columns summary').click()
  const columns = page.locator('#column input')
  for (const box of (await columns.all()).slice(0, 7)) await box.check()
  await page.getByRole('button', { name: 'この列にする' }).click()
  await expect.poll(() => mainOf(page)).toContain('列は6項目までです')
  for (let kept = 7; kept > 1; kept -= 1) await page.locator('#column input:checked').last().uncheck()
  await page.getByRole('button', { name: 'この列にする' }).click()
  await expect.poll(() => mainOf(page)).toContain('列を変えました')
  await expectNoAxeViolations(page)
  await page.getByRole('link', { name: 'ランサム', exact: true }).click()
  expect(await page.locator('#q').inputValue()).toBe('ランサム')
  expect(await read(page, '/desk?q=あ')).toContain('2文字以上')
})

test('without script on a phone, everything that keys do is there as a link or a button', async () => {
  const page = await comeIn(visitors.phoneWithoutScript, '久世（架空）')
  await expectNoSidewaysScrolling(page)
  await page.getByRole('link', { name: 'キー操作' }).click()
  expect(await mainOf(page)).toContain('下の事案へ')
  await expectNoSidewaysScrolling(page)
  await page.goto('/desk')
  await page.locator('tbody input[type=checkbox]').first().check()
  await page.locator('#bulk-label').fill('確認中')
  await page.locator('#bulk-label').press('Enter')
  expect(await mainOf(page)).toContain('にラベル「確認中」を付けました')
  await page.locator('tbody a').first().click()
  await page.getByRole('link', { name: '次の事案' }).click()
  await expectNoSidewaysScrolling(page)
})
