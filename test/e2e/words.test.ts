/** Reads what people read, page after page, and looks for words that nobody filled in. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { expectNoRawPlaceholders, openBrowser, visit, visitors } from '#test/support/browser.ts'
import { rawWords } from '#test/support/raw-words.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { answerUnseen, begin, boardOf, enterDesk, send } from './filing.ts'

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
    await answerUnseen(page)
    await expectNoRawPlaceholders(page)
    await readAll(page, await linksTo(page, '/answer/'))
    await page.goto(`${boardOf(codes)}/preview`)
    expect(await questionsIn(page, '#to-ppc')).toEqual([])
    await send(page)
    await readAll(page, [boardOf(codes), `${boardOf(codes)}/receipt/1`])
    await page.goto(`${boardOf(codes)}/receipt/1`)
    const papers = await linksTo(page, '/deliveries/')
    expect(papers.length).toBeGreaterThan(1)
    await readAll(page, papers, '.description-list dt')
    await page.context().close()
  },
)

test.each(languages)('every case file of the demo world has its words, and so have the rules (%s)', async (locale) => {
  const page = await comeIn(locale)
  for (const officer of ['青木（架空）', '鳴瀬（架空）', '湊（架空）']) {
    await enterDesk(page, officer)
    await expectNoRawPlaceholders(page)
    await readAll(page, ['/desk'])
    const files = await linksTo(page, '/desk/case-files/')
    expect(files.length).toBeGreaterThan(0)
    await readAll(page, files, '.document dt, .changes dt, #questions-item option')
  }
  await enterDesk(page, '風見（架空）')
  await readAll(page, ['/operator/rulebook'], 'th')
  await page.context().close()
})

async function comeIn(locale: string): Promise<Page> {
  return (await visit(browser, server.origin, { ...visitors.desktop, locale })).newPage()
}

/** Fetched and read without being drawn, which takes a tenth of the time; `named`: where no question may stand. */
async function readAll(page: Page, addresses: readonly string[], named?: string): Promise<void> {
  for (const address of addresses) {
    const read = await page.evaluate(readAt, { address, named })
    expect(read.ok, address).toBe(true)
    expect(rawWords(read.text), `words of ${address}`).toEqual([])
    expect(read.untold, `texts of ${address} in a language that is not said`).toEqual([])
    if (named) expect(read.names.length, `${named} of ${address}`).toBeGreaterThan(0)
    expect(questionsAmong(read.names), `${named} of ${address}`).toEqual([])
  }
}

async function readAt({ address, named }: { address: string; named: string | undefined }) {
  const answer = await fetch(address)
  const read = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const names = named ? [...read.querySelectorAll(named)].map(({ textContent }) => textContent ?? '') : []
  const japanese = /^[\u3040-\u30FF\u4E00-\u9FFF（）、。・]+$/
  const said = [...read.querySelectorAll('.typed, dd p, .queue-heading a, h1 span, option')]
  const foreign = said.filter((one) => japanese.test(one.textContent ?? ''))
  const untold = foreign.filter((one) => !one.closest('[lang=ja]')).map((one) => one.outerHTML)
  return { ok: answer.ok, text: `${read.title}\n${read.body.textContent}`, names, untold }
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
  return questionsAmong(texts)
}

const questionsAmong = (texts: readonly string[]): string[] =>
  texts.map((text) => text.trim()).filter((text) => /[?？]|(?:です|ます|ました)か(?:$|\s)/.test(text))
