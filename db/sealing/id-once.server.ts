import type { Tx } from '#db/context.ts'

/** The same page with the same words makes the same thing: its primary key decides, and nobody can guess it. */
export function idOnce(tx: Tx, told: string): string {
  const hex = tx.lookup(told).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}
