/** Files of evidence: a large one goes on after the line broke, a sample leaves packed, and one is taken out again. */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNoSidewaysScrolling, expectSound, openBrowser, visit, visitors } from '#test/support/browser.ts'
import { scratchFolder } from '#test/support/scratch.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { begin, enterAtCase, hospital } from './filing.ts'
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

/** Harmless, and found by every scanner: https://www.eicar.org */
const eicar = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`
const log = Buffer.alloc(5_000_000, '203.0.113.9 GET /login 200\n')
const textOf = async (page: Page, part = 'main') => (await page.locator(part).textContent()) ?? ''

async function comeIn(visitor: keyof typeof visitors): Promise<Page> {
  const context = await visit(browser, server.origin, visitors[visitor])
  open.push(context)
  return context.newPage()
}

async function attach(page: Page, name: string, buffer: Buffer, lane: 'plain' | 'sample'): Promise<void> {
  await page.locator('[name=item][value=ransom-note]').check()
  await page.locator(`[name=lane][value=${lane}]`).check()
  await page.locator('[name=file]').setInputFiles({ name, mimeType: 'text/plain', buffer })
  await page.getByRole('button', { name: '添付する', exact: true }).click()
}

/** The line breaks with the second part and comes back; returns which parts were asked for. */
async function attachOverBrokenLine(page: Page, name: string): Promise<string[]> {
  const asked: string[] = []
  const told = page.getByText('通信が切れました').waitFor()
  await page.route('**/arriving', async (route) => {
    if (asked.length > 0) await told // it says so until it goes on
    await route.continue()
  })
  await page.route('**/parts/*', async (route) => {
    asked.push(new URL(route.request().url()).pathname.split('/').at(-1) ?? '')
    await (asked.length === 2 ? route.abort('connectionreset') : route.continue())
  })
  await attach(page, name, log, 'plain')
  await told
  expect(await page.locator('.error-summary, .field-error').count()).toBe(0)
  await page.getByRole('heading', { name }).waitFor()
  return asked
}

async function taken(page: Page, link: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: link, exact: true }).click()
  const download: Download = await coming
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

async function onFilesPage(): Promise<Page> {
  const page = await comeIn('phone')
  const { reference } = await begin(page)
  await pressUnseen(page, page.url(), { button: '[value=next]', fields: hospital, until: '/preview' })
  await page.goto(`/reports/${reference}/files`)
  return page
}

test('a file that arrived is there once, though the answer that says so was lost', async () => {
  const page = await onFilesPage()
  const asked: string[] = []
  await page.route('**/parts/*', async (route) => {
    asked.push(new URL(route.request().url()).pathname.split('/').at(-1) ?? '')
    if (asked.length !== 2) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await attach(page, '一度だけ.log', log, 'plain')
  await page.getByRole('heading', { name: '一度だけ.log' }).first().waitFor()
  expect(asked).toEqual(['0', '1'])
  expect(await page.getByRole('heading', { name: '一度だけ.log' }).count()).toBe(1)
})

test('a file that changes while it is sent is given up, and not taken for a broken line', async () => {
  const page = await onFilesPage()
  const folder = scratchFolder()
  const name = path.join(folder, 'still-written.log')
  writeFileSync(name, log)
  await page.route('**/arriving', async (route) => {
    const answer = await route.fetch()
    appendFileSync(name, 'one line more\n')
    await route.fulfill({ response: answer })
  })
  await page.locator('[name=file]').setInputFiles(name)
  await page.getByRole('button', { name: '添付する', exact: true }).click()
  const told = page.locator('[data-upload-state]')
  await expect.poll(() => told.textContent()).toMatch(/ファイルが変わった|通信が切れました/)
  expect(await told.textContent()).toContain('ファイルが変わった')
  rmSync(folder, { recursive: true })
})

test('files are attached over a broken line and without script, sent, shown to whom, and taken', async () => {
  const page = await comeIn('phone')
  const { reference } = await begin(page)
  await pressUnseen(page, page.url(), { button: '[value=next]', fields: hospital, until: '/preview' })
  await page.goto(`/reports/${reference}/files`)
  await page.getByRole('button', { name: '添付する', exact: true }).click()
  expect(await textOf(page, '.error-summary')).toContain('添付するファイルを選んでください')
  expect(await attachOverBrokenLine(page, 'アクセスログ.log')).toEqual(['0', '1', '1'])

  const plain = await visit(browser, server.origin, {
    ...visitors.phoneWithoutScript,
    storageState: await page.context().storageState(),
  })
  open.push(plain)
  const noScript = await plain.newPage()
  await noScript.goto(`/reports/${reference}/files`)
  await attach(noScript, 'invoice.exe', Buffer.from(eicar), 'sample')
  await attach(noScript, '間違い.txt', Buffer.from('x'), 'plain')
  const wrong = noScript.locator('.card').filter({ has: noScript.getByRole('heading', { name: '間違い.txt' }) })
  expect(await wrong.getByRole('button').count(), 'nothing goes by one press').toBe(0)
  await wrong.locator('.asks-first > summary').click()
  expect(await textOf(noScript, '.asks-first[open]')).toContain('間違い.txt')
  await expectNoSidewaysScrolling(noScript)
  await wrong.getByRole('button').click()
  expect(await wrong.count()).toBe(0)

  await page.reload()
  expect(await textOf(page)).toContain('わかりません（application/octet-stream）')
  await expectSound(page)
  const preview = `/reports/${reference}/preview`
  const toGo = await read(page, preview, '#files')
  expect(toGo).toMatch(/アクセスログ\.log.*届く提出先：.*都道府県警察.*invoice\.exe.*検体/s)
  await pressUnseen(page, preview, { button: '[value=send]' })
  expect(await read(page, `/reports/${reference}`, '#files')).toMatch(
    /アクセスログ\.log.*届いた提出先：.*都道府県警察.*invoice\.exe/s,
  )

  const police = await comeIn('desktop')
  await enterAtCase(police, '鳴瀬（架空）', hospital['org-name'])
  expect(await textOf(police, '#files')).toContain('隔離した環境でだけ開いてください')
  await expectSound(police)
  const whole = await taken(police, 'ダウンロードする')
  expect([whole.name, whole.bytes.equals(log)]).toEqual(['アクセスログ.log', true])
  const sample = await taken(police, 'ZIPファイルでダウンロードする')
  expect([sample.name, sample.bytes.subarray(0, 2).toString()]).toEqual(['invoice.exe.zip', 'PK'])
  expect(sample.bytes.includes('EICAR')).toBe(false)
  expect(await read(page, `/reports/${reference}/access`)).toContain('ファイルをダウンロードしました')
})
