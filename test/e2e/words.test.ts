/** Reads what people read, page after page, and looks for words that nobody filled in. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { expectNoRawPlaceholders, openBrowser, visit, visitors } from '#test/support/browser.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { answerAll, begin, boardOf, enterDesk, send } from './filing.ts'

let server: TestServer
let browser: Browser
beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
})
afterAll(async () => {
  await server.stop()
})

const languages = ['ja-JP', 'en-GB'] as const

test.each(languages)(
  'every page of a report has its words, and papers name no item by a question (%s)',
  async (locale) => {
    const page = await comeIn(locale)
    const codes = await begin(page)
    await expectNoRawPlaceholders(page)
    await answerAll(page)
    await expectNoRawPlaceholders(page)
    await readAll(page, await linksTo(page, '/answer/'))
    await page.goto(`${boardOf(codes)}/preview`)
    expect(await questionsIn(page, '#to-ppc')).toEqual([])
    await send(page)
    await readAll(page, [boardOf(codes), `${boardOf(codes)}/receipt/1`])
    const papers = await linksTo(page, '/deliveries/')
    expect(papers.length).toBeGreaterThan(1)
    for (const paper of papers) {
      await readAll(page, [paper])
      expect(await questionsIn(page, '.description-list dt')).toEqual([])
    }
    await page.context().close()
  },
)

test.each(languages)('every case file of the demo world has its words, and so have the rules (%s)', async (locale) => {
  const page = await comeIn(locale)
  for (const officer of ['青木（架空）', '鳴瀬（架空）', '湊（架空）']) {
    await enterDesk(page, officer)
    await expectNoRawPlaceholders(page)
    const files = await linksTo(page, '/desk/case-files/')
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) {
      await readAll(page, [file])
      expect(await questionsIn(page, '.document dt, .changes dt, #questions-item option')).toEqual([])
    }
  }
  await enterDesk(page, '風見（架空）')
  await readAll(page, ['/operator/rulebook'])
  expect(await questionsIn(page, 'th')).toEqual([])
  await page.context().close()
})

async function comeIn(locale: string): Promise<Page> {
  return (await visit(browser, server.origin, { ...visitors.desktop, locale })).newPage()
}

async function readAll(page: Page, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    await page.goto(address)
    await expectNoRawPlaceholders(page)
  }
}

/** Pages that this one links to; files to save are none. */
async function linksTo(page: Page, part: string): Promise<string[]> {
  const links = await page.locator(`main a[href*="${part}"]`).all()
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')))
  const pages = addresses.flatMap((address) => address?.split('#')[0] ?? []).filter((path) => !/\.\w+$/.test(path))
  return [...new Set(pages)]
}

async function questionsIn(page: Page, selector: string): Promise<string[]> {
  const texts = await page.locator(selector).allTextContents()
  expect(texts.length, `${selector} of ${page.url()}`).toBeGreaterThan(0)
  return texts.map((text) => text.trim()).filter((text) => /[?？]|(?:です|ます|ました)か(?:$|\s)/.test(text))
}
