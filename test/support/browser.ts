/**
 * A real browser for tests: the one that npm installed, with Japanese fonts from npm, else the system's. Nothing is
 * skipped: a machine without any fails, and is told what to do.
 */
import fs from 'node:fs'
import { createRequire, setSourceMapsSupport } from 'node:module'

import type { RunOptions } from 'axe-core'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, LaunchOptions, Page } from 'playwright-core'
import { expect } from 'vitest'

import { fontConfiguration, unpackBrowser } from './browser-binary.ts'
import { rawWords } from './raw-words.ts'
import { memory, scratch } from './scratch.ts'
import { waitForWholePages } from './whole-pages.ts'

const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
// A second list takes the place of Playwright's own, so what pages here can meet of that one is said again.
const unwanted = [
  'RenderDocument', // a new frame for each page of the same site: a third of what an empty page costs
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
]
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-gpu-compositing',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--renderer-process-limit=1', // per visitor: else a second one waits for a site that nobody visits
  `--disable-features=${unwanted.join(',')}`,
  '--js-flags=--no-opt --no-maglev --no-memory-reducer', // no page lives long enough for them to pay
]

// Playwright reads a stack at each step. Vitest has Node look for source maps then, which nothing here has.
setSourceMapsSupport(false)

/** Sizes and abilities people come with. */
export const visitors = {
  desktop: { viewport: { width: 1280, height: 900 }, locale: 'ja-JP' },
  phone: { viewport: { width: 360, height: 740 }, locale: 'ja-JP', hasTouch: true, isMobile: true },
  phoneWithoutScript: { viewport: { width: 360, height: 740 }, locale: 'ja-JP', javaScriptEnabled: false },
} as const satisfies Record<string, BrowserContextOptions>

let opened: Browser | null = null

/** One browser serves all files of a worker; visitors are told apart by their contexts. It ends with the worker. */
export async function openBrowser(): Promise<Browser> {
  if (!opened?.isConnected()) opened = await launch()
  return opened
}

async function launch(): Promise<Browser> {
  const failures: string[] = []
  for (const from of [launchFromNpm, launchFromSystem]) {
    try {
      return await from()
    } catch (error) {
      failures.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    }
  }
  throw new Error(
    `No browser could be started (${failures.join('; ')}). Run \`npm ci\` again without --omit, or install Chromium ` +
      '(Debian: `apt-get install chromium`), then run `npm test`.',
  )
}

/** A new visitor: own cookies, own size. */
export async function visit(browser: Browser, origin: string, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: origin, timezoneId: 'Asia/Tokyo', ...options })
  waitForWholePages(context)
  context.on('page', keepScript)
  return context
}

/**
 * Playwright counts the pages that a window shows within the 330 kB it brings into each, so that V8 never knows them again
 * and reads all anew, twice per page. Who looks at several windows by aria references would need that number; nobody does.
 */
function keepScript(page: Page): void {
  const { _connection: inside } = page as Page & { _connection?: { toImpl?(page: Page): { frameManager?: object } } }
  Object.assign(inside?.toImpl?.(page)?.frameManager ?? {}, { _allocateFrameSeq: () => 0 })
}

/** The short form, which a page reads in half the time; in ASCII, as seventeen other letters would double its bytes. */
const axeSource = fs
  .readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  .replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
const accessible = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Nothing that WCAG 2.2 A and AA let a machine find. Names what and where. Run in the page itself, which has no frames:
 * what @axe-core/playwright does for frames (a page more, and all that passed carried over) takes three times as long.
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  const { frames, isThere } = await page.evaluate(() => ({ frames: window.length, isThere: 'axe' in globalThis }))
  expect(frames, `frames on ${page.url()}`).toBe(0)
  if (!isThere) await bringAxe(page)
  const found = await page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') } // what the line above put there
    const options: RunOptions = { runOnly: tags, resultTypes: ['violations'], iframes: false, preload: false }
    // To copy and to name the elements takes a third of the time, and only faults need names.
    axe.configure({ noHtml: true })
    const { violations } = await axe.run(document, { ...options, selectors: false })
    if (violations.length === 0) return []
    const named = await axe.run(document, options)
    return named.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)
  }, accessible)
  expect(found, `axe on ${page.url()}`).toEqual([])
}

const sessions = new WeakMap<Page, CDPSession>()

/** By the browser's own protocol: half the time that `page.evaluate` takes for so long a text. */
async function bringAxe(page: Page): Promise<void> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page))
  sessions.set(page, session)
  await session.send('Runtime.evaluate', { expression: axeSource, silent: true })
}

/** Every word is there, and filled in: no `{{place}}`, and no key where a text should be. Folded parts are read too. */
export async function expectNoRawPlaceholders(page: Page): Promise<void> {
  const text = await page.evaluate(() => `${document.title}\n${document.body.textContent}`)
  expect(rawWords(text), `words of ${page.url()}`).toEqual([])
}

/** The page fits its window; only tables scroll, in their own scroller. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }))
  expect(scrollWidth, `${page.url()} is wider than its window`).toBeLessThanOrEqual(clientWidth)
}

/**
 * All that every page promises: no fault that axe finds, no sideways scrolling, no raw words. Asked without locators, for
 * which Playwright brings half a megabyte of its own into each page.
 */
export async function expectSound(page: Page): Promise<void> {
  await expectNoAxeViolations(page)
  await expectNoSidewaysScrolling(page)
  await expectNoRawPlaceholders(page)
}

async function launchFromNpm(): Promise<Browser> {
  // Not with its own flags: they switch off web security and run everything in one process.
  return chromium.launch({ executablePath: await unpackBrowser(), ...settings() })
}

async function launchFromSystem(): Promise<Browser> {
  const executablePath = system.find((file) => fs.existsSync(file))
  if (!executablePath) throw new Error(`none of ${system.join(', ')} exists`)
  return chromium.launch({ executablePath, ...settings() })
}

/** What its processes share (each picture of a page) lies in memory where there is room, not in files on the disk. */
function settings(): LaunchOptions {
  const onDisk = ['--disable-dev-shm-usage'] // Playwright's own choice, for containers with 64 MB
  return { args: flags, env: environmentOf(), ignoreDefaultArgs: scratch() === memory ? onDisk : [] }
}

/** Without a locale it could not write the name of a file that is not in ASCII. */
function environmentOf(): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...Object.fromEntries(inherited), LC_ALL: 'C.UTF-8', FONTCONFIG_FILE: fontConfiguration() }
}
