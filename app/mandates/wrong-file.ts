import type { MandateView } from './mandate-view.ts'

/** Why a file was not taken, and for which mandate. */
export interface WrongFile {
  id: string
  message: string
}

export const fileField = (id: string) => `file-${id}`

/** The mandate that the page was sent back with, if its file is what was wrong and can be chosen again. */
export function wrongFileOf(mandates: readonly MandateView[], file: string | null, said: string | null): string | null {
  if (!said?.startsWith('evidence-')) return null
  return mandates.find(({ id, evidence }) => id === file && !evidence)?.id ?? null
}
