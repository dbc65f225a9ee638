/** Deadlines over the New Year, when offices are closed from 29 December to 3 January and clocks by the law run on. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  expectNoAxeViolations,
  expectNoSidewaysScrolling,
  openBrowser,
  visit,
  visitors,
} from '#test/support/browser.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { answerUnseen, begin, boardOf, enterAtCase, hospital, type Codes } from './filing.ts'
import { pressUnseen, read } from './unseen.ts'

let server: TestServer
let browser: Browser
let desk: Page
const open: BrowserContext[] = []
beforeAll(async () => {
  server = await startServer({ MADOGUCHI_CLOCK: '2026-12-28T10:30:00+09:00' })
  browser = await openBrowser()
  desk = await comeIn('desktop')
})
afterAll(async () => {
  await Promise.all(open.map((context) => context.close()))
  await server.stop()
})

async function comeIn(visitor: keyof typeof visitors): Promise<Page> {
  const context = await visit(browser, server.origin, visitors[visitor])
  open.push(context)
  return context.newPage()
}

async function expectGood(page: Page): Promise<void> {
  await expectNoSidewaysScrolling(page)
  await expectNoAxeViolations(page)
}

/** Known since 28 December: the mark of the fifth day is New Year's Day, and is no deadline. */
const newest = '架空としのせ病院'
/** Known since 5 November: the 60th day is 3 January, a closed day, so the law gives until the 4th. */
const older = '架空あきのは病院'

test('noticed on the last working day: the mark is New Year’s Day, the deadline is counted from the day it was noticed', async () => {
  const page = await comeIn('phone')
  const codes = await begin(page)
  await answerUnseen(page, { ...hospital, ...knownSince('2026-12-28'), 'org-name': newest })
  const commission = await page.evaluate(() => document.querySelector('#to-ppc')?.textContent)
  expect(commission).toContain('速やかに（目安は2027年1月1日（金）。期限ではありません）')
  expect(commission).toContain('2027年2月25日（木）まで')
  await expectGood(page)
  await pressUnseen(page, page.url(), { button: '[value=send]' })

  const board = await read(page, boardOf(codes), '#board')
  expect(board).toContain('2026年12月28日（月）10:3')
  expect(board).toMatch(/確報 ?2027年2月25日（木）まで/)
  expect(await dueAtDesk(newest)).toMatch(/2027年2月25日（木） ?あと59日/)
})

test('the 60th day is 3 January: preview, board, calendar and desk all say the 4th, and when it has gone by, all say so', async () => {
  const page = await comeIn('desktop')
  const codes = await begin(page)
  const calendar = `${boardOf(codes)}/calendar`
  const overdue = { ...hospital, ...knownSince('2026-11-05'), 'org-name': older }
  const preview = await pressUnseen(page, page.url(), { button: '[value=next]', fields: overdue, until: '/preview' })
  expect(await read(page, preview.url, '#to-ppc')).toContain('2027年1月4日（月）まで')
  await pressUnseen(page, preview.url, { button: '[value=send]' })
  expect(await read(page, boardOf(codes), '#board')).toMatch(/確報 ?2027年1月4日（月）まで/)
  await pressUnseen(page, calendar, { button: '[value=open]' })
  const feed = await page.request.get(await read(page, calendar, '#feed a')) // which the reporter's own program reads
  expect(await feed.text()).toMatch(/DTSTART[^\r]*:20270104/)
  expect(await dueAtDesk(older)).toMatch(/2027年1月4日（月） ?あと7日/)

  await server.restart({ MADOGUCHI_CLOCK: '2027-01-04T09:00:00+09:00' })
  await comeBack(page, codes)
  expect(await read(page, calendar)).toMatch(/個人情報保護委員会への確報 ?期限内/)
  expect(await dueAtDesk(older)).toMatch(/[^年]1月4日（月） ?今日まで/)

  await server.restart({ MADOGUCHI_CLOCK: '2027-01-05T09:00:00+09:00' })
  await comeBack(page, codes)
  await page.goto(calendar)
  expect(await page.textContent('main')).toMatch(/個人情報保護委員会への確報 ?期限を過ぎています/)
  await expectGood(page)
  expect(await dueAtDesk(older)).toMatch(/[^年]1月4日（月） ?1日超過/)
})

const knownSince = (day: string) => ({ 'time-awareness': day, 'time-awareness.time': '09:10' })

/** With the two codes; nobody stays signed in for a week. */
async function comeBack(page: Page, { reference, secret }: Codes): Promise<void> {
  await pressUnseen(page, '/resume', {
    button: '[type=submit]:is(form:has([name=secret]) *)',
    fields: { reference, secret },
  })
}

/** What the commission's queue says of a report, where the case file says the same. */
async function dueAtDesk(organisation: string): Promise<string> {
  await enterAtCase(desk, '青木（架空）', organisation)
  const due = await read(desk, '/desk', `#queue-table tr:has(a[href="${new URL(desk.url()).pathname}"])`)
  const day = /\d+年\d+月\d+日（.）/.exec(due)?.[0] ?? 'no day'
  expect(await desk.evaluate(() => document.querySelector('main')?.textContent)).toContain(day)
  return due
}
