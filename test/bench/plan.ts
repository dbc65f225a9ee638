/** How many plans one processor core makes in a second, for the largest report of the corpus. */
import { currentEdition } from '#forms/edition.ts'
import { planReport } from '#forms/plan.ts'
import { rulebookAt } from '#forms/rulebooks.ts'
import { largestCase, sizeOf } from './cases.ts'
import type { Figure } from './figures.ts'

const roundMs = 1_000

/** By processor time, as others use the machine too. The middle of five rounds counts. */
export function measurePlan(): Figure[] {
  const { id, asOf, answers } = largestCase()
  const rulebook = rulebookAt(asOf)
  const plan = () => planReport(rulebook, currentEdition, answers, asOf)
  round(plan)
  const rates = Array.from({ length: 5 }, () => round(plan)).toSorted((a, b) => a - b)
  const items = Object.keys(answers).length
  const note = `${id}: ${items} answers, ${(sizeOf(answers) / 1000).toFixed(1)} kB, ${plan().routes.length} routes`
  return [{ name: 'plans on one core', value: rates[2] ?? NaN, unit: '/s', bar: { atLeast: 10_000 }, note }]
}

function round(plan: () => unknown): number {
  const before = process.cpuUsage()
  const begun = performance.now()
  let count = 0
  while (performance.now() - begun < roundMs) {
    for (let turn = 0; turn < 20; turn++) plan()
    count += 20
  }
  const { user, system } = process.cpuUsage(before)
  return count / ((user + system) / 1e6)
}
