/** The police hand over to JPCERT/CC, who give it back; the reporter sees both, and nothing of it stays where it was wrong. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { boardOf, enterAtCase, enterDesk, fileUnseen, hospital } from './filing.ts'
import { read } from './unseen.ts'

const why = '初動の助言に、所在地が必要なため。'

let server: TestServer
const lobby = openLobby()
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  await lobby.close()
  await server.stop()
})

const comeIn = (visitor: keyof typeof visitors) => lobby.comeIn(server.origin, visitors[visitor])

const press = (page: Page, name: string) => page.getByRole('button', { name }).click()
const textOf = async (page: Page, part = 'main') => (await page.locator(part).textContent()) ?? ''

test('what one body hands over to another by mistake comes back, and the reporter sees both', async () => {
  const reporter = await comeIn('phone')
  const codes = await fileUnseen(reporter)

  const police = await comeIn('desktop')
  await enterAtCase(police, '鳴瀬（架空）', hospital['org-name'])
  await police.getByRole('link', { name: 'ほかの機関に引き継ぐ' }).click()
  await press(police, '次へ')
  expect(await textOf(police, '.error-summary'), 'nobody is chosen beforehand').toContain('引き継ぐ先を選んで')
  await police.locator('input[name=to][value=jpcert]').check()
  await expectSound(police)
  await press(police, '次へ')
  await police.locator('#beyond').getByLabel('所在地').check()
  await press(police, '内容を確かめる')
  expect(await textOf(police, '.error-summary')).toContain('根拠を選んで')
  expect(await textOf(police, '.error-summary')).toContain('理由を書いて')
  expect(await police.locator('#beyond').getByLabel('所在地').isChecked()).toBe(true)
  await expectSound(police)
  await police.locator('input[name=ground][value=jpcert-report]').check()
  await police.locator('#reason').fill(why)
  await press(police, '内容を確かめる')
  expect(await textOf(police)).toContain('取り消すことはできません')
  expect(await textOf(police)).toContain('原文は未確認')
  await expectSound(police)
  await press(police, 'JPCERTコーディネーションセンターに引き継ぐ')
  expect(await textOf(police)).toContain('ほかの機関に引き継ぎました')

  const jpcert = await comeIn('phone')
  await enterAtCase(jpcert, '湊（架空）', hospital['org-name'])
  expect(await textOf(jpcert, '#handed')).toContain('都道府県警察が引き継ぎました')
  expect(await textOf(jpcert, '#clocks')).toContain('期限はありません')
  expect(await textOf(jpcert, '#report')).toContain(hospital['incident-summary'])
  await expectSound(jpcert)
  await jpcert.locator('#handed a').click()
  expect(await textOf(jpcert)).toContain(why)
  await expectSound(jpcert)

  await reporter.goto(boardOf(codes))
  const told = await textOf(reporter, '#hand-overs')
  for (const part of ['都道府県警察が、JPCERT', '引継ぎ先の開封', '原文は未確認', why]) expect(told).toContain(part)
  expect(told).not.toContain('鳴瀬')
  await expectSound(reporter)

  await jpcert.goBack()
  await jpcert.getByRole('link', { name: '誤って届いたときは、返却する' }).click()
  await jpcert.locator('input[name=reason][value=handed-over-in-error]').check()
  await expectSound(jpcert)
  await press(jpcert, '返却して消去する')
  const record = await textOf(jpcert)
  expect(record).toContain('内容は残っていません')
  expect(record).toContain('誤って引き継がれた')
  expect(record).not.toContain(hospital['org-name'])
  await expectSound(jpcert)
  expect(await read(jpcert, '/desk?state=returned', '#queue tbody tr'), 'one alone').toContain(codes.reference)
  expect(await read(jpcert, `/desk?q=${encodeURIComponent('電子カルテ')}`, '#queue')).not.toContain(codes.reference)

  expect(await read(police, police.url(), '#hand-over')).toContain('に返却されました')
  expect(await read(reporter, boardOf(codes), '#returns')).toContain('誤って引き継がれた')
  const log = await read(reporter, `${boardOf(codes)}/access`)
  expect(log).toContain('引き継ぎました（JPCERTコーディネーションセンターへ）')
  expect(log).toContain('誤って届いたものとして返却しました')
  expect(log).toContain('書かれたときのままです')
})

test('a body to which the law sends a report is told what it can do instead of giving it back', async () => {
  const page = await comeIn('desktop')
  await enterDesk(page, '青木（架空）')
  await page.locator('#queue tbody a').first().click()
  await page.getByRole('link', { name: '誤って届いたときは、返却する' }).click()
  expect(await textOf(page)).toContain('報告義務に基づいて届いた内容は返却できません')
  expect(await page.getByRole('button', { name: '返却して消去する' }).count()).toBe(0)
  await expectSound(page)
})
