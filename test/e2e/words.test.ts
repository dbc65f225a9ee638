/** Reads what people read, page after page, and looks for words that nobody filled in. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { expectNoRawPlaceholders, visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { rawWords } from '#test/support/raw-words.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { begin, boardOf, enterUnseen, hospital } from './filing.ts'
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

const languages = ['ja-JP', 'en-GB'] as const

test.each(languages)(
  'every page of a report has its words, and papers name no item by a question (%s)',
  async (locale) => {
    const page = await comeIn(locale)
    const codes = await begin(page)
    await expectNoRawPlaceholders(page)
    const filled = { button: '[value=next]', fields: hospital, until: '/preview' }
    const { url: preview } = await pressUnseen(page, page.url(), filled)
    const pages = linksTo('/answer/', await readAll(page, [page.url()]))
    expect(pages.length).toBeGreaterThan(20)
    await readAll(page, pages)
    await readAll(page, [preview], '#to-ppc')
    const { url: receipt } = await pressUnseen(page, preview, { button: '[value=send]' })
    await readAll(page, [boardOf(codes)])
    const papers = linksTo('/deliveries/', await readAll(page, [receipt]))
    expect(papers.length).toBeGreaterThan(1)
    await readAll(page, papers, '.description-list dt')
  },
)

test.each(languages)('every case file of the demo world has its words, and so have the rules (%s)', async (locale) => {
  const page = await comeIn(locale)
  await page.goto('/demo')
  for (const officer of ['青木（架空）', '鳴瀬（架空）', '湊（架空）']) {
    await enterUnseen(page, officer)
    const files = linksTo('/desk/case-files/', await readAll(page, ['/desk']))
    expect(files.length).toBeGreaterThan(0)
    await readAll(page, files, '.document dt, .changes dt, #questions-item option')
  }
  await enterUnseen(page, '風見（架空）')
  await readAll(page, ['/operator/rulebook'], 'th')
})

const comeIn = (locale: string) => lobby.comeIn(server.origin, { ...visitors.desktop, locale })

/**
 * Fetched and read without being drawn, which takes a tenth of the time; `named`: where no question may stand. Returns
 * where they lead.
 */
async function readAll(page: Page, addresses: readonly string[], named?: string): Promise<string[]> {
  expect(addresses.length).toBeGreaterThan(0)
  const links: string[] = []
  for (const address of addresses) {
    const read = await page.evaluate(readAt, { address, named })
    expect(read.ok, address).toBe(true)
    expect(rawWords(read.text), `words of ${address}`).toEqual([])
    expect(read.untold, `texts of ${address} in a language that is not said`).toEqual([])
    if (named) expect(read.names.length, `${named} of ${address}`).toBeGreaterThan(0)
    expect(questionsAmong(read.names), `${named} of ${address}`).toEqual([])
    links.push(...read.links)
  }
  return links
}

async function readAt({ address, named }: { address: string; named: string | undefined }) {
  const answer = await fetch(address)
  const read = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const names = named ? [...read.querySelectorAll(named)].map(({ textContent }) => textContent ?? '') : []
  const japanese = /^[\u3040-\u30FF\u4E00-\u9FFF（）、。・]+$/
  const said = [...read.querySelectorAll('.typed, dd p, .queue-heading a, h1 span, option')]
  const foreign = said.filter((one) => japanese.test(one.textContent ?? ''))
  const untold = foreign.filter((one) => !one.closest('[lang=ja]')).map((one) => one.outerHTML)
  const links = [...read.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '')
  return { ok: answer.ok, text: `${read.title}\n${read.body.textContent}`, names, untold, links }
}

/** Pages of one kind; files to save are none. */
function linksTo(part: string, links: readonly string[]): string[] {
  const there = links.filter((link) => link.includes(part)).flatMap((link) => link.split('#')[0] ?? [])
  return [...new Set(there.filter((path) => !/\.\w+$/.test(path)))]
}

const questionsAmong = (texts: readonly string[]): string[] =>
  texts.map((text) => text.trim()).filter((text) => /[?？]|(?:です|ます|ました)か(?:$|\s)/.test(text))
