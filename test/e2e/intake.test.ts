/** An officer types a report for somebody who called; the caller takes it over on a phone without script. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { answerUnseen, enterAtCase, enterDesk, hospital, send } from './filing.ts'
import { read } from './unseen.ts'

const caller = '院長の代理（架空）'

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

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const textOf = async (page: Page, part = 'main') => (await page.locator(part).textContent()) ?? ''

async function takeOver(page: Page, reference: string, code: string): Promise<void> {
  await page.locator('[name=reference]').fill(reference.toLowerCase().replaceAll('-', ' '))
  await page.locator('[name=code]').fill(code)
  await press(page, '報告を引き取る')
}

test('a report typed during a call becomes the caller’s own, and the officer’s way in ends', async () => {
  const police = await comeIn('desktop')
  await enterDesk(police, '鳴瀬（架空）')
  await police.getByRole('link', { name: '電話・書面の受付' }).click()
  await press(police, '報告の入力を始める')
  expect(await textOf(police, '.error-summary')).toContain('名前を入力してください')
  await expectSound(police)
  await police.locator('[name=name]').fill(caller)
  await police.locator('[name=phone]').fill('088-000-0009')
  await press(police, '報告の入力を始める')
  expect(await textOf(police)).toContain('報告者に代わって入力しています')
  expect(await police.locator('.secret').count()).toBe(0)
  await expectSound(police)
  await answerUnseen(police)
  await send(police)

  await police.getByRole('link', { name: '引き取り番号を発行する' }).click()
  expect(await textOf(police)).toContain(caller)
  await press(police, '番号を発行する')
  const [reference = '', code = ''] = await police.locator('.secret').allTextContents()
  expect(code).toMatch(/^\d{3}-\d{3}-\d{3}-\d{3}$/)
  await expectSound(police)
  expect(await read(police, `/desk/intake/${reference}`)).not.toContain(code)

  const commission = await comeIn('desktop')
  await enterAtCase(commission, '青木（架空）', hospital['org-name'])
  expect(await textOf(commission, '#typed')).toContain('都道府県警察が、電話で聞き取って入力しました')
  expect(await textOf(commission)).not.toContain(caller)
  const copy = await commission.request.get(
    (await commission.locator('a[href$=".json"]').first().getAttribute('href')) ?? '',
  )
  expect(await copy.json()).toMatchObject({ sending: { typed: { by: 'police', channel: 'phone' } } })

  const phone = await comeIn('phoneWithoutScript')
  await phone.goto('/resume')
  await phone.getByRole('link', { name: '引き取り番号を受け取った方' }).click()
  await takeOver(phone, reference, '000-000-000-000')
  expect(await textOf(phone, '.error-summary')).toContain('組み合わせが違うか')
  await takeOver(phone, reference, code.replaceAll('-', ''))
  expect(new URL(phone.url()).pathname).toBe(`/reports/${reference}`)
  expect(await textOf(phone, '#intake')).toContain('都道府県警察が電話で聞き取って入力しました')
  expect(await textOf(phone)).not.toContain('鳴瀬')
  const [, secret = ''] = await phone.locator('.secret').allTextContents()
  expect(secret).toMatch(/^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$/)
  expect(await read(phone, `/reports/${reference}/access`)).toContain('（都道府県警察が代わりに入力）')

  expect((await police.request.get(`/reports/${reference}`)).status()).toBe(401)
  await police.goto(`/desk/intake/${reference}`)
  expect(await textOf(police)).toContain('報告者が引き取りました')
  await expectSound(police)

  const again = await comeIn('phone')
  await again.goto('/takeover')
  await takeOver(again, reference, code)
  expect(await textOf(again, '.error-summary')).toContain('組み合わせが違うか')
  await expectSound(again)
  await again.goto('/resume')
  await again.locator('[name=reference]').fill(reference)
  await again.locator('[name=secret]').fill(secret)
  await again.locator('main form button[type=submit]').first().click()
  await expectSound(again)
  expect(await textOf(again, '#intake')).toContain('報告者が引き取りました')
})

test('an officer who signs out at the desk leaves no report open behind them', async () => {
  const officer = await comeIn('desktop')
  await enterDesk(officer, '白井（架空）', '/desk/intake')
  await officer.locator('[name=name]').fill(caller)
  await officer.locator('[name=phone]').fill('03-0000-0000')
  await press(officer, '報告の入力を始める')
  const form = officer.url()
  await officer.goto('/desk')
  await press(officer, 'ログアウト')
  await officer.waitForURL((url) => url.pathname !== '/desk') // else what is opened next would call it off
  expect((await officer.request.get(form)).status()).toBe(401)
})
