import { bodyOf } from './body.server.ts'
import { Refusal } from './refusal.ts'

/** The posted form. A body that is no form, or that holds what no keyboard types, is a calm 400 and not a fault. */
export async function formOf(request: Request): Promise<FormData> {
  const [body, type] = [await bodyOf(request), request.headers.get('Content-Type') ?? '']
  const form = await formIn(body, type).catch(() => {
    throw new Refusal('badForm')
  })
  if (fields.test(type) && !body.includes(0) && !body.includes('%00')) return form // of UTF-8 no half pair comes
  for (const [name, value] of form) {
    if (isBroken(name) || (typeof value === 'string' && isBroken(value))) throw new Refusal('badForm')
  }
  return form
}

/** What most forms are is read as what it is; the library would make a stream of it first. Throws for what is no form. */
export async function formIn(body: Buffer<ArrayBuffer>, type: string): Promise<FormData> {
  if (!fields.test(type)) {
    return new Response(body, { headers: { 'Content-Type': type } }).formData()
  }
  const form = new FormData()
  for (const [name, value] of new URLSearchParams(body.toString())) form.append(name, value)
  return form
}

const fields = /^application\/x-www-form-urlencoded *(;|$)/i

/** PostgreSQL takes neither NUL nor half a surrogate pair. */
function isBroken(text: string): boolean {
  return text.includes('\u0000') || !text.isWellFormed()
}

/** What the page was drawn with, so that a button pressed twice does a thing once; null when missing. */
export const onceIn = (form: FormData): string | null => textOf(form, 'once').slice(0, 64) || null

/**
 * One text field of a form, trimmed; empty when missing. Browsers post two characters for the end of a line, and count one
 * for what a field may hold: it is read as it was counted.
 */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.replaceAll(/\r\n?/g, '\n').trim() : ''
}
