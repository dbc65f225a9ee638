import { describe, expect, test } from 'vitest'

import { outlineOf } from '#app/reports/form/outline.ts'
import { planAt, rulesAt } from '#app/reports/plan-at.ts'
import { frozen } from '#forms/frozen.ts'
import type { Answers } from '#forms/item.ts'
import { changesByWaiting } from '#forms/plan.ts'
import { readCases } from '#test/bench/cases.ts'

const cases = readCases().slice(0, 30)
const later = (asOf: Date, hours: number) => new Date(asOf.getTime() + hours * 3_600_000)
const kept = (answers: Answers) => frozen(structuredClone(answers))

const { answers: usual, asOf: then } = cases.find(({ answers, asOf }) => !changesByWaiting(rulesAt(asOf), answers))!

const start = new Date('2026-11-20T00:00:00+09:00')
const outage: Answers = {
  'org-industry': 'telecom-carrier',
  'incident-events': ['system-outage'],
  'time-occurrence': { value: start.toISOString() },
  'impact-services': ['固定のインターネット接続'],
  'impact-users': { count: 50_000 },
  'impact-outage': { degree: 'full', hours: 'ongoing' },
}

describe('what follows from the answers of a draft', () => {
  test('is the same from page to page, but for the date of the report', () => {
    for (const { answers, asOf } of cases) {
      const told = kept(answers)
      const [first, again] = [outlineOf(told, 0, asOf), outlineOf(told, 0, later(asOf, 1))]
      if (changesByWaiting(rulesAt(asOf), told)) continue
      expect(again.plan).toBe(first.plan)
      expect(again.steps).toBe(first.steps)
      expect(again.whole.answers['report-date']).toBe(later(asOf, 1).toISOString())
      expect(first.whole.answers['report-date']).toBe(asOf.toISOString())
    }
  })

  test('is what it would be without being remembered, an hour, a month and a year later', () => {
    for (const { answers, asOf } of [...cases, { answers: outage, asOf: later(start, 1) }]) {
      const told = kept(answers)
      outlineOf(told, 0, asOf)
      for (const hours of [1, 40, 720, 8760]) {
        expect(outlineOf(told, 0, later(asOf, hours))).toEqual(outlineOf({ ...told }, 0, later(asOf, hours)))
      }
    }
  })

  test('is worked out anew for a further report', () => {
    const told = kept(usual)
    expect(outlineOf(told, 0, then).plan.phase).toBe('initial')
    expect(outlineOf(told, 1, then).plan.phase).toBe('interim')
  })

  test('is not remembered for answers that somebody could still change', () => {
    const told = { ...usual }
    expect(outlineOf(told, 0, then).plan).not.toBe(outlineOf(told, 0, then).plan)
  })

  test('cannot be changed by a page', () => {
    const { plan, steps } = outlineOf(kept(usual), 0, then)
    expect(() => Object.assign(plan, { routes: [] })).toThrow(TypeError)
    expect(() => Object.assign(plan.routes[0]!, { verdict: 'offered' })).toThrow(TypeError)
    expect(() => Object.assign(steps[0]!, { open: 0 })).toThrow(TypeError)
  })
})

describe('a plan', () => {
  test('changes by waiting while something goes on of which a rule asks how long, and is not remembered', () => {
    const told = kept(outage)
    expect([...rulesAt(start).lasting]).toEqual(['impact-outage'])
    expect(changesByWaiting(rulesAt(start), told)).toBe(true)
    const verdictAt = (hours: number) =>
      outlineOf(told, 0, later(start, hours)).plan.routes.find(({ recipient }) => recipient === 'mic')?.verdict
    expect([verdictAt(1), verdictAt(3)]).toEqual(['expected', 'required'])
    const ended = kept({ ...outage, 'impact-outage': { degree: 'full', hours: 3 } })
    expect(changesByWaiting(rulesAt(start), ended)).toBe(false)
  })

  test('does not change by waiting otherwise', () => {
    for (const { answers, asOf } of cases) {
      if (changesByWaiting(rulesAt(asOf), answers)) continue
      for (const hours of [1, 40, 720]) expect(planAt(answers, later(asOf, hours))).toEqual(planAt(answers, asOf))
    }
  })
})
