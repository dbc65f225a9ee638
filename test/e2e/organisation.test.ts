/** An organisation's people: a second person reads what goes, and an administrator lets a vendor act in everything. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { expectNoAxeViolations, expectSound, openBrowser, visit, visitors } from '#test/support/browser.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

import { enterDesk, hospital } from './filing.ts'
import { pressUnseen, read } from './unseen.ts'

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

async function comeIn(name: string, visitor: keyof typeof visitors): Promise<Page> {
  const context = await visit(browser, server.origin, visitors[visitor])
  open.push(context)
  const page = await context.newPage()
  await enterDesk(page, name)
  return page
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const textOf = async (page: Page, part = 'main') => (await page.locator(part).textContent()) ?? ''

test('what one person wrote, another reads and sends, and an administrator says who may act', async () => {
  const administrator = await comeIn('堀（架空）', 'phone')
  await expectSound(administrator)
  await administrator.getByRole('link', { name: '架空部品プレス工業株式会社の設定とメンバー' }).click()
  const organisation = administrator.url()
  await press(administrator, '二人目の承認を必要にする')
  await expectSound(administrator)

  const editor = await comeIn('瀬尾（架空）', 'desktop')
  await editor.getByRole('button', { name: /始める.*架空部品プレス工業株式会社/ }).click()
  const filled = { button: '[value=next]', fields: hospital, until: '/preview' }
  const { url: preview } = await pressUnseen(editor, editor.url(), filled)
  const approval = preview.replace('/preview', '/approval')
  await pressUnseen(editor, approval, { button: '[value=ask]' })

  const approver = await comeIn('霧島（架空）', 'phone')
  expect(await read(approver, approval)).toContain(hospital['incident-summary'])
  await approver.goto(approval.replace('/approval', '/answer/now-who'))
  expect(await textOf(approver)).toContain('ここに書けるのは、作成者か管理者です')
  expect(await approver.locator('button[value=next]').isDisabled(), 'nobody types what would be refused').toBe(true)
  await expectSound(approver)
  await approver.goto(approval.replace('/approval', '/preview'))
  const consent = approver.locator('#consents input').first()
  expect([await consent.isDisabled(), await approver.locator('button[value=choose]').count()]).toEqual([true, 0])
  await expectSound(approver)
  await approver.goto(approval)
  await expectSound(approver)
  const sent = await pressUnseen(approver, approval, { button: '[value=send]' })
  expect(new URL(sent.url).pathname).toMatch(/\/receipt\/1$/)

  const everyReport = administrator.getByRole('link', { name: 'すべての報告の委任' })
  await administrator.goto((await everyReport.getAttribute('href')) ?? '')
  await administrator.locator('[name=clause]').fill('包括契約 第3条')
  await press(administrator, '委任の番号を発行する')
  expect(await administrator.locator('.notice .secret').allTextContents()).toHaveLength(2)
  await expectSound(administrator)
  await administrator.goto(organisation)
  await press(administrator, '二人目の承認を不要にする')
  await administrator.locator('dialog').getByRole('button', { name: '二人目の承認を不要にする' }).click()
  await administrator.waitForLoadState()
  expect(await textOf(administrator)).toMatch(/堀（架空）さんが不要にしました/)
  for (const page of ['people', 'claim', 'programs', 'webhooks']) {
    await administrator.goto(`${organisation}/${page}`)
    await expectNoAxeViolations(administrator)
  }
})
