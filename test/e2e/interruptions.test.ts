/** What goes wrong while somebody writes: too much at once, a post that breaks, too long a pause, a slip of the finger. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import {
  answerUnseen,
  begin,
  beginUnseen,
  boardOf,
  enterDesk,
  fileUnseen,
  hospital,
  next,
  send,
  type Codes,
} from './filing.ts'
import { pressUnseen, valueAt } from './unseen.ts'

const evening = '2026-11-20T18:00:00+09:00'
const nextMorning = '2026-11-21T08:00:00+09:00'
const nextEvening = '2026-11-21T22:00:00+09:00'

let server: TestServer
const lobby = openLobby()
beforeAll(async () => {
  server = await startServer({ MADOGUCHI_CLOCK: evening })
})
afterAll(async () => {
  await lobby.close()
  await server.stop()
})

const comeIn = (visitor: keyof typeof visitors) => lobby.comeIn(server.origin, visitors[visitor])

const titleOf = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()
const formOf = (codes: Codes, name: string) => `${boardOf(codes)}/answer/${name}`

/** The short path with two of its pages saved, and one of them open. */
async function halfway(page: Page, open: string): Promise<Codes> {
  const codes = await beginUnseen(page)
  await pressUnseen(page, formOf(codes, 'now-start'), { button: '[value=next]', fields: hospital })
  const told = { 'incident-summary': hospital['incident-summary'] }
  await pressUnseen(page, formOf(codes, 'now-what'), { button: '[value=next]', fields: told })
  await page.goto(formOf(codes, open))
  return codes
}

const expectIndustry = async (page: Page, codes: Codes) =>
  expect(await valueAt(page, formOf(codes, 'now-start'), 'org-industry')).toBe(hospital['org-industry'])
const expectSummary = async (page: Page, codes: Codes, text: string) =>
  expect(await valueAt(page, formOf(codes, 'now-what'), 'incident-summary')).toBe(text)

test('too much at once is refused calmly; what was typed is a step back, what was saved is there', async () => {
  const page = await comeIn('phone')
  const codes = await halfway(page, 'now-what')
  await page.locator('[name="incident-summary"]').fill('まだ保存していない文章')
  await page.locator('form[data-autosave]').evaluate((form: HTMLFormElement) => {
    const more = Object.assign(document.createElement('input'), { type: 'hidden', name: 'more' })
    more.value = 'x'.repeat(1_100_000) // a person cannot type that much into fields with limits; a browser may send it
    form.append(more)
  })
  await next(page)
  expect(await titleOf(page)).toContain('一度に送れる量を超えています')
  await expectSound(page)

  await page.goBack()
  expect(await page.locator('[name="incident-summary"]').inputValue()).toBe('まだ保存していない文章')
  await expectIndustry(page, codes)
})

test('without a network the form stays where it is, and saves itself when there is one again', async () => {
  const page = await comeIn('phone')
  const codes = await halfway(page, 'now-what')
  const said = () => page.locator('[data-save-state]').textContent()
  await page.context().setOffline(true)
  await page.locator('[name="incident-summary"]').fill('トンネルの中で書いた文章')
  await next(page)
  await expect.poll(said).toContain('ネットワークにつながっていない')
  await expectSound(page)
  await page.getByRole('link', { name: '送る前の確認' }).click()
  await expect.poll(() => page.locator('[data-save-state]').evaluate(isInSight)).toBe(true)
  await page.context().setOffline(false)
  await expect.poll(said).toContain('に保存しました')
  await next(page)
  await expectSummary(page, codes, 'トンネルの中で書いた文章')
})

test('over a slow line a page does not take its own saving for that of another window', async () => {
  const page = await comeIn('phone')
  const codes = await halfway(page, 'now-what')
  const said = () => page.locator('[data-save-state]').textContent()
  const slow = Promise.withResolvers<void>()
  await page.route('**/autosave', async (route) => {
    const answer = await route.fetch()
    await slow.promise
    await route.fulfill({ response: answer })
  })
  const arrives = page.waitForRequest('**/autosave')
  await page.locator('[name="incident-summary"]').fill('最初に書いたこと')
  await arrives
  await page.locator('[name="incident-summary"]').fill('最初に書いたことと、その続き')
  await next(page)
  slow.resolve()
  await page.waitForURL('**/now-more') // with everything told here, back to what was left out
  await page.goto(formOf(codes, 'now-what'))
  expect(await page.locator('[name="incident-summary"]').inputValue()).toBe('最初に書いたことと、その続き')

  await page.unroute('**/autosave')
  await page.route('**/autosave', async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  await page.locator('[name="incident-summary"]').fill('届いたのに、返事が来なかった')
  await expect.poll(said).toContain('保存できませんでした')
  await page.unroute('**/autosave')
  await page.locator('[name="incident-summary"]').fill('返事が来ないあいだに書き足した')
  await page.getByRole('link', { name: '送る前の確認' }).click()
  await page.waitForURL('**/preview')
  await expectSummary(page, codes, '返事が来ないあいだに書き足した')
})

test('what cannot be read yet is not called saved, and is not left for the other language', async () => {
  const page = await comeIn('phone')
  await halfway(page, 'now-who')
  await page.locator('[name="contact-phone"]').fill('12')
  await expect.poll(() => page.locator('[data-save-state]').textContent()).toContain('このままでは保存できない')
  await expectSound(page)
  await next(page)
  expect(await page.getByRole('alert').textContent()).toContain('電話番号')
  expect(await page.getByRole('link', { name: 'English' }).count()).toBe(0)
})

/** Runs in the page: a link that leads nowhere has to say why where somebody looks. */
function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight && scrollY > 0
}

