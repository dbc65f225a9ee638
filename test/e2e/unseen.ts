/**
 * Steps of a story that is about something else: pages are fetched with the visitor's cookies, filled in by the browser and
 * sent, but not drawn, which takes a tenth of the time. Each of them is drawn, pressed and looked at in another story.
 */
import type { Page } from 'playwright-core'

/** What is typed, ticked or chosen, by field. */
export type Filled = Readonly<Record<string, string>>

export interface Press {
  button: string
  fields?: Filled
  /** Pressed on page after page until the address ends so. */
  until?: string
}

interface Reached {
  url: string
  text: string
}

/**
 * Presses one button after the other, each on the page that the one before led to. Tells what the last one says. A form
 * without an end is given up in its middle.
 */
export async function pressUnseen(page: Page, from: string, ...presses: Press[]): Promise<Reached> {
  const [headers, left] = [await languageOf(page), [...presses]]
  let at = await page.request.get(from, { headers })
  for (let pages = 1; left[0] && pages <= 20; pages += 1) {
    const shown = { html: await at.text(), url: at.url(), press: left[0] }
    const { action, content } = await page.evaluate(fillIn, shown)
    at = await page.request.post(action, { headers: { ...headers, 'Content-Type': urlEncoded }, data: content })
    if (new URL(at.url()).pathname.endsWith(left[0].until ?? '')) left.shift()
  }
  return { url: at.url(), text: await page.evaluate(mainOf, await at.text()) }
}

const urlEncoded = 'application/x-www-form-urlencoded'

/** What the browser would send along, and what is fetched beside its pages lacks. */
export const languageOf = async (page: Page) => ({ 'Accept-Language': await page.evaluate(() => navigator.language) })

/** What a page says, or one part of it. */
export async function read(page: Page, address: string, part = 'main'): Promise<string> {
  return page.evaluate(readPart, { html: await htmlOf(page, address), address, part })
}

/** What stands in a field, as the page comes. */
export async function valueAt(page: Page, address: string, field: string): Promise<string> {
  return read(page, address, `[name="${field}"]`)
}

/** How many of a page's parts there are that say this. */
export async function countOn(page: Page, address: string, part: string, text = ''): Promise<number> {
  return page.evaluate(countParts, { html: await htmlOf(page, address), part, text })
}

const htmlOf = async (page: Page, address: string) =>
  (await page.request.get(address, { headers: await languageOf(page) })).text()

/** Runs in the browser, on whatever page. */
function countParts({ html, part, text }: { html: string; part: string; text: string }): number {
  const parts = new DOMParser().parseFromString(html, 'text/html').querySelectorAll(part)
  return [...parts].filter(({ textContent }) => textContent.includes(text)).length
}

/** Runs in the browser, on whatever page. */
function readPart({ html, address, part }: { html: string; address: string; part: string }): string {
  const [found, ...more] = new DOMParser().parseFromString(html, 'text/html').querySelectorAll(part)
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} times ${part} on ${address}`)
  return 'value' in found ? String(found.value) : (found.textContent ?? '')
}

/** Runs in the browser, on whatever page. */
function mainOf(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').querySelector('main')?.textContent ?? ''
}

/** Runs in the browser, on whatever page: what pressing this button would send, and where to. */
function fillIn({ html, url, press }: { html: string; url: string; press: Press }) {
  const shown = new DOMParser().parseFromString(html, 'text/html')
  const button = shown.querySelector<HTMLButtonElement>(`button${press.button}`)
  if (!button?.form) throw new Error(`no button${press.button} on ${url}`)
  for (const field of button.form.querySelectorAll<HTMLInputElement>('[name]')) {
    const value = press.fields?.[field.name]
    if (value === undefined) continue
    if (!['radio', 'checkbox'].includes(field.type)) field.value = value
    else if (field.value === value) field.checked = true
  }
  const content = [...new FormData(button.form, button)].map(([name, value]) => [name, String(value)])
  const action = new URL(button.form.getAttribute('action') ?? '', url).href
  return { action, content: String(new URLSearchParams(content)) }
}
