/** A reporter around the board: compares, restores, explains, is reminded, announces, takes a consent back. */
import fs from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNoAxeViolations, openBrowser, visit, visitors } from '#test/support/browser.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { boardOf, caseAs, fileUnseen, hospital } from './filing.ts'
import { countOn, pressUnseen } from './unseen.ts'

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

async function comeIn(visitor: keyof typeof visitors = 'desktop'): Promise<Page> {
  const context = await visit(browser, server.origin, visitors[visitor])
  open.push(context)
  return context.newPage()
}

const pictures = process.env.BOARD_PICTURES

/** Nothing sticks out sideways on a wide or a narrow screen; on the narrow one, which shows all that the wide one does, axe looks. */
async function look(page: Page, name: string): Promise<void> {
  for (const [kind, size] of [
    ['desktop', { width: 1280, height: 900 }],
    ['phone', { width: 375, height: 812 }],
  ] as const) {
    await page.setViewportSize(size)
    if (kind === 'phone') await expectNoAxeViolations(page)
    expect([name, kind, await page.evaluate('document.documentElement.scrollWidth <= innerWidth')]).toEqual([
      name,
      kind,
      true,
    ])
    if (pictures) {
      fs.mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: `${pictures}/${name}-${kind}.png`, fullPage: true })
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** In Japan, so that its deadlines lie ahead whenever this runs. */
const yesterday = new Date(Date.now() - 15 * 3_600_000).toISOString().slice(0, 10)

const changed = '電子カルテは3日後に使えるようになりました。'
const why = '調査会社の中間報告を受けて直しました。'

test('a reporter compares, restores and explains; the police read why; the calendar and the log tell no more', async () => {
  const page = await comeIn()
  const codes = await fileUnseen(page, { ...hospital, 'time-awareness': yesterday, 'sharing-consent-expert': 'yes' })
  const base = boardOf(codes)

  const change = { button: '[value=preview]', fields: { 'incident-summary': changed } }
  await pressUnseen(page, `${base}/answer/now-what`, change)
  await page.goto(`${base}/compare`)
  const table = page.locator('#compared')
  expect(await table.textContent()).toContain(changed)
  expect(await table.textContent()).toContain(hospital['incident-summary'])
  await look(page, 'compare')
  await pressUnseen(page, `${base}/compare`, { button: '[value=note]', fields: { changes: why } })
  await pressUnseen(page, `${base}/preview`, { button: '[value=send]' })

  await page.goto(`${base}/compare?from=1&to=2&lens=police`)
  await page.locator('button[value=restore]').first().click()
  expect(await page.locator('[name="incident-summary"]').inputValue()).toBe(hospital['incident-summary'])
  expect(await page.locator('main').textContent()).toContain('まだ送っていない変更')
  await look(page, 'restored')

  const officer = await comeIn()
  const file = await caseAs(officer, '鳴瀬（架空）', hospital['org-name'])
  expect(await (await officer.request.get(file)).text()).toContain(why)

  await page.goto(base)
  expect(await page.locator('#burden').textContent()).toContain('書かずに済んだ項目')
  await look(page, 'board')

  await page.goto(`${base}/access`)
  const log = await page.locator('main').textContent()
  expect(log).toContain('開封しました')
  expect(log).toContain('書かれたときのままです')
  expect(log).not.toContain('鳴瀬')
  await look(page, 'access')

  await page.goto(`${base}/calendar`)
  await page.locator('[name=remind]').first().check()
  await page.locator('button[value=remind]').click()
  expect(await page.locator('[name=remind]').first().isChecked()).toBe(true)
  await page.locator('button[value=open]').click()
  await look(page, 'calendar')
  const address = (await page.locator('#feed a').textContent()) ?? ''
  const feed = await page.request.get(address)
  expect(feed.headers()['content-type']).toContain('text/calendar')
  const calendar = await feed.text()
  expect(calendar).toContain('SUMMARY:報告の期限\r\n')
  expect(calendar).not.toContain(codes.reference)
  await pressUnseen(page, `${base}/calendar`, { button: '[value=close]' })
  expect((await page.request.get(address)).status()).toBe(404)

  await page.goto(`${base}/disclosure`)
  await look(page, 'disclosure')
  const planned = { button: '[value=save]', fields: { 'pub-status.status': 'planned' } }
  const saved = await pressUnseen(page, `${base}/disclosure`, planned)
  expect(saved.text).toContain('保存しました。まだ送っていません。')
  const chosen = '[name="pub-status.status"][value=planned][checked], [value=planned][selected]'
  expect(await countOn(page, `${base}/disclosure`, chosen)).toBe(1)

  await page.goto(`${base}/consents`)
  await look(page, 'consents')
  await page.locator('button[value="sharing-consent-expert"]').click()
  await page.locator('dialog button').first().click()
  await page.locator('#sharing-consent-expert').getByText('同意を撤回しました').waitFor()
  expect(await page.locator('#sharing-consent-expert').textContent()).toContain('同意を撤回しました')
  await look(page, 'consents-withdrawn')
})
