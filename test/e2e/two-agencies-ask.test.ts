/** The police and JPCERT/CC ask for the same; the reporter answers once. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNoAxeViolations, expectSound, openBrowser, visit, visitors } from '#test/support/browser.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { boardOf, caseAs, fileUnseen, hospital } from './filing.ts'
import { pressUnseen, read } from './unseen.ts'

const answer = 'VPN装置の古い不具合から入られたとみています。'

let server: TestServer
let browser: Browser
const open: BrowserContext[] = []
beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
})
afterAll(async () => {
  await Promise.all(open.map((context) => context.close()))
  await server.stop()
})

async function comeIn(): Promise<Page> {
  const context = await visit(browser, server.origin, visitors.desktop)
  open.push(context)
  return context.newPage()
}

const [police, jpcert] = ['鳴瀬（架空）', '湊（架空）']

/** Asks at the desk, as other stories draw it. */
async function askAboutRoute(desk: Page, name: string, text: string): Promise<void> {
  const address = await caseAs(desk, name, hospital['org-name'])
  const button = '[type=submit]:is(form:has(#questions-text) *)'
  await pressUnseen(desk, address, { button, fields: { item: 'cause-route', text } })
}

test('two bodies ask the same, one answer reaches both, neither learns of the other, and nothing typed late is lost', async () => {
  const page = await comeIn()
  const codes = await fileUnseen(page, hospital, { button: '[value=choose]', fields: { recipient: 'jpcert' } })

  const desk = await comeIn()
  await desk.goto('/demo')
  await askAboutRoute(desk, police, '侵入の経路を、わかる範囲で教えてください。')
  await askAboutRoute(desk, jpcert, '助言のため、侵入経路のお考えを教えてください。')

  await page.goto(boardOf(codes))
  const questions = page.locator('#questions section.card')
  expect(await questions.count()).toBe(1)
  const shown = await questions.textContent()
  expect(shown).toContain('2か所の提出先から')
  expect(shown).toContain('侵入の経路を、わかる範囲で')
  expect(shown).toContain('助言のため')
  await expectNoAxeViolations(page)

  const late = await page.context().newPage()
  await late.goto(boardOf(codes))
  await questions.locator('[name="cause-route"]').fill(answer)
  await questions.getByRole('button', { name: 'この回答で送る' }).click()
  expect(await page.locator('#questions').count()).toBe(0)
  await expectNoAxeViolations(page)

  await late.locator('[name="cause-route"]').fill('メールの添付ファイルからです。')
  await late.getByRole('button', { name: 'この回答で送る' }).click()
  const kept = await late.locator('main').textContent()
  expect(kept).toContain('次の内容は、送っていません')
  expect(kept).toContain('メールの添付ファイルからです。')
  await expectSound(late)

  for (const [officer, other] of [
    [police, '助言のため'],
    [jpcert, '侵入の経路を、わかる範囲で'],
  ] as const) {
    const file = await read(desk, await caseAs(desk, officer, hospital['org-name']))
    expect(file).toContain(answer)
    expect(file).not.toContain(other)
    expect(file).not.toContain('添付ファイル')
  }

  await askAboutRoute(desk, police, 'いまはどうお考えですか。')
  await late.goto(`${boardOf(codes)}/answer/now-what`)
  await page.goto(`${boardOf(codes)}/withdrawal`)
  expect(await page.locator('main').textContent()).toContain('取り下げたことと理由を知らせる提出先')
  await page.locator('[name=reason]').fill('サイバー攻撃ではありませんでした。')
  await page.getByRole('button', { name: '取り下げる', exact: true }).click()
  await expectSound(page)
  await page.goto(`${boardOf(codes)}/calendar`)
  expect(await page.locator('main').textContent()).toContain('報告の義務は、なくなりません')
  await expectSound(page)
  const form = { question: 'cause-route', 'cause-route': '取り下げる前に書いた経路' }
  const begun = await page.request.post(`${boardOf(codes)}/questions`, { form })
  expect([begun.status(), /<textarea[^>]*name="text"[^>]*>([^<]*)/.exec(await begun.text())?.[1]]).toEqual([
    422,
    form['cause-route'],
  ])
  const reply = {
    button: '[type=submit]:is(#questions form:has([name=text]) *)',
    fields: { text: '装置の故障でした。' },
  }
  expect((await pressUnseen(page, boardOf(codes), reply)).text).toContain('お答えを送りました。')
  await late.locator('[name="incident-summary"]').fill('装置の故障')
  await late.locator('button[value=next]').click()
  await late.getByText('どこにも送られません').waitFor()
  expect(await read(desk, await caseAs(desk, police, hospital['org-name']))).toContain('装置の故障でした。')
})
