/** An agency looks at what it received, and takes a list out of the portal. */
import { readFileSync } from 'node:fs'

import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { expectNoSidewaysScrolling, expectSound, visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { enterDesk } from './filing.ts'

let server: TestServer
const lobby = openLobby()
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  await lobby.close()
  await server.stop()
})

async function comeIn(options: BrowserContextOptions, officer: string, at: string): Promise<Page> {
  const page = await lobby.comeIn(server.origin, options)
  await enterDesk(page, officer, at)
  return page
}

const unfoldAll = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('main details')) details.setAttribute('open', '')
  })

const numberIn = (text: string | null): number => Number(/(\d+)件/.exec(text ?? '')?.[1])

test('an officer reads the statistics, and the bars and tables say what the queue shows', async () => {
  const page = await comeIn(visitors.desktop, '橘（架空）', '/desk?state=all')
  const rows = await page.locator('#queue-table tbody tr').count()
  await page.getByRole('link', { name: '統計', exact: true }).click()
  expect(await page.locator('main').textContent()).toContain(`事案${rows}件`)

  const types = await page.locator('[aria-labelledby=attackType] .bars-text').allTextContents()
  expect(types.map(numberIn).reduce((sum, one) => sum + one, 0)).toBe(rows)
  const bar = page.locator('[aria-labelledby=attackType] .bars-value').first()
  expect((await bar.boundingBox())?.width).toBeGreaterThan(100)

  await unfoldAll(page)
  const counted = await page.locator('#attackType-table tbody td:nth-child(2)').allTextContents()
  expect(counted.map(Number).reduce((sum, one) => sum + one, 0)).toBe(rows)
  await expectSound(page)
})

test('a period without a case says so, and the address keeps the period', async () => {
  const page = await comeIn(visitors.desktop, '橘（架空）', '/desk/statistics')
  const oldest = await page.locator('#from option').last().getAttribute('value')
  await page.locator('#from').selectOption(oldest)
  await page.locator('#to').selectOption(oldest)
  await page.getByRole('button', { name: 'この期間を表示する' }).click()
  await page.waitForURL(`**/desk/statistics?from=${oldest}&to=${oldest}`)
  expect(await page.locator('main').textContent()).toContain('この期間に届いた事案はありません')
  await expectSound(page)
})

test.each(['ja-JP', 'en-GB'])('the statistics and their tables fit a phone (%s)', async (locale) => {
  const page = await comeIn({ ...visitors.phone, locale }, '神田（架空）', '/desk/statistics')
  await unfoldAll(page)
  await expectSound(page)
})

test('an officer exports the filter on screen: a reason first, then the file', async () => {
  const page = await comeIn(visitors.desktop, '橘（架空）', '/desk?state=all&attack=ddos')
  const rows = await page.locator('#queue-table tbody tr').count()
  await page.getByRole('link', { name: 'この一覧を書き出す' }).click()
  expect(await page.locator('#cases').textContent()).toContain(`${rows}件`)
  await expectSound(page)

  await page.getByRole('button', { name: 'ファイルを用意する' }).click()
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('書き出す理由を入力してください')
  await expectSound(page)

  await page.locator('#reason').fill('月例会議の資料')
  await page.getByRole('button', { name: 'ファイルを用意する' }).click()
  await page.waitForURL(/\/desk\/export\/[0-9a-f-]{36}$/)
  expect(await page.locator('main').textContent()).toContain('月例会議の資料')
  await expectSound(page)

  const fetched = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSVのファイルを保存する' }).click()
  const text = readFileSync(await (await fetched).path(), 'utf8')
  expect(text.startsWith('\uFEFF"受付番号"')).toBe(true)
  expect(text.trim().split('\r\n')).toHaveLength(rows + 1)
  expect(text.match(/DDoS/g)?.length).toBeGreaterThanOrEqual(rows)
})

test('on a phone, in English, without script: a workbook', async () => {
  const page = await comeIn(
    { ...visitors.phoneWithoutScript, locale: 'en-GB' },
    '青木（架空）',
    '/desk/export?state=all',
  )
  await expectNoSidewaysScrolling(page)
  await page.locator('#reason').fill('Papers for a meeting')
  await page.getByLabel('Excel (XLSX)').check()
  await page.getByLabel('Add all items').check()
  await page.getByRole('button', { name: 'Prepare the file' }).click()
  const fetched = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save the file' }).click()
  const download = await fetched
  expect(download.suggestedFilename()).toMatch(/^ppc-\d{4}-\d\d-\d\d-\w{6}\.xlsx$/)
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
})
