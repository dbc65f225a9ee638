import { expect, test } from 'vitest'
import { askedNow, checkAnswers, formValues, parseAnswers, withoutHidden } from '#forms/answers.ts'
import { currentEdition, itemOf } from '#forms/edition.ts'
import type { Answer } from '#forms/item.ts'
import { caseOf, corpus } from './corpus.ts'

const edition = currentEdition

/** Null and blank parts mean "not answered" and drop out. */
function withoutBlanks(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withoutBlanks)
  if (typeof answer !== 'object' || answer === null) return answer
  const filled = Object.entries(answer).filter(([, value]) => value !== null && value !== '')
  return Object.fromEntries(filled.map(([name, value]) => [name, withoutBlanks(value)]))
}

test.for(corpus)('case $id is read without a problem and comes out as it went in', ({ answers }) => {
  const checked = checkAnswers(edition, answers)
  expect(checked.problems).toEqual([])
  expect(checked.answers).toEqual(withoutBlanks(answers))
})

test.for(corpus)('case $id survives being shown on a page and posted back', ({ answers }) => {
  const told = checkAnswers(edition, answers).answers
  const ids = Object.keys(told).filter((id) => !itemOf(edition, id).given)
  const form = new FormData()
  for (const id of ids) {
    for (const [name, value] of Object.entries(formValues(itemOf(edition, id), told[id]))) {
      for (const one of [value].flat()) form.append(name, one === true ? 'on' : one)
    }
  }
  const parsed = parseAnswers(edition, ids, form)
  expect(parsed.problems).toEqual([])
  for (const id of ids) expect(parsed.answers[id], id).toEqual(withoutEmptyLists(told[id]))
})

/** An empty list in a group has no field on a page. */
function withoutEmptyLists(answer: Answer | undefined): unknown {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer
  return Object.fromEntries(Object.entries(answer).filter(([, value]) => !Array.isArray(value) || value.length > 0))
}

test('no case loses an answer to a condition, except a computer that only a designated operator can have notified', () => {
  const dropped = corpus.flatMap(({ id, answers }) => {
    return withoutHidden(edition, checkAnswers(edition, answers).answers).dropped.map((item) => `${id} ${item}`)
  })
  expect(dropped).toEqual(['dev-027 sys-designated-computer'])
})

test('a hospital with ransomware is asked about ransomware and patients, not about DDoS or cards', () => {
  const asked = askedNow(edition, caseOf('dev-001').answers).map(({ id }) => id)
  expect(asked).toEqual(expect.arrayContaining(['ransom-note', 'impact-safety', 'pd-items']))
  expect(asked).not.toContain('ddos-target')
  expect(asked).not.toContain('card-exposure')
  expect(asked).not.toContain('telecom-secrecy')
})

test('in the first minute, when nothing is answered, nothing is ruled out', () => {
  const asked = askedNow(edition, {}).map(({ id }) => id)
  expect(asked).toEqual(expect.arrayContaining(['ransom-note', 'ddos-target', 'pd-items', 'telecom-secrecy']))
  expect(asked).not.toContain('report-date') // the portal's own
})