test('a post that breaks on the way has its own page, and the draft is as it was', async () => {
  const page = await comeIn('phone')
  const codes = await halfway(page, 'now-what')
  await page.locator('form[data-autosave]').evaluate((form: HTMLFormElement) => (form.enctype = 'text/plain'))
  await next(page)
  expect(await titleOf(page)).toContain('読み取れませんでした')
  await expectSound(page)
  await expectIndustry(page, codes)
  await expectSummary(page, codes, hospital['incident-summary'])
})

test('after a night the form and the preview ask for the secret, and what was pressed goes on', async () => {
  const [form, preview] = [await comeIn('phone'), await comeIn('desktop')]
  const codes = await halfway(form, 'now-who')
  const sent = await begin(preview)
  await answerUnseen(preview)

  await server.restart({ MADOGUCHI_CLOCK: nextMorning })
  await form.locator('[name="org-name"]').fill('朝になって書いた名前')
  await expect.poll(() => form.locator('[data-save-state]').textContent()).toContain('受付番号と合言葉')
  await expectSound(form)
  await next(form)
  expect(await titleOf(form)).toContain('いったん終了しました')
  await expectSound(form)
  await openAgain(form, codes)
  expect(await valueAt(form, formOf(codes, 'now-who'), 'org-name')).toBe('朝になって書いた名前')
  await expectIndustry(form, codes)
  await expectSummary(form, codes, hospital['incident-summary'])

  await send(preview)
  expect(await titleOf(preview)).toContain('いったん終了しました')
  await expectSound(preview)
  await openAgain(preview, sent)
  expect(await preview.locator('main').textContent()).toContain('受け付けました')
})

/** The page that says so still holds what was pressed, and asks for the secret alone. */
async function openAgain(page: Page, { secret }: Codes): Promise<void> {
  await page.locator('[name="resume-secret"]').fill(secret)
  await page.getByRole('button', { name: '報告を開いて、続ける' }).click()
}

test('an officer who was away comes in again beside the page, and what was typed is not lost', async () => {
  const page = await comeIn('desktop')
  await enterDesk(page, '鳴瀬（架空）')
  await page.locator('#queue-table tbody a').first().click()
  const address = page.url()
  await page.locator('#notes-text').fill('書きかけのメモ')
  await server.restart({ MADOGUCHI_CLOCK: nextEvening })
  await page.getByRole('button', { name: 'メモを残す' }).click()
  expect(await titleOf(page)).toContain('ログインし直してください')
  await expectSound(page)
  const beside = await page.context().newPage()
  await enterDesk(beside, '鳴瀬（架空）', address)
  expect(await beside.locator('main').textContent()).not.toContain('書きかけのメモ')
  await page.getByRole('button', { name: '入力をもう一度送る' }).click()
  expect(await page.locator('main').textContent()).toContain('書きかけのメモ')
})

test('every question before a deed is sound, takes No from the keyboard, and gives the focus back', async () => {
  const page = await comeIn('phone')
  const codes = await fileUnseen(page)
  const fields = { address: 'report@hospital.example.jp' }
  await pressUnseen(page, `${boardOf(codes)}/notices`, { button: '[value=ask]', fields })
  const asked = new Set<string>()
  for (const name of ['', '/notices', '/calendar', '/consents', '/disclosure', '/compare', '/withdrawal'])
    await questionsOn(page, `${boardOf(codes)}${name}`, asked)

  await enterDesk(page, '青木（架空）')
  const file = await page.locator('#queue-table tbody a').first().getAttribute('href')
  for (const path of ['/desk', '/desk/notices', file ?? '']) await questionsOn(page, path, asked)
  expect([...asked]).toContain('アドレスを消して、お知らせをやめますか。')
})

/** Opens each question that a page asks, reads it, and says No. One of a kind is enough. */
async function questionsOn(page: Page, path: string, asked: Set<string>): Promise<void> {
  await page.goto(path)
  for (const button of await page.locator('[data-confirm]').all()) {
    const question = (await button.getAttribute('data-confirm')) ?? ''
    if (asked.has(question) || !(await button.isVisible())) continue
    asked.add(question)
    await button.click()
    expect(await page.locator('dialog[open]').textContent()).toContain(question)
    await expectSound(page)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0)
    await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true)
  }
}
