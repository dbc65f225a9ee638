/**
 * Single keys for people who work through a list. What they do is read from the sheet on the page, `dialog[data-keys]`:
 * each `[data-key]` has `data-deeds`. Nothing happens while somebody types or a dialog is open, and the sheet's own tick
 * switches all of it off (WCAG 2.1.4), for this browser.
 */
interface Deed {
  deed: string
  target?: string
}

const off = 'keys-off'

export function keys(): void {
  const sheet = document.querySelector<HTMLDialogElement>('dialog[data-keys]')
  if (!sheet) return
  const known = new Map<string, Deed[]>()
  for (const { dataset } of sheet.querySelectorAll<HTMLElement>('[data-key]')) {
    known.set(dataset.key ?? '', JSON.parse(dataset.deeds ?? '[]'))
  }
  offerSwitch(sheet)
  for (const link of document.querySelectorAll('[data-opens-keys]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault()
      sheet.showModal()
    })
  }
  document.addEventListener('keydown', (event) => {
    const { ctrlKey, metaKey, altKey, isComposing, defaultPrevented, target } = event
    if (ctrlKey || metaKey || altKey || isComposing || defaultPrevented || isTyping(target)) return
    if (localStorage.getItem(off) || document.querySelector('dialog[open]')) return
    if (known.get(event.key)?.some((deed) => done(deed, sheet))) event.preventDefault()
  })
}

function offerSwitch(sheet: HTMLDialogElement): void {
  const tick = sheet.querySelector<HTMLInputElement>('[data-keys-on]')
  if (!tick) return
  tick.checked = !localStorage.getItem(off)
  tick.addEventListener('change', () => (tick.checked ? localStorage.removeItem(off) : localStorage.setItem(off, '1')))
}

/** Ticks and buttons take no letters. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

/** False when the page has nothing to do it with. */
function done({ deed, target = '' }: Deed, sheet: HTMLDialogElement): boolean {
  if (deed === 'sheet') {
    sheet.showModal()
    return true
  }
  if (deed.startsWith('row-')) return doneToRow(deed, target)
  const found = document.querySelector<HTMLElement>(target)
  if (!found) return false
  if (deed === 'press' && found.closest('#bulk')) tickSomething()
  if (deed === 'press' || deed === 'follow') found.click()
  if (deed === 'focus') {
    if (found.closest('#bulk')) tickSomething()
    found.focus()
  }
  if (deed === 'unfold') unfold(found)
  return true
}

function unfold(details: HTMLElement): void {
  if (details instanceof HTMLDetailsElement) details.open = true
  const field = details.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')
  const shown = field ?? details
  shown.scrollIntoView({ block: 'center' })
  shown.focus()
}

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-rows] > [data-row]')]
const linkOf = (row: HTMLElement | undefined) => row?.querySelector<HTMLAnchorElement>('a') ?? null
const tickOf = (row: HTMLElement | undefined) => row?.querySelector<HTMLInputElement>('input[type=checkbox]') ?? null

/** The row that has the focus. */
function current(): HTMLElement | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-row]') ?? undefined
}

function doneToRow(deed: string, hash: string): boolean {
  const all = rows()
  const now = current()
  if (all.length === 0) return false
  const at = now ? all.indexOf(now) : -1
  if (deed === 'row-next') linkOf(all[Math.min(at + 1, all.length - 1)])?.focus()
  if (deed === 'row-before') linkOf(all[Math.max(at - 1, 0)])?.focus()
  if (deed === 'row-tick') tickOf(now)?.click()
  const link = linkOf(now)
  if (deed === 'row-open' && link) location.assign(link.href + hash)
  return true
}

/** Several were ticked, or the row with the focus is meant. */
function tickSomething(): void {
  if (rows().some((row) => tickOf(row)?.checked)) return
  const tick = tickOf(current())
  if (tick) tick.checked = true
}
