import { expect, test } from 'vitest'
import { answerView } from '#app/reports/form/answer-view.ts'
import { stepsOf } from '#app/reports/form/steps.ts'
import { rulesAt } from '#app/reports/plan-at.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { hospital, night, planned } from './hospital.ts'

function viewOf(draft: Answers) {
  const { plan, answers } = planned(draft)
  const steps = stepsOf(currentEdition, plan, answers, rulesAt(night).askFirst)
  const [first] = steps
  if (!first) throw new Error('the form asks nothing')
  return answerView(currentEdition, steps, first, draft, night)
}

test('how many answers are left is said only once the first page tells which questions apply', () => {
  expect(viewOf({}).left).toBeNull()
  const { 'pd-involved': _open, ...almost } = hospital
  expect(viewOf(almost).left).toBeNull()
  expect(viewOf(hospital).left).toBeLessThan(10)
})

test('the victim is chosen beforehand, and that is not called copied from an answer', () => {
  const standing = viewOf({}).fields.find(({ item }) => item === 'reporter-capacity')
  expect(standing).toMatchObject({ values: { 'reporter-capacity.role': 'victim' }, carried: false })
})

test('a time that can hardly be meant is told where it is asked', () => {
  const ahead = viewOf({ ...hospital, 'time-awareness': '2027-11-01T00:30:00+09:00' })
  expect(ahead.fields.flatMap(({ item, doubt }) => (doubt ? [[item, doubt]] : []))).toEqual([
    ['time-awareness', 'ahead'],
  ])
})
