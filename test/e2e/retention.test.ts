/** An operator sets how long records are kept; an officer holds one back, and lets it go. */
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoOperator } from '#app/demo/people.ts'
import { openAsOwner } from '#db/client.server.ts'
import { expectNoAxeViolations, openBrowser, visit, visitors } from '#test/support/browser.ts'
import { officerNamed } from '#test/support/officers.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { pressUnseen, read } from './unseen.ts'

let server: TestServer
let staff: BrowserContext
beforeAll(async () => {
  server = await startServer()
  staff = await visit(await openBrowser(), server.origin, visitors.phone)
})
afterAll(async () => {
  await staff.close()
  await server.stop()
})

test('a body with a period of its own, and a case that a court asked for', async () => {
  const page = await staff.newPage()
  await staff.request.post('/demo', { form: { person: demoOperator.operatorId } })
  await page.goto('/operator/retention')
  await page.getByText('保存期間を変える').click()
  await page.getByRole('button', { name: 'この期間にする' }).click()
  expect(await page.locator('.error-summary a').count()).toBe(4)
  await page.getByLabel('提出先の事案の記録').check()
  await page.getByLabel('提出先', { exact: true }).selectOption('mhlw')
  await page.getByLabel(/^日数/).fill('3653')
  await page.getByLabel('法令・規程', { exact: true }).check()
  await page.getByLabel(/^理由/).first().fill('文書管理規則 別表')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'この期間にする' }).click()
  expect(await page.locator('#periods').innerText()).toContain('10年')

  const sql = openAsOwner(server.databaseUrl)
  const [old] = await sql`select id from case_files where recipient = 'ppc' limit 1`
  await sql`update case_files set closed_at = now() - interval '10 days' where id = ${old?.id}`
  await page.getByText('保存期間を変える').click()
  await page.getByLabel('提出先の事案の記録').check()
  await page.getByLabel('提出先', { exact: true }).selectOption('ppc')
  await page.getByLabel(/^日数/).fill('5')
  await page.getByLabel('運営者の判断', { exact: true }).check()
  await page.getByLabel(/^理由/).first().fill('5年のつもり')
  await page.getByRole('button', { name: 'この期間にする' }).click()
  expect(await page.locator('.error-summary').innerText()).toContain('件が消え、取り戻せません')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: /件が消えることを確かめたので/ }).click()
  expect(await page.locator('#periods').innerText()).toContain('5日')

  const [file] = await sql`select id from case_files where recipient = 'mhlw' and closed_at is null limit 1`
  await sql.end()
  await staff.request.post('/demo', { form: { person: officerNamed('mhlw-shirai').officerId } })
  await page.goto(`/desk/case-files/${file?.id}/keeping`)
  expect(await page.locator('main').innerText()).toContain('終結した日から10年間')
  await page.getByLabel(/^理由/).fill('裁判所の命令')
  await page.getByRole('button', { name: '削除を止める' }).click()
  await page.getByText('停止を解く').first().click()
  await expectNoAxeViolations(page)
  await page.getByLabel(/^理由/).fill('裁判が終わった')
  await page.getByRole('button', { name: '停止を解く' }).click()
  expect(await page.locator('main').innerText()).toContain('停止を解きました。理由：裁判が終わった')

  await staff.request.post('/demo', { form: { person: officerNamed('ppc-aoki').officerId } })
  const keeping = `/desk/case-files/${old?.id}/keeping`
  expect(await read(page, keeping)).toContain('を過ぎると自動で消えます')
  const held = await pressUnseen(page, keeping, { button: '[value=hold]', fields: { reason: '裁判所の命令' } })
  expect(held.text).toContain('削除を止めているので、過ぎても消えません')
  expect(await read(page, `/desk/case-files/${file?.id}`)).toContain('保存期間を過ぎて消えた事案です')
  expect(await read(page, '/about')).toContain('最後に保存してから90日たつと消えます')
  await page.goto('/resume')
  await page.locator('[name=reference]').fill('K7WF3HXM9P')
  await page.locator('[name=secret]').fill('YCECCH3AY6YW9FJ9GAXCXAYY')
  await page.getByRole('button', { name: '報告を開く' }).click()
  expect(await page.locator('main').innerText()).toContain('すべての提出先が終結してから5年残ります')
  await expectNoAxeViolations(page)
})
