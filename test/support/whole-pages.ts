/** A click that leads to another page is over when that page is whole. */
import type { BrowserContext, Locator, Page } from 'playwright-core'

const patient = new WeakSet<object>()

/**
 * Playwright's click is over when the next page begins to arrive. Stories read a page once, right after the click: on a
 * busy machine half of it would be there, and its script would not listen to keys yet.
 */
export function waitForWholePages(context: BrowserContext): void {
  context.once('page', (page: Page) => {
    const locator: Locator = Object.getPrototypeOf(page.locator('html'))
    if (patient.has(locator)) return
    patient.add(locator)
    const { click, dblclick } = locator
    locator.click = async function (this: Locator, options) {
      await click.call(this, options)
      await this.page().waitForLoadState('domcontentloaded')
    }
    locator.dblclick = async function (this: Locator, options) {
      await dblclick.call(this, options)
      await this.page().waitForLoadState('domcontentloaded')
    }
  })
}
