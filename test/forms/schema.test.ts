import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkAnswers } from '#forms/answers.ts'
import { answersSchema } from '#forms/answers/schema.ts'
import { currentEdition } from '#forms/edition.ts'
import { corpus } from './corpus.ts'

const schema = answersSchema(currentEdition, (item) => item)

test.for(corpus)('case $id is as the description of answers says', ({ answers }) => {
  const { error } = schema.safeParse(checkAnswers(currentEdition, answers).answers)
  expect(error?.issues ?? []).toEqual([])
})

test('what is null is not answered, for the form and in the description', () => {
  const none = Object.fromEntries(Object.keys(schema.shape).map((item) => [item, null]))
  expect(checkAnswers(currentEdition, none)).toMatchObject({ answers: {}, problems: [] })
  expect(schema.safeParse(none).error?.issues ?? []).toEqual([])
})

test('a part that the form does not know is kept, and the description lets it be', () => {
  const told = { 'pd-subject-notice': { status: 'done', channel: 'letter' } }
  expect(checkAnswers(currentEdition, told)).toEqual({ answers: told, problems: [] })
  expect(JSON.stringify(z.toJSONSchema(schema))).not.toContain('"additionalProperties":false')
})

test('what the form refuses in kind, the description refuses too', () => {
  for (const wrong of [
    { 'pd-involved': 'perhaps' },
    { 'org-name': { first: 'x' } },
    { 'time-awareness': { value: 'yesterday', certainty: 'exact' } },
    { 'sharing-consent-expert': 'of course' },
  ]) {
    expect(schema.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false)
    expect(checkAnswers(currentEdition, wrong).problems, JSON.stringify(wrong)).not.toEqual([])
  }
})
