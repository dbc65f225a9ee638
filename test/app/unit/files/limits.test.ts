import { expect, test } from 'vitest'

import { countAct } from '#app/files/limits.server.ts'

test.each([
  ['begin', 120],
  ['part', 6_000],
  ['take', 300],
] as const)('%s: %i in ten minutes for one report or officer, others are not held back', async (act, most) => {
  await Promise.all(Array.from({ length: most }, () => countAct(act, 'one')))
  const over = await countAct(act, 'one').catch((refusal: unknown) => refusal)
  expect(over).toMatchObject({ code: 'tooMany', status: 429 })
  expect(over).toHaveProperty('data.retryAfter', expect.closeTo(600, -1))
  await expect(countAct(act, 'other')).resolves.toBeUndefined()
})
