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
import { answerUnseen, begin, boardOf, enterDesk, hospital, openNewest, resume, send, type Codes } from './filing.ts'

let server: TestServer
let browser: Browser
const open: BrowserContext[] = []
beforeAll(async () => {
  server = await startServer({ MADOGUCHI_CLOCK: '2026-12-28T10:30:00+09:00' })
  browser = await openBrowser()
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

/** What the page says, without the breaks of its lines. */
async function saidIn(page: Page, selector = 'main'): Promise<string> {
  return (await page.locator(selector).innerText()).replaceAll(/\s+/g, ' ')
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
  const commission = await saidIn(page, '#to-ppc')
  expect(commission).toContain('速やかに（目安は2027年1月1日（金）。期限ではありません）')
  expect(commission).toContain('2027年2月25日（木）まで')
  await expectGood(page)
  await send(page)

  await page.goto(boardOf(codes))
  const board = await saidIn(page, '#board')
  expect(board).toContain('2026年12月28日（月）10:3')
  expect(board).toContain('確報 2027年2月25日（木）まで')
  expect(await dueAtDesk(newest)).toMatch(/2027年2月25日（木） ?あと59日/)
})

test('the 60th day is 3 January: preview, board, calendar and desk all say the 4th, and when it has gone by, all say so', async () => {
  const page = await comeIn('desktop')
  const codes = await begin(page)
  await answerUnseen(page, { ...hospital, ...knownSince('2026-11-05'), 'org-name': older })
  expect(await saidIn(page, '#to-ppc')).toContain('2027年1月4日（月）まで')
  await send(page)
  await page.goto(boardOf(codes))
  expect(await saidIn(page, '#board')).toContain('確報 2027年1月4日（月）まで')
  expect(await feedOf(page, codes)).toMatch(/DTSTART[^\r]*:20270104/)
  expect(await dueAtDesk(older)).toMatch(/2027年1月4日（月） ?あと7日/)

  await server.restart({ MADOGUCHI_CLOCK: '2027-01-04T09:00:00+09:00' })
  await resume(page, codes)
  await page.goto(`${boardOf(codes)}/calendar`)
  expect(await saidIn(page)).toMatch(/個人情報保護委員会への確報 期限内/)
  expect(await dueAtDesk(older)).toMatch(/ 1月4日（月） ?今日まで/)

  await server.restart({ MADOGUCHI_CLOCK: '2027-01-05T09:00:00+09:00' })
  await resume(page, codes)
  await page.goto(`${boardOf(codes)}/calendar`)
  expect(await saidIn(page)).toMatch(/個人情報保護委員会への確報 期限を過ぎています/)
  await expectGood(page)
  expect(await dueAtDesk(older)).toMatch(/ 1月4日（月） ?1日超過/)
})

const knownSince = (day: string) => ({ 'time-awareness': day, 'time-awareness.time': '09:10' })

/** What the commission's queue says of a report, where the case file says the same. */
async function dueAtDesk(organisation: string): Promise<string> {
  const officer = await comeIn('desktop')
  await enterDesk(officer, '青木（架空）')
  const row = officer.locator('#queue-table tbody tr').filter({ hasText: organisation })
  const due = (await row.innerText()).replaceAll(/\s+/g, ' ')
  const day = /\d+年\d+月\d+日（.）/.exec(due)?.[0] ?? 'no day'
  await openNewest(officer, organisation)
  expect(await saidIn(officer)).toContain(day)
  return due
}

/** The calendar that the reporter's own program reads. */
async function feedOf(page: Page, codes: Codes): Promise<string> {
  await page.goto(`${boardOf(codes)}/calendar`)
  await page.locator('button[value=open]').click()
  const feed = await page.request.get((await page.locator('#feed a').textContent()) ?? '')
  return feed.text()
}
