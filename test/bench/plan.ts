/** How many plans one processor core makes in a second, for the report of the corpus that takes longest. */
import { currentEdition } from '#forms/edition.ts'
import { planReport } from '#forms/plan.ts'
import { compileRulebook, type CompiledRulebook } from '#forms/rulebook.ts'
import { rulebookAt } from '#forms/rulebooks.ts'
import { largestCase, readCases, sizeOf, type Case } from './cases.ts'
import type { Figure } from './figures.ts'

/** By processor time, as others use the machine too. The middle of five rounds counts. */
export function measurePlan(): Figure[] {
  const cases = readCases()
  const rulebook = compileRulebook(rulebookAt('2026-11-01'), currentEdition)
  for (const one of cases) rateOf(rulebook, one, 50) // warms up
  const byRate = cases.map((one) => ({ one, rate: rateOf(rulebook, one, 50) })).toSorted((a, b) => a.rate - b.rate)
  const slowest = byRate[0]?.one ?? largestCase(cases)
  return [
    figureOf(rulebook, 'plans on one core, slowest case', slowest),
    figureOf(rulebook, 'plans on one core, largest case', largestCase(cases)),
  ]
}

function figureOf(rulebook: CompiledRulebook, name: string, one: Case): Figure {
  const rates = Array.from({ length: 5 }, () => rateOf(rulebook, one, 1_000)).toSorted((a, b) => a - b)
  const { routes } = planReport(rulebook, currentEdition, one.answers, one.asOf)
  const answers = `${Object.keys(one.answers).length} answers, ${(sizeOf(one.answers) / 1000).toFixed(1)} kB`
  const note = `${one.id}: ${answers}, ${routes.length} routes`
  return { name, value: rates[2] ?? NaN, unit: '/s', bar: { atLeast: 10_000 }, note }
}

/** Plans per second of processor time. */
function rateOf(rulebook: CompiledRulebook, { answers, asOf }: Case, milliseconds: number): number {
  const before = process.cpuUsage()
  const begun = performance.now()
  let count = 0
  while (performance.now() - begun < milliseconds) {
    for (let turn = 0; turn < 20; turn++) planReport(rulebook, currentEdition, answers, asOf)
    count += 20
  }
  const { user, system } = process.cpuUsage(before)
  return count / ((user + system) / 1e6)
}
