import { expect, test } from 'vitest'
import { z } from 'zod'

import { parsedBy } from '#app/api/field-problems.server.ts'
import { ApiProblem } from '#app/api/problem.server.ts'

const schema = z.strictObject({
  limit: z.number().int().min(1).max(100).optional(),
  phase: z.enum(['interim', 'final']).optional(),
  text: z.string().min(2).max(5).optional(),
  items: z.array(z.string()).max(1).optional(),
  question: z.uuid().optional(),
  answers: z.record(z.string(), z.unknown()).optional(),
})

function told(given: unknown, language: 'ja' | 'en' = 'ja'): unknown {
  try {
    return parsedBy(schema, given, language)
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    return (error.parts.problems ?? []).map((one) => (one as { detail: string }).detail)
  }
}

test('a field that is wrong is told in words of the portal, and in the language of the program', () => {
  const wrong = { limit: 200, phase: 'x', text: 'x', items: ['a', 'b'], question: 'x', answers: 'x', more: 1 }
  expect(told(wrong)).toEqual([
    '100以下にしてください。',
    '次の値のどれかにしてください：interim, final',
    '2文字以上にしてください。',
    '1個以内にしてください。',
    'uuid の形で書いてください。',
    'object の値にしてください。',
    'この呼び出しにない名前です。定義（/api/v1/openapi.json）で名前を確かめてください。',
  ])
  expect(told({ limit: 0, text: 'too long' }, 'en')).toEqual(['It has to be 1 at least.', 'Use 5 characters at most.'])
  expect(told({ limit: 1.5 })).toEqual(['integer の値にしてください。'])
})
