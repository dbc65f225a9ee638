/** Someone opens the first page at 3 a.m. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import {
  expectNoAxeViolations,
  expectNoRawPlaceholders,
  expectNoSidewaysScrolling,
  visitors,
} from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

let server: TestServer
const lobby = openLobby()
beforeAll(async () => {
  server = await startServer({
    MADOGUCHI_OPERATOR: '架空庁 被害報告窓口担当',
    MADOGUCHI_OPERATOR_EN: 'Reporting Desk, Fictional Agency',
    MADOGUCHI_CONTACT: 'tel:+81-3-0000-0000 mailto:help@portal.example.jp',
    MADOGUCHI_SECURITY_CONTACT: 'mailto:security@portal.example.jp',
  })
})
afterAll(async () => {
  await lobby.close()
  await server.stop()
})

const pages = [
  '/',
  '/resume',
  '/verify',
  '/about',
  '/demo',
  '/nowhere',
  `/verify?digest=${'0'.repeat(64)}`,
  '/verify?digest=x',
]

/** The desktop's window at 200 %. */
const zoomed = { width: 640, height: 450 }

test.each([
  ['phone', 'ja'],
  ['desktop', 'en'],
] as const)('each page fits a %s, and axe finds nothing, and no word is missing (%s)', async (visitor, language) => {
  const page = await open(visitor, language)
  for (const path of pages) {
    await page.goto(path)
    await expectNoSidewaysScrolling(page)
    await expectNoAxeViolations(page)
    await expectNoRawPlaceholders(page)
    if (visitor === 'desktop') await expectToFitZoomed(page)
  }
})

async function expectToFitZoomed(page: Page): Promise<void> {
  await page.setViewportSize(zoomed)
  await expectNoSidewaysScrolling(page)
  await page.setViewportSize(visitors.desktop.viewport)
}

test('axe finds a picture without words, so that the pages above can fail', async () => {
  const page = await open('desktop', 'ja')
  await page.setContent('<html lang="ja"><title>x</title><main><h1>x</h1><img src="data:,"></main>')
  await expect(expectNoAxeViolations(page)).rejects.toThrow('image-alt: img')
})

test('the first step is the first thing on the page, and one key away', async () => {
  const page = await open('phone', 'ja')
  await page.goto('/')
  const begin = page.getByRole('button', { name: '報告を始める' })
  const box = await begin.boundingBox()
  expect(box && box.y + box.height).toBeLessThan(740)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('本文へ移動')
})

test('a wrong secret is said beside its field and in a summary that has the focus; the reference is kept', async () => {
  const page = await open('desktop', 'ja')
  await page.goto('/resume')
  await page.getByLabel('受付番号').fill('K7WF-3HXM-9P')
  await page.getByRole('button', { name: '報告を開く' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
  expect(await page.getByLabel('受付番号').inputValue()).toBe('K7WF-3HXM-9P')
  await page.getByRole('alert').getByRole('link').click()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('secret')
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  expect(new URL(page.url()).hash, 'the answer opens at its top').toBe('')
  await expectNoAxeViolations(page)
})

test('after following a link, reading starts at the heading of the new page', async () => {
  const page = await open('desktop', 'ja')
  await page.goto('/')
  await page.getByRole('main').getByRole('link', { name: '受付票を確かめる' }).click()
  await page.waitForURL('**/verify')
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
})

test('the language stays chosen, without script too', async () => {
  const page = await lobby.comeIn(server.origin, visitors.phoneWithoutScript)
  await page.goto('/verify')
  await page.getByRole('link', { name: 'English' }).click()
  expect(new URL(page.url()).pathname).toBe('/verify')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Verify a receipt')
  await page.goto('/')
  expect(await page.getByRole('button', { name: 'Begin a report' }).isVisible()).toBe(true)
})

test('nothing is loaded from anywhere else, and nothing breaks the content security policy', async () => {
  const page = await open('desktop', 'ja')
  const loaded: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => loaded.push(request.url()))
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto('/')
  await page.goto('/resume')
  expect(loaded.filter((url) => !url.startsWith(`${server.origin}/`))).toEqual([])
  expect(loaded.filter((url) => url.endsWith('.js')).every((url) => url.includes('/assets/entry.client-'))).toBe(true)
  expect(complaints).toEqual([])
})

function open(visitor: 'phone' | 'desktop', language: 'ja' | 'en'): Promise<Page> {
  return lobby.comeIn(server.origin, { ...visitors[visitor], locale: language === 'ja' ? 'ja-JP' : 'en-US' })
}

test('it says who runs it and whom to ask, to people and, of its own weaknesses, as RFC 9116 says', async () => {
  const page = await (await fetch(`${server.origin}/about`, { headers: { 'Accept-Language': 'en' } })).text()
  expect(page).toContain('Reporting Desk, Fictional Agency')
  expect(page).toContain('href="tel:+81-3-0000-0000"')
  expect(page).toContain('href="mailto:security@portal.example.jp"')
  expect(await (await fetch(`${server.origin}/about`)).text()).toContain('架空庁 被害報告窓口担当')

  const told = await fetch(`${server.origin}/.well-known/security.txt`)
  expect(told.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
  const fields = new Map((await told.text()).split('\n').map((line) => line.split(/: (.*)/s) as [string, string]))
  expect(fields.get('Contact')).toBe('mailto:security@portal.example.jp')
  expect(fields.get('Canonical')).toBe(`${server.origin}/.well-known/security.txt`)
  const days = (Date.parse(fields.get('Expires') ?? '') - Date.now()) / 86_400_000
  expect([days > 30, days < 365]).toEqual([true, true])
})
