/** `madoguchi plan`: lines { id, as_of, phase, answers } in, who gets what and by when out. */
import { z } from 'zod'
import { checkAnswers } from '#forms/answers.ts'
import { checkerOf } from '#forms/answers/check.ts'
import { momentOf } from '#forms/answers/moments.ts'
import { currentEdition } from '#forms/edition.ts'
import { unknown, type Answers, type Kind, type Part } from '#forms/item.ts'
import { planReport, type ClockRun, type Plan, type Verdict } from '#forms/plan.ts'
import { noChoices, projectionFor } from '#forms/projection.ts'
import { compileRulebook, type CompiledRulebook } from '#forms/rulebook.ts'
import { rulebookAt } from '#forms/rulebooks.ts'
import { answerLines } from './lines.ts'

const incident = z.object({
  id: z.string(),
  as_of: z
    .string()
    .transform((text) => momentOf(text) ?? text)
    .pipe(z.iso.datetime({ offset: true })),
  phase: z.enum(['initial', 'interim', 'final', 'voluntary']).nullish(), // as in report-phase
  answers: z.record(z.string(), z.unknown()),
})

export function run(): Promise<number> {
  return answerLines('plan', predict, strangersIn)
}

/** Misspelt, an item says nothing, and the plan is that of a report without it. */
function strangersIn(line: unknown): string | undefined {
  const strangers = Object.keys(incident.parse(line).answers).filter((id) => !currentEdition.items.has(id))
  return strangers.length === 0 ? undefined : `no such item, read past: ${strangers.join(', ')}`
}

export interface Prediction {
  id: string
  recipients: { must: string[]; should: string[]; undecided: string[]; suggested: string[] }
  items: Record<string, string[]>
  clocks: { recipient: string; report: string; due: string }[]
}

/**
 * The prediction for one line. Nothing leaves here, so an answer that the edition would refuse is judged all the same: what
 * was told under another edition can be tried against these rules too.
 */
export function predict(line: unknown): Prediction {
  const { id, as_of, phase, answers: written } = incident.parse(line)
  const { answers: checked } = checkAnswers(currentEdition, written)
  const answers: Answers = { ...judgeable(written), ...checked, ...(phase ? { 'report-phase': phase } : {}) }
  const now = new Date(as_of)
  const plan = planReport(rulebookFor(as_of), currentEdition, answers, now)
  const at = (verdict: Verdict) =>
    plan.routes.filter((route) => route.verdict === verdict).map(({ recipient }) => recipient)
  return {
    id,
    recipients: {
      must: at('required'),
      should: at('expected'),
      undecided: at('undecided'),
      suggested: at('offered'),
    },
    items: itemsOf(plan, answers),
    clocks: plan.routes.flatMap(({ clocks }) => clocks).flatMap(inWords),
  }
}

/** What a closed list does not hold says neither yes nor no. */
function judgeable(written: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(written).map(([id, answer]) => [id, orOpen(id, answer)]))
}

function orOpen(id: string, answer: unknown): unknown {
  const asks = currentEdition.items.get(id)?.asks
  return asks ? openUnlessListed(asks, answer) : answer
}

function openUnlessListed(asks: Kind, answer: unknown): unknown {
  if (answer === null || answer === '') return answer
  if (asks.kind === 'group') return partsOrOpen(asks.parts, answer)
  if (asks.kind === 'list' && !isNamed(answer)) return unknown
  if (asks.kind === 'consent' || (asks.kind === 'choice' && !asks.others)) return unknown
  if (asks.kind !== 'choices' || asks.others || asks.open) return answer
  const entries: unknown[] = Array.isArray(answer) ? answer : [answer]
  return entries.map((entry) => (asks.options.some((option) => option === entry) ? entry : unknown))
}

/** A list of names: 0, true or {} name nothing. */
const isNamed = (answer: unknown): boolean =>
  typeof answer === 'string' ||
  (Array.isArray(answer) && (answer.length === 0 || answer.some((one) => typeof one === 'string' && one.trim() !== '')))

/** One word of a list in place of the whole group is the part whose list has it: 'theft' is what caused a leak. */
function partsOrOpen(parts: Record<string, Part>, answer: unknown): unknown {
  if (typeof answer === 'string') {
    const listed = Object.keys(parts).find((name) => lists(parts[name], answer))
    return listed === undefined ? answer : { [listed]: answer }
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => {
      const part = Object.hasOwn(parts, name) ? parts[name] : undefined
      const read = part && checkerOf(part)(value, () => undefined) // one part that is wrong makes nothing of the others
      if (read !== undefined) return [name, read]
      if (part?.kind === 'choices' && part.some && Array.isArray(value) && value.length === 0) return [name, unknown]
      return [name, part?.kind === 'choice' && !lists(part, value) ? openUnlessListed(part, value) : value]
    }),
  )
}

const lists = (part: Part | undefined, value: unknown) =>
  part?.kind === 'choice' && part.options.some((option) => option === value)

const compiled = new Map<string, CompiledRulebook>()

function rulebookFor(instant: string): CompiledRulebook {
  const day = new Date(Date.parse(instant) + 9 * 3_600_000).toISOString().slice(0, 10)
  const rulebook = rulebookAt(day)
  const known = compiled.get(rulebook.id) ?? compileRulebook(rulebook, currentEdition)
  compiled.set(rulebook.id, known)
  return known
}

function itemsOf(plan: Plan, answers: Answers): Record<string, string[]> {
  return Object.fromEntries(
    plan.routes.flatMap(({ recipient }) => {
      const projection = projectionFor(plan, answers, recipient, noChoices)
      return projection ? [[recipient, projection.items.map(({ item }) => item)] as const] : []
    }),
  )
}

function inWords({ recipient, report, due }: ClockRun): Prediction['clocks'] {
  if (due.kind === 'open' || due.kind === 'none') return []
  return [{ recipient, report, due: due.kind === 'promptly' ? 'promptly' : due.at }]
}
