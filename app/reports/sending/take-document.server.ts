/** A report that was saved as a document, into the draft at hand: none of its answers, or all that no other screen has changed. */
import { saveAnswers, type SavedAnswers } from '#app/reports/form/save-answers.server.ts'
import type { Context, Filer } from '#db/context.ts'
import type { Keyring } from '#db/sealing/keyring.server.ts'
import { checkAnswers, type Problem } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'

import { readDocument, reportDocument } from './report-document.server.ts'

export const documentLimit = 900_000 // bytes; a form holds a little more

export type Taken =
  /** `isCopy`: it carries the seal of this portal. */
  | ({ kind: 'taken'; isCopy: boolean } & SavedAnswers)
  | { kind: 'refused'; problem: 'fileMissing' | 'fileLarge' | 'fileBroken' | 'fileChanged' }
  | { kind: 'unsound'; problems: readonly Problem[] }

/** `base`: the version of the draft as of the page. What was saved since is not replaced unseen. */
export async function takeDocument(
  context: Context<Filer>,
  { file, base }: { file: unknown; base: number },
  keyring: Keyring,
): Promise<Taken> {
  if (!(file instanceof File) || file.size === 0) return { kind: 'refused', problem: 'fileMissing' }
  if (file.size > documentLimit) return { kind: 'refused', problem: 'fileLarge' }
  const read = reportDocument.safeParse(jsonIn(await file.text()))
  if (!read.success) return { kind: 'refused', problem: 'fileBroken' }
  const found = readDocument(read.data, keyring)
  if (found === 'changed') return { kind: 'refused', problem: 'fileChanged' }
  const { answers, problems } = checkAnswers(currentEdition, found.answers)
  if (problems.length > 0) return { kind: 'unsound', problems }
  const saved = await saveAnswers(context, { base, items: Object.keys(answers), answers }, found.choices)
  return { kind: 'taken', isCopy: found.isCopy, ...saved }
}

/** Null for what is no JSON, or holds what the store does not take. */
export function jsonIn(text: string): unknown {
  try {
    const isClean = text.isWellFormed() && !text.includes('\u0000') && !/\\u0000/.test(text)
    return isClean ? JSON.parse(text) : null
  } catch {
    return null
  }
}
