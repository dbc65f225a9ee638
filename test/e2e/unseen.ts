/**
 * Steps of a story that is about something else: the browser fetches pages, fills them in and sends them as it would, but
 * does not draw them, which takes a fifth of the time. Each of them is drawn, pressed and looked at in another story.
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

/** Presses one button after the other, each on the page that the one before led to; the text is that of the last. */
export async function pressUnseen(
  page: Page,
  from: string,
  ...presses: Press[]
): Promise<{ url: string; text: string }> {
  return page.evaluate(pressEach, { from, presses })
}

/** What a page says, or one part of it. */
export async function read(page: Page, address: string, part = 'main'): Promise<string> {
  return page.evaluate(readPart, { address, part })
}

/** What stands in a field, as the page comes. */
export async function valueAt(page: Page, address: string, field: string): Promise<string> {
  return page.evaluate(readPart, { address, part: `[name="${field}"]` })
}

/** How many of a page's parts there are that say this. */
export async function countOn(page: Page, address: string, part: string, text = ''): Promise<number> {
  return page.evaluate(countParts, { address, part, text })
}

/** Runs in the page. */
async function countParts({ address, part, text }: { address: string; part: string; text: string }): Promise<number> {
  const answer = await (await fetch(address)).text()
  const parts = new DOMParser().parseFromString(answer, 'text/html').querySelectorAll(part)
  return [...parts].filter(({ textContent }) => textContent.includes(text)).length
}

/** Runs in the page. */
async function readPart({ address, part }: { address: string; part: string }): Promise<string> {
  const answer = await (await fetch(address)).text()
  const [found, ...more] = new DOMParser().parseFromString(answer, 'text/html').querySelectorAll(part)
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} times ${part} on ${address}`)
  return 'value' in found ? String(found.value) : (found.textContent ?? '')
}

/** Runs in the page. A form that has no end gives up in the middle, and says where. */
async function pressEach({ from, presses }: { from: string; presses: Press[] }) {
  const left = [...presses]
  let at = await fetch(from)
  for (let pages = 0; ; pages += 1) {
    const shown = new DOMParser().parseFromString(await at.text(), 'text/html')
    if (pages > 0 && new URL(at.url).pathname.endsWith(left[0]?.until ?? '')) left.shift()
    const [press] = left
    if (!press || pages === 20) return { url: at.url, text: shown.querySelector('main')?.textContent ?? '' }

    const button = shown.querySelector<HTMLButtonElement>(`button${press.button}`)
    if (!button?.form) throw new Error(`no button${press.button} on ${at.url}`)
    for (const field of button.form.querySelectorAll<HTMLInputElement>('[name]')) {
      const value = press.fields?.[field.name]
      if (value === undefined) continue
      if (!['radio', 'checkbox'].includes(field.type)) field.value = value
      else if (field.value === value) field.checked = true
    }
    const content = [...new FormData(button.form, button)].map(([name, value]) => [name, String(value)])
    const action = new URL(button.form.getAttribute('action') ?? '', at.url)
    at = await fetch(action, { method: 'POST', body: new URLSearchParams(content) })
  }
}
