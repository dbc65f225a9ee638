/**
 * Visitors who come one test after the other. A context has a process of its own and reads styles and scripts anew, which
 * takes longer than two pages: who comes later gets the window of somebody who has left, with nothing that they kept.
 */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterEach } from 'vitest'
import { openBrowser, visit } from './browser.ts'

interface Seat {
  kind: string
  page: Page
  isTaken: boolean
}

export interface Lobby {
  /** Until the test ends nobody else gets this window. */
  comeIn(origin: string, options: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

export function openLobby(): Lobby {
  const seats: Seat[] = []
  afterEach(() => seats.forEach((seat) => (seat.isTaken = false)))
  return {
    async comeIn(origin, options) {
      const kind = JSON.stringify([origin, options])
      const free = seats.find((seat) => seat.kind === kind && !seat.isTaken)
      if (free) {
        free.isTaken = true
        await asNew(free.page, origin, options)
        return free.page
      }
      const context = await visit(await openBrowser(), origin, options)
      const page = await context.newPage()
      seats.push({ kind, page, isTaken: true })
      return page
    },
    close: async () => void (await Promise.all(seats.map(({ page }) => page.context().close()))),
  }
}

async function asNew(page: Page, origin: string, { viewport }: BrowserContextOptions): Promise<void> {
  const context = page.context()
  for (const other of context.pages()) if (other !== page) await other.close()
  await page.unrouteAll()
  await page.goto('about:blank') // first, so that nothing of the last page goes on
  await context.setOffline(false)
  await page.emulateMedia({ media: null, colorScheme: null })
  if (viewport) await page.setViewportSize(viewport)
  const session = await context.newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'cookies,local_storage' })
  await session.detach()
}
