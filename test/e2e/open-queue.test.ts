/** An officer works in a queue while it renews itself: whatever comes first, a hand or the news. */
import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { stories } from '#app/demo/stories.ts'
import { unattended } from '#app/http/session.server.ts'
import { tellStory } from '#app/tell-story.server.ts'
import { visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { openPortal, type OpenPortal } from '#test/support/officers.ts'
import { enterDesk } from './filing.ts'

let portal: OpenPortal
const lobby = openLobby()
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(async () => {
  await lobby.close()
  await portal.stop()
})

const rows = (page: Page) => page.locator('#queue-table tbody tr')
const ticks = (page: Page) => page.locator('#queue-table tbody input[type=checkbox]')
const banner = (page: Page) => page.locator('[data-live-banner]')

async function openQueue(): Promise<Page> {
  const page = await lobby.comeIn(portal.origin, visitors.desktop)
  await Promise.all([page.waitForResponse(/\/desk\/live/), enterDesk(page, '神田（架空）')])
  return page
}

async function newCase(): Promise<void> {
  const trade = stories.find(({ id }) => id === 'trade')
  if (!trade) throw new Error('the story is gone')
  await tellStory(portal.database, trade, new Date())
}

/** Lists that the page asks for from now on wait for `let`. */
async function holdLists(page: Page) {
  const held: Route[] = []
  let wake: (() => void) | null = null
  await page.route('**/desk', async (route) => {
    held.push(route)
    wake?.()
  })
  return {
    async waitFor(count: number) {
      while (held.length < count) await new Promise<void>((resolve) => (wake = resolve))
    },
    byItself: async (at: number) => held[at]?.request().headerValue(unattended),
    async letGo(at: number) {
      const route = held[at]
      if (!route) throw new Error('nothing is held')
      await route.fulfill({ response: await route.fetch() })
      await page.evaluate(async (address) => void (await (await fetch(address)).text()), '/health') // after that one was read
    },
  }
}

test('a list that was on its way takes no tick away that was set meanwhile', async () => {
  const page = await openQueue()
  const before = await rows(page).count()
  const lists = await holdLists(page)
  await newCase()
  await lists.waitFor(1)
  expect(await lists.byItself(0)).toBe('yes')
  await ticks(page).first().check()
  await lists.letGo(0)
  expect(await ticks(page).first().isChecked()).toBe(true)
  expect(await rows(page).count()).toBe(before)
  expect(await banner(page).textContent()).toContain('新しい動きが1件')
})

test('what is shown by hand while it comes by itself counts once', async () => {
  const page = await openQueue()
  const before = await rows(page).count()
  const lists = await holdLists(page)
  await newCase()
  await lists.waitFor(1)
  await page.getByRole('button', { name: '表示する', exact: true }).click()
  await lists.waitFor(2)
  await lists.letGo(0)
  await expect.poll(() => rows(page).count()).toBe(before + 1)
  await rows(page).evaluateAll((all) => all.forEach((row) => row.classList.add('first')))
  await lists.letGo(1)
  await expect.poll(() => page.locator('tr.first').count()).toBe(0)
  await expect.poll(() => banner(page).isHidden()).toBe(true)

  await ticks(page).first().check()
  await newCase()
  await banner(page).waitFor()
  expect(await banner(page).textContent()).toContain('新しい動きが1件')
})

test('a queue that hears again does not say afterwards that it hears nothing', async () => {
  const page = await openQueue()
  const lists = await holdLists(page)
  await page.route(/\/desk\/live/, (route) => route.fulfill({ status: 502 }), { times: 2 })
  await ticks(page).first().check()
  await page.evaluate(() => globalThis.dispatchEvent(new Event('online')))
  await lists.waitFor(1) // deaf
  await lists.waitFor(2) // it hears again, and looks again
  await lists.letGo(1)
  await lists.letGo(0)
  expect(await banner(page).isHidden()).toBe(true)
})
