/** A guest lets a vendor act: the vendor fills in and asks, the guest approves, and takes the mandate back. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, openBrowser, visit, visitors } from '#test/support/browser.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { begin, enterAtCase, enterDesk, hospital } from './filing.ts'
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

async function comeIn(visitor: keyof typeof visitors): Promise<Page> {
  const context = await visit(browser, server.origin, visitors[visitor])
  open.push(context)
  return context.newPage()
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const textOf = async (page: Page, part = 'main') => (await page.locator(part).textContent()) ?? ''

test('a guest lets a vendor fill in and send, looks at the sending, and takes it all back', async () => {
  const guest = await comeIn('phone')
  const { reference } = await begin(guest)
  const mandates = `/reports/${reference}/mandates`
  expect(await read(guest, `/reports/${reference}`, `a[href="${mandates}"]`)).toBe('委任する・委任を確かめる')
  await guest.goto(mandates)
  await press(guest, '委任の番号を発行する')
  expect(await textOf(guest, '.error-summary')).toContain('委任の根拠を入力してください')
  await guest.locator('[name=clause]').fill('保守契約 第12条')
  await guest.locator('[name=client]').fill('架空みどり病院')
  await press(guest, '委任の番号を発行する')
  const codes = await guest.locator('.notice .secret').allTextContents()
  const [number = '', code = ''] = codes.slice(-2)
  expect(code).toMatch(/^\d{3}-\d{3}-\d{3}-\d{3}$/)
  await expectSound(guest)

  const vendor = await comeIn('desktop')
  await enterDesk(vendor, '相沢（架空）')
  expect(new URL(vendor.url()).pathname).toMatch(/^\/console\//)
  await expectSound(vendor)
  await vendor.getByRole('link', { name: 'お客様', exact: true }).click()
  await vendor.locator('[name=number]').fill(number.toLowerCase())
  await vendor.locator('[name=code]').fill('000000000000')
  await press(vendor, '委任を受け取る')
  expect(await textOf(vendor, '.error-summary')).toContain('組み合わせが違うか')
  await vendor.locator('[name=code]').fill(code.replaceAll('-', ''))
  await vendor.locator('[name=label]').fill('M病院')
  await press(vendor, '委任を受け取る')
  expect(await textOf(vendor)).toContain('M病院')
  await expectSound(vendor)

  await vendor.goto(`/console/reports/${reference}`)
  await expectSound(vendor)
  const form = (await vendor.getByRole('link', { name: '様式に入力する' }).getAttribute('href')) ?? ''
  const preview = await pressUnseen(vendor, form, { button: '[value=next]', fields: hospital, until: '/preview' })
  expect(preview.text).toContain('お客様が承認すると')
  const sent = await pressUnseen(vendor, preview.url, { button: '[value=send]' })
  expect(sent.text).toContain('お客様の承認を待っています')

  await guest.goto(`/reports/${reference}`)
  expect(await textOf(guest, '#sending')).toContain('架空みなとセキュリティ株式会社が、送付の承認を待っています')
  await guest.getByRole('link', { name: '内容を確かめて、承認または差し戻す' }).click()
  expect(await textOf(guest)).toContain('個人情報保護委員会')
  await expectSound(guest)
  const approved = await pressUnseen(guest, guest.url(), { button: '[value=approve]' })
  expect(new URL(approved.url).pathname).toBe(`/reports/${reference}/receipt/1`)

  const commission = await comeIn('desktop')
  await enterAtCase(commission, '青木（架空）', hospital['org-name'])
  expect(await textOf(commission, '#filed')).toContain(
    `架空みなとセキュリティ株式会社が、${hospital['org-name']}の委任を受けて提出しました`,
  )

  const typed = 'VPN装置のログを調べています'
  await vendor.goto(`/reports/${reference}/answer/cause`)
  await vendor.locator('[name="cause-summary"]').fill(typed)

  expect(await read(guest, `/reports/${reference}/access`)).toContain('架空みなとセキュリティ株式会社（委任）')
  await guest.goto(mandates)
  await guest.getByText('委任を取り消す', { exact: true }).click()
  await press(guest, 'この委任を取り消す')
  expect(await textOf(guest)).toContain('委任を取り消しました')
  await expectSound(guest)

  await vendor.getByRole('button', { name: '保存して次へ' }).click()
  expect(await textOf(vendor), 'what was typed meanwhile stays').toContain(typed)
  expect(await textOf(vendor)).toContain('お客様が取り消したか')
  await expectSound(vendor)

  for (const address of [`/reports/${reference}`, `/reports/${reference}/answer/now-start`]) {
    expect((await vendor.request.get(address)).status()).toBe(404)
  }
  const gone = await vendor.request.get(`/console/reports/${reference}`)
  expect(gone.status()).toBe(404)
  expect(await gone.text()).toContain('お客様が取り消したか')
  const left = await vendor.request.get('/console')
  expect(left.status()).toBe(200)
  expect(await left.text()).not.toContain(reference)
})
