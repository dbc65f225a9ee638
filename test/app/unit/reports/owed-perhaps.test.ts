import { expect, test } from 'vitest'
import { owedPerhaps } from '#app/reports/board/owed-perhaps.ts'
import { outlineOf } from '#app/reports/form/outline.ts'
import type { Answers } from '#forms/item.ts'

import { hospital, night } from './hospital.ts'

const owed = (answers: Answers, heard: readonly string[] = []) => owedPerhaps(outlineOf(answers, 1, night), heard)
const { 'org-industry': _industry, 'org-designation': _licences, ...ofNoTrade } = hospital

test('while nobody said what trade it is, a duty hangs on that, and the question is named with its page', () => {
  const { recipients, questions } = owed(ofNoTrade)
  expect(recipients).toEqual(expect.arrayContaining(['fsa', 'mic', 'mhlw', 'meti', 'mlit']))
  expect(questions).toContainEqual({ item: 'org-industry', step: 'now-start' })
})

test('who was told already, must be told anyway, or may be told at will, is not among them', () => {
  expect(owed(ofNoTrade, ['fsa']).recipients).not.toContain('fsa')
  expect(owed(hospital).recipients).not.toContain('mhlw')
  const { 'report-recipients': _wishes, ...undecided } = hospital
  expect(owed(undecided).recipients).not.toContain('police')
})

test('once all that decides it was answered, nobody is left', () => {
  expect(owed({ ...hospital, 'org-designation': ['none'] })).toEqual({ recipients: [], questions: [] })
})
