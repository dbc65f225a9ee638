import {
  array,
  assert,
  constantFrom,
  dictionary,
  jsonValue,
  property,
  record,
  subarray,
  type Arbitrary,
} from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from '#forms/condition.ts'
import { toldIn } from '#forms/condition/told.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { planReport } from '#forms/plan.ts'
import { canonicalJson, noChoices, projectionFor, type Choices } from '#forms/projection.ts'
import { compileRulebook } from '#forms/rulebook.ts'
import { japan2026_10 } from '#forms/rulebooks/japan/rulebook.ts'
import { changesBetween } from '#forms/changes.ts'
import { cases, ownCases } from '#test/corpus/expectations.ts'
import { entries, incidents } from './incidents.ts'
import { japan, monday, planOf } from './plan-world.ts'

const recipients = japan2026_10.recipients.map(({ id }) => id)
const items = [...currentEdition.items.keys()]
const someItems = array(constantFrom(...items), { maxLength: 8 })
const conditions = new Map(japan.rules.map((compiled) => [compiled.rule.id, compiled.when]))
const choices: Arbitrary<Choices> = record({
  declined: subarray(recipients),
  added: dictionary(constantFrom(...recipients), someItems),
  withheld: dictionary(constantFrom(...recipients), someItems),
})

test('a projection holds only items the recipient needs, never one withheld, hidden or unknown to the form', () => {
  assert(
    property(incidents, choices, (incident, chosen) => {
      const answers = { ...incident, 'not-an-item': 'x' }
      const plan = planOf(answers)
      const isShown = (item: string) => {
        const { when } = currentEdition.items.get(item) ?? {}
        return when === undefined || evaluate(when, answers).value !== 'no'
      }
      for (const recipient of recipients) {
        const needed = new Map(
          plan.routes.find((route) => route.recipient === recipient)?.needs.map((n) => [n.item, n]),
        )
        for (const { item, strength } of projectionFor(plan, answers, recipient, chosen)?.items ?? []) {
          expect(needed.has(item)).toBe(true)
          expect(isShown(item)).toBe(true)
          expect(answers).toHaveProperty([item])
          if (strength !== 'statutory') expect(chosen.withheld[recipient] ?? []).not.toContain(item)
          if (strength === 'optional') expect(chosen.added[recipient] ?? []).toContain(item)
        }
      }
    }),
  )
})

test('nothing goes to a recipient that is undecided, only offered, or has no reason', () => {
  assert(
    property(incidents, choices, (answers, chosen) => {
      const plan = planOf(answers)
      for (const recipient of recipients) {
        const route = plan.routes.find((one) => one.recipient === recipient)
        const sent = projectionFor(plan, answers, recipient, chosen)
        if (route?.verdict !== 'required' && route?.verdict !== 'expected') expect(sent).toBeNull()
        else if (sent) expect(sent.rules.length).toBeGreaterThan(0)
      }
    }),
  )
})

test('whoever is owed nothing gets something by the reporter’s own tick or consent alone', () => {
  assert(
    property(incidents, (answers) => {
      for (const { recipient, verdict, duty } of planOf(answers).routes) {
        if (verdict !== 'expected' || duty !== 'voluntary') continue
        const ticks = answers['report-recipients']
        if (recipient === 'nco') expect(answers['sharing-consent-government']).toBe(true)
        else if (recipient === 'isac') expect(answers['sharing-consent-expert']).toBe(true)
        else expect(ticks).toContain(recipient)
      }
    }),
    { numRuns: 500 },
  )
})

test('what is sent rests on the ground of a reason that holds, or is of a sheet that no law of its own asks for', () => {
  const grounds = new Map(japan2026_10.rules.map(({ id, ground }) => [id, ground]))
  const ofRules = new Set(grounds.values())
  const unfounded = (answers: Answers) => {
    const plan = planOf(answers)
    return recipients.flatMap((recipient) => {
      const sent = projectionFor(plan, answers, recipient, noChoices)
      const holding = new Set(sent?.rules.map((rule) => grounds.get(rule)))
      const others = sent?.items.filter(({ ground }) => ofRules.has(ground) && !holding.has(ground)) ?? []
      return others.map(({ item, ground }) => `${recipient} ${item} ${ground}`)
    })
  }
  for (const { answers } of [...cases, ...ownCases]) expect(unfounded(answers)).toEqual([])
  assert(
    property(incidents, (answers) => {
      expect(unfounded(answers)).toEqual([])
    }),
  )
})

