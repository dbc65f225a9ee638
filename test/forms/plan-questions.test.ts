import { expect, test } from 'vitest'
import { currentEdition } from '#forms/edition.ts'
import { unknown, type Answers, type ItemId } from '#forms/item.ts'
import { cases, type Case } from '#test/corpus/expectations.ts'
import { misdelivery, planOf, recipientsOf } from './plan-world.ts'

function caseOf(id: string): Case {
  const found = cases.find((one) => one.id === id)
  if (!found) throw new RangeError(`no case ${id}`)
  return found
}

/** Somebody answers what is asked now, one by one, with what they know, until nothing is needed now. */
function answered({ answers: known, as_of }: Case): { answers: Answers; asked: ItemId[] } {
  const asked: ItemId[] = []
  let answers: Answers = {}
  for (;;) {
    const next = planOf(answers, new Date(as_of)).asked.find(({ urgency }) => urgency === 'now')
    if (!next) return { answers, asked }
    asked.push(next.item)
    answers = { ...answers, [next.item]: known[next.item] ?? unknown }
  }
}

const hospital = caseOf('dev-001')

test('a hospital hit by ransomware can send its first report after at most 15 answers', () => {
  expect(answered(hospital).asked.length).toBeLessThanOrEqual(15)
})

test('after these few answers the report reaches the same recipients as the full one', () => {
  const { answers } = answered(hospital)
  for (const verdict of ['required', 'expected', 'undecided'] as const) {
    expect(recipientsOf(answers, verdict, new Date(hospital.as_of))).toEqual(
      recipientsOf(hospital.answers, verdict, new Date(hospital.as_of)),
    )
  }
})

test('no case of the corpus needs more than 20 answers first, and none asks twice', () => {
  for (const one of cases) {
    const { asked } = answered(one)
    expect(asked.length, one.id).toBeLessThanOrEqual(20)
    expect(new Set(asked).size, one.id).toBe(asked.length)
  }
})

test('who we are and what happened is asked before names and numbers', () => {
  const [first, second] = planOf({}).asked
  expect([first?.item, second?.item]).toEqual(['org-industry', 'incident-attack-type'])
})

test('somebody who answers "unknown" to everything is done as well', () => {
  const nothing = { ...hospital, answers: {} }
  const { answers } = answered(nothing)
  expect(planOf(answers).asked.filter(({ urgency }) => urgency === 'now')).toEqual([])
})

test('what has a date is asked by that date, the rest only if one knows it', () => {
  const many = { ...misdelivery, 'pd-subject-count': { max: 5000, certainty: 'confirmed' } }
  const asked = planOf(many).asked
  expect(asked.find(({ item }) => item === 'prevention-done')).toMatchObject({
    urgency: 'later',
    for: ['ppc'],
    by: { kind: 'day', at: '2026-12-01T23:59:59+09:00' },
  })
  expect(asked.find(({ item }) => item === 'close-lessons')?.urgency).toBe('optional')
})

test('what the portal fills in itself is not asked, nor what is hidden', () => {
  const { asked } = planOf({ 'pd-involved': 'no' })
  const given = asked.filter(({ item }) => currentEdition.items.get(item)?.given)
  expect(given).toEqual([])
  expect(asked.map(({ item }) => item)).not.toContain('pd-items')
})

test('an answer "unknown" is not asked again now, and stays on the list of what is missing', () => {
  const { asked, unmet } = planOf({ ...misdelivery, 'pd-subject-count': { max: 5000 }, 'contact-phone': unknown })
  expect(asked.find(({ item }) => item === 'contact-phone')).toBeUndefined()
  expect(unmet.map(({ item }) => item)).toContain('contact-phone')
})
