/** Mails to a reporter and an officer, by the portal's own jobs and a real mail server, and what the operator sees of it. */
import postgres, { type Sql } from 'postgres'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { demoMembers, demoOperator } from '#app/demo/people.ts'
import { stopToken } from '#app/notices/tokens.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import {
  expectNoAxeViolations,
  expectNoRawPlaceholders,
  expectNoSidewaysScrolling,
  visitors,
} from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { openMailServer, type MailServer } from '#test/support/mail-server.ts'
import { officerNamed } from '#test/support/officers.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

import { boardOf, enterDesk, fileUnseen, hospital } from './filing.ts'
import { read } from './unseen.ts'

let server: TestServer
let mails: MailServer
let store: Sql
const lobby = openLobby()

beforeAll(async () => {
  mails = await openMailServer('take', afterAll)
  // Four days before the last day of the hospital's final report.
  const environment = { SMTP_URL: mails.url, MADOGUCHI_CLOCK: '2027-01-15T10:00:00+09:00' }
  server = await startServer(environment)
  store = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await lobby.close()
  await store.end()
  await server.stop()
})

const comeIn = (visitor: keyof typeof visitors) => lobby.comeIn(server.origin, visitors[visitor])

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

test('a reminder reaches the reporter without content; one click stops the mails, and the board says so', async () => {
  const page = await comeIn('phone')
  const codes = await fileUnseen(page)
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
  expect(await read(page, boardOf(codes))).not.toContain('お知らせのメールが止まっています')
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
  const page = await lobby.comeIn(server.origin, { viewport: visitors.phone.viewport })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const { mail } of received().slice(0, 2)) {
      await page.setContent(mail.html ?? '')
      await expectNoAxeViolations(page)
      await expectNoSidewaysScrolling(page)
    }
  }
})

test('an officer whose mailbox is gone is told at the desk; the operator sees it, and no address', async () => {
  const officer = officerNamed('nco-tachibana')
  const page = await comeIn('desktop')
  await enterDesk(page, officer.name)
  await page.getByRole('link', { name: 'お知らせのメール' }).click()
  await look(page)
  await confirm(page, 'gone@nco.example.jp')
  await look(page)

  mails.become('nobody')
  for (const key of ['1', '2', '3']) {
    const payload = JSON.stringify({ event: 'escalation', key, officerId: officer.officerId })
    await store`insert into outbox (task, payload) values ('address-notice', ${payload}::text::json)`
  }
  await expect.poll(countStopped).toBe(1)
  await enterDesk(page, officer.name)
  await page.getByText('お知らせのメールが止まっています').waitFor()

  await enterDesk(page, demoOperator.name, '/operator/notices')
  await look(page)
  const told = await page.locator('main').innerText()
  expect(told).toContain('宛先を断られた 550 5.1.1')
  expect(told).toContain('担当者：橘（架空）')
  expect(told).not.toMatch(/@|example\.jp/)
  await page.getByRole('button', { name: 'あきらめる' }).first().click()
  await page.locator('dialog button').filter({ hasText: 'あきらめる' }).click()
  await page.getByText('送るのをあきらめました').waitFor()
})
