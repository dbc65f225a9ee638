/** One report, from the first page at night to the answers of those who got it. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNoAxeViolations, expectNoSidewaysScrolling, visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import {
  answerAll,
  begin,
  beginAtFirstPage,
  beginUnseen,
  boardOf,
  enterAtCase,
  enterDesk,
  fill,
  hospital,
  next,
  send,
  unfold,
} from './filing.ts'
import { pressUnseen, read, valueAt } from './unseen.ts'

let server: TestServer
const lobby = openLobby()
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  await lobby.close()
  await server.stop()
})

const comeIn = (options: BrowserContextOptions) => lobby.comeIn(server.origin, options)

async function expectGood(page: Page): Promise<void> {
  await expectNoSidewaysScrolling(page)
  await expectNoAxeViolations(page)
}

test('a hospital files at night, in Japanese; each body gets its part, answers, and hears the follow-up', async () => {
  const page = await comeIn(visitors.desktop)
  const codes = await beginAtFirstPage(page)
  expect(codes.reference).toMatch(/^[34679HKMPRWXY]{4}-[34679HKMPRWXY]{4}-[34679HKMPRWXY]{2}$/)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('何が起きたか')
  expect(page.url()).not.toContain(codes.secret)
  await expectGood(page)
  await page.getByRole('button', { name: '控えました' }).click()
  expect(await page.locator('.secret').count()).toBe(0)

  await answerAll(page)
  await expectGood(page)
  const cards = page.locator('section.card')
  await expectText(page, '#to-ppc', '個人情報保護法')
  await expectText(page, '#to-police', '被害届ではありません')
  expect(await cards.filter({ hasText: '金融庁' }).count()).toBe(0)
  await page.getByRole('link', { name: 'すべての項目と提出先を表で見る' }).click()
  await expectGood(page)
  expect(await page.getByRole('columnheader', { name: '個人情報保護委員会' }).count()).toBe(1)
  await page.goBack()

  await send(page)
  await expectText(page, 'main', '受け付けました')
  await expectGood(page)
  const [json] = await downloadsOf(page, '#sent-police')
  expect(json).toMatchObject({ projection: { recipient: 'police' } })
  await page.goBack()
  await expectText(page, '#send', '届く内容が変わった提出先はありません')
  expect(await page.locator('button[value=send]').count()).toBe(0)

  const officer = await comeIn(visitors.desktop)
  await enterDesk(officer, '鳴瀬（架空）')
  await officer.getByRole('link', { name: hospital['org-name'] }).first().click()
  await officer.locator('#acknowledgement-number').fill('徳島架空サ-999')
  await officer.getByRole('button', { name: '受理を送る' }).click()

  await page.goto(boardOf(codes))
  await expectText(page, '#board', '徳島架空サ-999')
  expect(await page.locator('#thread-police h3').textContent()).toContain('徳島県警察')
  await expectGood(page)

  await page.getByRole('button', { name: '続報を送る' }).click()
  await expectGood(page)
  await page.goto(`${boardOf(codes)}/answer/ransomware`)
  await fill(page, { 'ransom-note': '英文で、72時間の期限が書かれています。' })
  await page.locator('button[value=preview]').click()
  const box = page.locator('#send')
  expect(await box.textContent()).toContain('都道府県警察')
  expect(await box.textContent()).not.toContain('個人情報保護委員会')
  await send(page)
  await expectText(page, 'main', '第2版')

  expect(await read(officer, officer.url())).toContain('72時間の期限')
})

test('the same on a phone, in English, without any script', async () => {
  const page = await comeIn({ ...visitors.phoneWithoutScript, locale: 'en-GB' })
  const codes = await beginAtFirstPage(page)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('What happened')
  await answerAll(page, { ...hospital, 'org-name': 'Midori Hospital (invented)' })
  await expectText(page, '#to-police', 'not a formal damage report')
  await page.locator('#to-police input[name=recipient]').uncheck()
  await send(page)
  await expectText(page, 'main', 'Your choices are saved')
  expect(await page.locator('#send').textContent()).not.toContain('police')
  await send(page)
  await expectText(page, 'main', 'Received')
  expect(await page.locator('#sent-police').count()).toBe(0)
  expect(await page.locator('#sent-ppc').count()).toBe(1)
  expect(await read(page, boardOf(codes), '#board')).toContain('Personal Information Protection Commission')

  const officer = await comeIn({ ...visitors.phoneWithoutScript, locale: 'en-GB' })
  await enterAtCase(officer, '青木（架空）', 'Midori Hospital (invented)')
  await officer.locator('#acknowledgement-number').fill('PPC-invented-999')
  await officer.getByRole('button', { name: 'Send the acknowledgement' }).click()
  await unfold(officer, 'questions')
  await officer.locator('#questions-item').selectOption('cause-route')
  await officer.locator('#questions-text').fill('How did they come in, as far as you know?')
  await officer.getByRole('button', { name: 'Send the question' }).click()

  await page.goto(boardOf(codes))
  await expectText(page, '#board', 'PPC-invented-999')
  await expectText(page, '#questions', 'How did they come in')
  await expectNoSidewaysScrolling(page)
  await page.locator('#questions [name="cause-route"]').fill('Through a VPN device that was not patched.')
  await page.getByRole('button', { name: 'Send this answer' }).click()
  await expectText(page, 'main', 'it has not gone to whoever asked')
  await page.locator('#questions [name=consent]').check()
  await page.getByRole('button', { name: 'Send this answer' }).click()
  await expectText(page, 'main', 'Your answer was sent')
  expect(await read(officer, officer.url())).toContain('not patched')
})

test('what is wrong is said beside the field and above, what was typed stays, and the rest is saved', async () => {
  const page = await comeIn(visitors.phone)
  const codes = await beginUnseen(page)
  await pressUnseen(page, `${boardOf(codes)}/answer/now-start`, { button: '[value=next]', fields: hospital })
  await page.goto(`${boardOf(codes)}/answer/now-who`)
  await fill(page, { 'org-name': '架空商店', 'contact-phone': '電話はありません' })
  await next(page)
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('error-summary')
  expect(await page.locator('[name="contact-phone"]').inputValue()).toBe('電話はありません')
  expect(await page.locator('#contact-phone-error').count()).toBe(1)
  await expectGood(page)
  expect(await valueAt(page, `${boardOf(codes)}/answer/now-who`, 'org-name')).toBe('架空商店')
})

test('"not known yet" is an answer, and moves on', async () => {
  const page = await comeIn(visitors.desktop)
  await begin(page)
  await fill(page, { ...hospital, 'pd-involved': 'unknown' })
  await next(page)
  expect(new URL(page.url()).pathname).not.toContain('now-start')
})

async function expectText(page: Page, selector: string, text: string): Promise<void> {
  const found = await page.evaluate((wanted) => document.querySelector(wanted)?.textContent, selector)
  expect(found, `${selector} of ${page.url()}`).toContain(text)
}

/** JSON, and that the PDF is one. */
async function downloadsOf(page: Page, card: string): Promise<[unknown]> {
  const links = page.locator(card)
  const pdf = await page.request.get((await links.getByRole('link', { name: 'PDF' }).getAttribute('href')) ?? '')
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
  const json = await page.request.get((await links.getByRole('link', { name: 'JSON' }).getAttribute('href')) ?? '')
  return [await json.json()]
}
