import { assert, property, subarray } from 'fast-check'
import { expect, test } from 'vitest'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { noChoices, projectionFor } from '#forms/projection.ts'
import { japan2026_10 } from '#forms/rulebooks/japan/rulebook.ts'
import { answersAt, boundaries } from '#test/corpus/boundaries.ts'
import { incidents } from './incidents.ts'
import { planOf } from './plan-world.ts'

const verdicts = ['offered', 'undecided', 'expected', 'required']
const standing = (answers: Answers) =>
  new Map(planOf(answers).routes.map(({ recipient, verdict }) => [recipient, verdicts.indexOf(verdict)]))

const turned = (value: Answers[string]) => (Array.isArray(value) ? value.toReversed() : value)

test('the order in which answers and entries of lists were given decides nothing', () => {
  assert(
    property(incidents, (answers) => {
      const entered = Object.entries(answers).toReversed()
      expect(standing(Object.fromEntries(entered.map(([item, value]) => [item, turned(value)])))).toEqual(
        standing(answers),
      )
    }),
  )
})

test('answers that no rule reads change neither who gets the report nor by when', () => {
  const read = new Set<unknown>()
  JSON.stringify([japan2026_10.facts, japan2026_10.rules], (key, value: unknown) => {
    if (key === 'item') read.add(value)
    return value
  })
  const idle = [...currentEdition.items.keys()].filter(
    (item) => !read.has(item) && currentEdition.items.get(item)?.asks.kind === 'text',
  )
  expect(idle.length).toBeGreaterThan(5)
  assert(
    property(incidents, subarray(idle), (answers, added) => {
      const more = { ...answers, ...Object.fromEntries(added.map((item) => [item, '書き足し'])) }
      const before = planOf(answers).routes
      expect(planOf(more).routes.map(({ recipient, verdict, clocks }) => [recipient, verdict, clocks])).toEqual(
        before.map(({ recipient, verdict, clocks }) => [recipient, verdict, clocks]),
      )
    }),
  )
})

const counted: [string, string][] = [
  ['pd-subject-count', 'max'],
  ['impact-users', 'count'],
  ['impact-outage', 'hours'],
]

test.each(counted)('a greater %s.%s lowers no duty', (item, part) => {
  for (const edge of boundaries) {
    const answers = answersAt(edge)
    const group = answers[item]
    const count = Object.entries(group ?? {}).find(([name]) => name === part)?.[1]
    if (typeof count !== 'number') continue
    const before = standing(answers)
    for (const more of [1, 100, 1_000_000]) {
      const after = standing({ ...answers, [item]: Object.assign({}, group, { [part]: count + more }) })
      for (const [recipient, verdict] of before) {
        expect([edge.id, more, recipient, (after.get(recipient) ?? -1) >= verdict]).toEqual([
          edge.id,
          more,
          recipient,
          true,
        ])
      }
    }
  }
})

const at = (stage: string, answers: Answers) => ({ ...answers, 'report-phase': stage })

test('a later stage goes to the same recipients and asks for no less', () => {
  assert(
    property(incidents, (answers) => {
      for (const [sooner, later] of [
        ['initial', 'interim'],
        ['interim', 'final'],
      ] as const) {
        const [before, after] = [at(sooner, answers), at(later, answers)]
        expect(standing(after)).toEqual(standing(before))
        const [plan, planBefore] = [planOf(after), planOf(before)]
        for (const { id: recipient } of japan2026_10.recipients) {
          const now = projectionFor(plan, after, recipient, noChoices)?.items.map(({ item }) => item)
          const had = projectionFor(planBefore, before, recipient, noChoices)?.items.map(({ item }) => item)
          if (had) expect(now).toEqual(expect.arrayContaining(had))
        }
      }
    }),
    { numRuns: 20 },
  )
})
