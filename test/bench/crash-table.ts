/** What the rounds of crash.ts found, as a table for people. */
import type { CrashRound } from './crash-round.ts'
import type { Told } from './webhook-receiver.ts'

export interface Crashes {
  what: string
  rounds: readonly CrashRound[]
  /** What a receiver of webhooks counted in these rounds, if there was one. */
  webhooks: Told | null
}

export const sumOf = (rounds: readonly CrashRound[], name: keyof CrashRound): number =>
  rounds.reduce((total, round) => total + round[name], 0)

const head = [
  'what',
  'rounds',
  'acknowledged',
  'unanswered',
  'lost, twice, half, refused, unasked, strange',
  'ready again: median, slowest',
  'webhooks: deliveries, never, two ids, strange, repeated',
]

export function tableOfCrashes(found: readonly Crashes[]): string {
  const rows = [head, ...found.map(rowOf)]
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function rowOf({ what, rounds, webhooks }: Crashes): string[] {
  const sums = (...names: (keyof CrashRound)[]) => names.map((name) => sumOf(rounds, name)).join(', ')
  const ready = rounds.map(({ readyMs }) => readyMs).toSorted((a, b) => a - b)
  const { deliveries, never, twice, strange, repeated } = webhooks ?? {}
  return [
    what,
    String(rounds.length),
    sums('acknowledged'),
    sums('unanswered'),
    sums('lost', 'twice', 'partial', 'refused', 'unasked', 'strange'),
    `${seconds(ready[Math.floor(ready.length / 2)])}, ${seconds(ready.at(-1))}`,
    webhooks ? [deliveries, never, twice, strange, repeated].join(', ') : '',
  ]
}

const seconds = (ms: number | undefined) => `${((ms ?? NaN) / 1000).toFixed(1)} s`
