/** What an act of an officer can answer: it is done, or something typed has to be put right. */

export interface ActProblem {
  /** The field of the form it belongs to. */
  field: string
  /** Key below `recipient:problems`. */
  code: string
  values?: Record<string, string | number>
}

/** `done` is a key below `recipient:done`, shown once after the act. */
export type ActResult = { done: string } | { problems: ActProblem[] }

export const limits = { text: 4000, note: 4000, number: 60, reference: 200, label: 30, labels: 10 } as const

/** What is written, as its words in `problems` begin: `noteMissing`, `noteTooLong`. */
type Written =
  | 'message'
  | 'question'
  | 'advice'
  | 'note'
  | 'why'
  | 'number'
  | 'document'
  | 'templateName'
  | 'templateText'

/** Written text of an officer: present, and not longer than the field says. */
export function problemsOfText(
  field: string,
  text: string,
  what: 'question' | 'advice' | 'note' | 'why',
  max: number = limits.text,
): ActProblem[] {
  return text === '' ? [{ field, code: `${what}Missing` }] : problemsOfLength(field, text, what, max)
}

export function problemsOfLength(field: string, text: string, what: Written, max: number = limits.text): ActProblem[] {
  return [...text].length > max ? [{ field, code: `${what}TooLong`, values: { max } }] : []
}
