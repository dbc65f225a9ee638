import type { SendingProblem } from '#app/notices/mail-problem.ts'

/** What one look found. The words of its name, of `found` and of what to do are `doctor:<check>.…`. */
export interface Finding {
  check: string
  level: 'ok' | 'warn' | 'fail'
  /** The key of the sentence; `found` without one. */
  found?: string
  values?: Readonly<Record<string, string | number>>
  /** The key of what is behind it, as operators read it of mails; its words are {{why}}. */
  why?: SendingProblem['reason']
}

export const levelIf = (good: boolean, otherwise: 'warn' | 'fail' = 'fail'): Finding['level'] =>
  good ? 'ok' : otherwise