test('one more answer never removes a statutory recipient unless its condition turned false', () => {
  for (const { answers } of cases) {
    const whole = reasonsOf(answers)
    for (const item of Object.keys(answers)) keepsDuties(reasonsOf(without(answers, item)), answers, whole)
  }
  assert(
    property(incidents, entries, (answers, [item, value]) => {
      const more = { ...answers, [item]: value }
      if (!(item in answers)) keepsDuties(reasonsOf(answers), more, reasonsOf(more))
    }),
  )
})

const reasonsOf = (answers: Answers) => planOf(answers).routes.flatMap(({ reasons }) => reasons)
type Reasons = ReturnType<typeof reasonsOf>

/** Whoever was owed a report by a rule still is, as long as the condition of that rule holds. */
function keepsDuties(before: Reasons, more: Answers, after: Reasons): void {
  for (const { rule, verdict, duty } of before) {
    if (verdict !== 'required' || duty !== 'statutory') continue
    const truth = conditions.get(rule)?.(toldIn(more), monday.getTime())
    const now = { yes: 'required', depends: 'undecided', no: 'gone' }[truth?.value ?? 'no']
    expect([rule, after.find((reason) => reason.rule === rule)?.verdict ?? 'gone']).toEqual([rule, now])
  }
}

function without(answers: Answers, left: string): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([item]) => item !== left))
}

test('the plan of a simulation is the plan itself: freshly compiled, from a copy, as plain JSON', () => {
  const again = compileRulebook(JSON.parse(JSON.stringify(japan2026_10)), currentEdition)
  assert(
    property(incidents, (answers) => {
      const before = canonicalJson(answers)
      const plan = planOf(answers)
      expect(planReport(again, currentEdition, JSON.parse(JSON.stringify(answers)), monday)).toEqual(plan)
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
      expect(canonicalJson(answers)).toBe(before)
    }),
    { numRuns: 50 },
  )
})

test('there are no changes exactly when the projections are equal', () => {
  assert(
    property(incidents, array(entries, { maxLength: 3 }), (answers, changed) => {
      const later = { ...answers, ...Object.fromEntries(changed) }
      const [plan, laterPlan] = [planOf(answers), planOf(later)]
      for (const recipient of recipients) {
        const before = projectionFor(plan, answers, recipient, noChoices)
        const after = projectionFor(laterPlan, later, recipient, noChoices)
        if (!before || !after) continue
        const values = (list: typeof before.items) =>
          canonicalJson(Object.fromEntries(list.map(({ item, value }) => [item, value])))
        expect(changesBetween(before, after).length === 0).toBe(values(before.items) === values(after.items))
      }
    }),
    { numRuns: 50 },
  )
})

test('every route has a reason, and an undecided one says what would settle it', () => {
  assert(
    property(incidents, (answers) => {
      for (const route of planOf(answers).routes) {
        expect(route.reasons.length).toBeGreaterThan(0)
        if (route.verdict !== 'undecided') continue
        expect(route.dependsOn.length).toBeGreaterThan(0)
        for (const item of route.dependsOn) expect(currentEdition.items.has(item)).toBe(true)
      }
    }),
  )
})

test('whatever JSON stands where an answer should be, there is a plan and nothing breaks', () => {
  const anything = dictionary(constantFrom(...items), jsonValue({ maxDepth: 3 }), { maxKeys: 20 })
  assert(
    property(anything, (written) => {
      const answers: Answers = JSON.parse(JSON.stringify({ ...cases[0]?.answers, ...written }))
      const plan = planOf(answers)
      for (const recipient of recipients) projectionFor(plan, answers, recipient, noChoices)
      expect(plan.routes.length).toBeGreaterThan(0)
    }),
  )
})
