/** `npm run screenshots`: the four pictures of the README, taken anew from the demo world. Needs a build. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser, visit, visitors } from '#test/support/browser.ts'
import { longReport } from './cases.ts'
import { openStore, prepareFilings } from './filings.ts'
import { removePortal, startPortal, type Portal } from './portal.ts'

const folder = path.join(import.meta.dirname, '../../docs')
const wide: BrowserContextOptions = { ...visitors.desktop, viewport: { width: 1120, height: 760 } }

const portal = await startPortal({ environment: { NODE_ENV: 'test', MADOGUCHI_DEMO: '1' } })
const browser = await openBrowser()
try {
  await picture('start', visitors.phone, async (page) => void (await page.goto('/')))
  await picture('preview', wide, openPreview)
  await picture('board', wide, openBoard)
  await picture('queue', { ...wide, viewport: { width: 1280, height: 900 } }, openQueue)
} finally {
  await browser.close()
  await portal.stop()
  await removePortal(portal.folder)
}

/** What fits the window, as that is what people see first. JPEG keeps them small. */
async function picture(
  name: string,
  options: BrowserContextOptions,
  open: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await visit(browser, portal.origin, options)
  const page = await context.newPage()
  await open(page)
  await page.screenshot({ path: path.join(folder, `${name}.jpg`), type: 'jpeg', quality: 60 })
  await context.close()
}

async function openPreview(page: Page): Promise<void> {
  const store = openStore(portal)
  const hour = new Date(Date.now() - 3_600_000).toISOString()
  const answers = { ...longReport().answers, 'time-awareness': hour, 'time-detection': hour } // its own days may lie ahead
  const [filing] = await prepareFilings(store, answers, 1).finally(() => store.end())
  if (!filing) throw new Error('nothing was prepared')
  const [name = '', value = ''] = filing.cookie.split('=')
  await page.context().addCookies([{ name, value, url: portal.origin }])
  await page.goto(`/reports/${filing.reference}/preview`)
}

async function openBoard(page: Page): Promise<void> {
  const { reference, secret } = receiptOf(portal)
  await page.goto('/resume')
  await page.locator('[name=reference]').fill(reference)
  await page.locator('[name=secret]').fill(secret)
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL(`**/reports/${reference}`)
}

async function openQueue(page: Page): Promise<void> {
  await page.goto('/demo')
  await page.getByRole('button', { name: '青木' }).click()
  await page.waitForURL('**/desk')
}

/** The demo prints the receipt of one of its reports when it starts. */
function receiptOf({ folder: data }: Portal): { reference: string; secret: string } {
  const told = readFileSync(path.join(data, 'server.log'), 'utf8')
  const [, reference, secret] = /reference ([A-Z0-9-]+) and secret ([A-Z0-9-]+)/.exec(told) ?? []
  if (!reference || !secret) throw new Error('the demo has printed no receipt')
  return { reference, secret }
}
