/** A report that was saved as a document, into the draft at hand: all of its answers, or none. */
import { getDraft, saveAnswers } from '#app/reports/form/save-answers.server.ts'
import type { Context, Filer } from '#db/context.ts'
import type { Keyring } from '#db/sealing/keyring.server.ts'
import { checkAnswers, type Problem } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'

import { readDocument, reportDocument } from './report-document.server.ts'

export const documentLimit = 900_000 // bytes; a form holds a little more

export type Taken =
  /** `items`: how many answers it had. `isCopy`: it carries the seal of this portal. */
  | { kind: 'taken'; items: number; isCopy: boolean }
  | { kind: 'refused'; problem: 'fileMissing' | 'fileLarge' | 'fileBroken' | 'fileChanged' }
  | { kind: 'unsound'; problems: readonly Problem[] }

export async function takeDocument(context: Context<Filer>, file: unknown, keyring: Keyring): Promise<Taken> {
  if (!(file instanceof File) || file.size === 0) return { kind: 'refused', problem: 'fileMissing' }
  if (file.size > documentLimit) return { kind: 'refused', problem: 'fileLarge' }
  const read = reportDocument.safeParse(jsonIn(await file.text()))
  if (!read.success) return { kind: 'refused', problem: 'fileBroken' }
  const found = readDocument(read.data, keyring)
  if (found === 'changed') return { kind: 'refused', problem: 'fileChanged' }
  const { answers, problems } = checkAnswers(currentEdition, found.answers)
  if (problems.length > 0) return { kind: 'unsound', problems }
  const { version } = await context.db.transaction((tx) => getDraft(tx, context.actor.reportId))
  const items = Object.keys(answers)
  await saveAnswers(context, { base: version, items, answers }, found.choices)
  return { kind: 'taken', items: items.length, isCopy: found.isCopy }
}

function jsonIn(text: string): unknown {
  try {
    const isClean = text.isWellFormed() && !text.includes('\u0000') && !/\\u0000/.test(text)
    return isClean ? JSON.parse(text) : null
  } catch {
    return null
  }
}
