/** Mails to a reporter and an officer, by the portal's own jobs and a real mail server, and what the operator sees of it. */
import postgres, { type Sql } from 'postgres'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { demoMembers, demoOfficers, demoOperator } from '#app/demo/people.ts'
import { stopToken } from '#app/notices/tokens.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import {
  expectNoAxeViolations,
  expectNoRawPlaceholders,
  expectNoSidewaysScrolling,
  openBrowser,
  visit,
  visitors,
} from '#test/support/browser.ts'
import { openMailServer, type MailServer } from '#test/support/mail-server.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

import { answerUnseen, begin, boardOf, hospital, send } from './filing.ts'

let server: TestServer
let mails: MailServer
let browser: Browser
let store: Sql
const open: BrowserContext[] = []

beforeAll(async () => {
  mails = await openMailServer('take', afterAll)
  // Four days before the last day of the hospital's final report.
  const environment = { SMTP_URL: mails.url, MADOGUCHI_CLOCK: '2027-01-15T10:00:00+09:00' }
  server = await startServer(environment)
  store = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
  browser = await openBrowser()
})
afterAll(async () => {
  await Promise.all(open.map((context) => context.close()))
  await store.end()
  await server.stop()
})

async function comeIn(visitor: keyof typeof visitors): Promise<Page> {
  const context = await visit(browser, server.origin, visitors[visitor])
  open.push(context)
  return context.newPage()
}

async function look(page: Page): Promise<void> {
  await expectNoAxeViolations(page)
  await expectNoRawPlaceholders(page)
  await expectNoSidewaysScrolling(page)
}

/** Without those to the people of the demo world, who hear of its mandates. */
const received = () => mails.received.filter(({ to }) => !demoMembers.some(({ mail }) => to.includes(mail)))

async function nextMail(count: number) {
  await expect.poll(() => received().length).toBe(count)
  const last = received().at(-1)
  if (!last) throw new Error('no mail')
  return last
}

/** Types the address, waits for the code, types it. */
async function confirm(page: Page, address: string): Promise<void> {
  const before = received().length
  await page.locator('#address').fill(address)
  await page.locator('button[value=ask]').click()
  const { mail } = await nextMail(before + 1)
  const code = /^ {4}(\d{3} \d{3})$/m.exec(mail.text ?? '')?.[1] ?? ''
  await page.locator('#code').fill('000')
  await page.locator('button[value=confirm]').click()
  await look(page)
  await page.locator('#code').fill(code)
  await page.locator('button[value=confirm]').click()
}

const countStopped = async () => (await store`select from notice_addresses where stopped_why = 'bounced'`).length

async function enter(page: Page, person: string): Promise<void> {
  await page.goto('/demo')
  await page.locator(`form:has(input[value="${person}"]) button`).click()
}

test('a reminder reaches the reporter without content; one click stops the mails, and the board says so', async () => {
  const page = await comeIn('phone')
  const codes = await begin(page)
  await answerUnseen(page, hospital)
  await send(page)
  await page.goto(`${boardOf(codes)}/notices`)
  await look(page)
  await confirm(page, 'home@reporter.example.jp')
  await look(page)
  const mark = await page.locator('dd strong').textContent()

  await page.goto(`${boardOf(codes)}/calendar`)
  await page.locator('input[name=remind][value$=" 7"]').last().check()
  await page.locator('button[value=remind]').click()
  await store`insert into outbox (task, payload) values ('find-reminders', '{}')` // the clock does so every five minutes
  const { mail, raw } = await nextMail(2)
  expect(mail.subject).toBe('【サイバー被害報告窓口】期限が近づいています')
  expect(mail.text).toContain(mark)
  for (const secret of [codes.reference, codes.secret, hospital['org-name'], '委員会', '警察', '2027年', 'ランサム'])
    expect(
      `${raw.split('\r\n\r\n')[0]?.replace(/^Date: .*$/m, '')}${mail.subject}${mail.text}${mail.html}`,
    ).not.toContain(secret)

  const [address] = await store<{ id: string }[]>`
    select id from notice_addresses where confirmed_at is not null order by confirmed_at desc`
  const link = `/notices/stop/${stopToken(openKeyring(server.keysFile).lookup, address?.id ?? '')}`
  await page.goto(link)
  await look(page)
  await page.goto(boardOf(codes))
  expect(await page.getByText('お知らせのメールが止まっています').count()).toBe(0)
  const oneClick = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  const answers = [link, `${link.slice(0, -1)}x`].map((path) =>
    fetch(`${server.origin}${path}`, { method: 'POST', body: oneClick, redirect: 'manual' }),
  )
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 404])
  await page.goto(`${link.slice(0, -9)}`)
  expect(await page.locator('main').textContent()).toContain('お知らせは、まだ止まっていません')
  await look(page)
  await page.goto(boardOf(codes))
  await page.getByRole('link', { name: 'お知らせのメールの設定を見る' }).click()
  await page.getByText('メールの中のリンクから、お知らせが止められました').waitFor()
  await look(page)
})

test('mails can be read in light and in dark, on a phone and on a desk', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme })
    open.push(context)
    const page = await context.newPage()
    for (const { mail } of received().slice(0, 2)) {
      await page.setContent(mail.html ?? '')
      await expectNoAxeViolations(page)
      await expectNoSidewaysScrolling(page)
    }
  }
})

test('an officer whose mailbox is gone is told at the desk; the operator sees it, and no address', async () => {
  const officer = demoOfficers.find(({ id }) => id === 'nco-tachibana')
  const page = await comeIn('desktop')
  await enter(page, officer?.officerId ?? '')
  await page.getByRole('link', { name: 'お知らせのメール' }).click()
  await look(page)
  await confirm(page, 'gone@nco.example.jp')
  await look(page)

  mails.become('nobody')
  for (const key of ['1', '2', '3']) {
    const payload = JSON.stringify({ event: 'escalation', key, officerId: officer?.officerId })
    await store`insert into outbox (task, payload) values ('address-notice', ${payload}::text::json)`
  }
  await expect.poll(countStopped).toBe(1)
  await enter(page, officer?.officerId ?? '')
  await page.getByText('お知らせのメールが止まっています').waitFor()

  await enter(page, demoOperator.operatorId)
  await page.goto('/operator/notices')
  await look(page)
  const told = await page.locator('main').innerText()
  expect(told).toContain('宛先を断られた 550 5.1.1')
  expect(told).toContain('担当者：橘（架空）')
  expect(told).not.toMatch(/@|example\.jp/)
  await page.getByRole('button', { name: 'あきらめる' }).first().click()
  await page.locator('dialog button').filter({ hasText: 'あきらめる' }).click()
  await page.getByText('送るのをあきらめました').waitFor()
})
