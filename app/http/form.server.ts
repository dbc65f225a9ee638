import { Refusal } from './refusal.ts'

/** The posted form. A body that is no form, or that holds what no keyboard types, is a calm 400 and not a fault. */
export async function formOf(request: Request): Promise<FormData> {
  const form = await request.formData().catch(() => {
    throw new Refusal('badForm')
  })
  for (const [name, value] of form) {
    if (isBroken(name) || (typeof value === 'string' && isBroken(value))) throw new Refusal('badForm')
  }
  return form
}

/** PostgreSQL takes neither NUL nor half a surrogate pair. */
function isBroken(text: string): boolean {
  return text.includes('\u0000') || !text.isWellFormed()
}

/** One text field of a form, trimmed; empty when missing. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
