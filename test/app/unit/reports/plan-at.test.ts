import { expect, test } from 'vitest'

import { planAt, routesAt } from '#app/reports/plan-at.ts'
import { readCases } from '#test/bench/cases.ts'

const withoutMandate = { 'reporter-capacity': { role: 'vendor', authorised: false } }

test('what is sent follows the plan that was shown, for incidents of the corpus, with and without a mandate', () => {
  for (const { answers, asOf } of readCases().slice(0, 40)) {
    for (const told of [answers, { ...answers, ...withoutMandate }]) {
      const plan = planAt(told, asOf)
      const sent = routesAt(told, asOf)
      expect({ asked: plan.asked, unmet: plan.unmet, ...sent }).toEqual(plan)
    }
  }
})
