/** What one look found. The words of its name, of `found` and of what to do are `doctor:<check>.…`. */
export interface Finding {
  check: string
  level: 'ok' | 'warn' | 'fail'
  /** The key of the sentence; `found` without one. */
  found?: string
  values?: Readonly<Record<string, string | number>>
  /** Values that have words of their own: the keys of these, such as `notices:operator.reasons.tls`. */
  words?: Readonly<Record<string, readonly string[]>>
}

export const levelIf = (good: boolean, otherwise: 'warn' | 'fail' = 'fail'): Finding['level'] =>
  good ? 'ok' : otherwise
