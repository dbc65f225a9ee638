/**
 * Sends a large file in parts, so that a broken connection costs one part and not the file. The form has `data-upload`
 * (where a file is announced) and `data-upload-done` (where to go then); `data-upload-state` shows how far it is. Small
 * files go with the form itself. Choosing the same file again goes on where it stopped, also after days.
 */
const small = 4 * 1024 * 1024
const pauses = [1, 2, 4, 8, 15, 30]

export function upload(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) {
    form.addEventListener('submit', (event) => {
      const file = fileIn(form)
      if (!file || file.size <= small) return
      event.preventDefault()
      if (!form.dataset.uploading) void send(form, file)
    })
  }
}

interface Begun {
  id: string
  parts: number
  partSize: number
}

const stay = (event: Event) => event.preventDefault()

async function send(form: HTMLFormElement, file: File): Promise<void> {
  form.dataset.uploading = 'yes'
  forgetProblems(form)
  window.addEventListener('beforeunload', stay)
  try {
    await sendAll(form, file)
    window.removeEventListener('beforeunload', stay)
    location.assign(form.dataset.uploadDone ?? location.href)
  } catch (error) {
    show(form, error instanceof Refused && error.message ? error.message : 'failed', null)
  } finally {
    window.removeEventListener('beforeunload', stay)
    delete form.dataset.uploading
  }
}

/** What the last attempt was told is over with this one. */
function forgetProblems(form: HTMLFormElement): void {
  document.querySelector('.error-summary')?.remove()
  for (const told of form.querySelectorAll('.field-error')) told.remove()
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid')
}

/** What trying again cannot change; the message is for people, or a state that has words in the page. */
class Refused extends Error {}

async function sendAll(form: HTMLFormElement, file: File): Promise<void> {
  const fields = await announcement(form, file)
  for (let failures = 0; ; failures++) {
    try {
      const begun = await ask<Begun | { done: true }>(form.dataset.upload ?? '', fields)
      if ('done' in begun) return
      const parts = Math.max(1, Math.ceil(file.size / begun.partSize))
      for (let part = begun.parts; part < parts; part++) {
        show(form, part === parts - 1 ? 'checking' : 'sending', (part / parts) * 100)
        const at = part * begun.partSize
        const address = (form.dataset.upload ?? '').replace(/arriving$/, `${begun.id}/parts/${part}`)
        await ask(address, await read(file.slice(at, at + begun.partSize)))
        failures = 0
      }
      return
    } catch (error) {
      if (error instanceof Refused) throw error
      show(form, 'again', null)
      const seconds = pauses[Math.min(failures, pauses.length - 1)] ?? 30
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
    }
  }
}

/** By itself: a file that was changed or is gone meanwhile would look like a broken line, and be tried again for ever. */
async function read(part: Blob): Promise<Blob> {
  const bytes = await part.arrayBuffer().catch(() => {
    throw new Refused('changed')
  })
  return new Blob([bytes])
}

/** Its beginning and its last change tell a file from another of the same name and size. */
async function announcement(form: HTMLFormElement, file: File): Promise<URLSearchParams> {
  const data = new FormData(form)
  const head = await crypto.subtle.digest('SHA-256', await (await read(file.slice(0, 1024 * 1024))).arrayBuffer())
  const print = [...new Uint8Array(head)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return new URLSearchParams({
    item: String(data.get('item') ?? ''),
    lane: String(data.get('lane') ?? ''),
    name: file.name,
    size: String(file.size),
    fingerprint: `${file.lastModified} ${print}`,
  })
}

async function ask<T>(address: string, body: URLSearchParams | Blob): Promise<T> {
  const headers = new Headers({ Accept: 'application/json' })
  if (body instanceof Blob) headers.set('Content-Type', 'application/octet-stream')
  const response = await fetch(address, { method: 'POST', body, headers })
  if (response.ok) return response.json()
  const busy = response.status >= 500 || [408, 409, 429].includes(response.status)
  const told: { message?: string; title?: string } = await response.json().catch(() => ({}))
  if (busy && response.status !== 507) throw new Error(told.title)
  throw new Refused(told.message ?? told.title ?? '')
}

function fileIn(form: HTMLFormElement): File | null {
  return form.querySelector<HTMLInputElement>('input[type=file]')?.files?.[0] ?? null
}

/** A state that has words in the page, or the words themselves; said aloud only when they change. */
function show(form: HTMLFormElement, state: string, percent: number | null): void {
  const shown = form.querySelector<HTMLElement>('[data-upload-state]')
  if (!shown) return
  const words = (shown.dataset[state] ?? state).replace('{percent}', String(Math.floor(percent ?? 0)))
  shown.hidden = false
  if (shown.textContent !== words) shown.textContent = words
}
