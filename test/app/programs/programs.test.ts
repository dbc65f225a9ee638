/** Keys of a program: one takes the place of another, and an end is an end. */
import { expect, test } from 'vitest'

import { endSecret, makeProgram, readPrograms, rotateSecret } from '#app/programs/programs.server.ts'
import { later, night } from '#test/app/reports/reports.world.ts'
import { administratorOf } from '#test/app/webhooks/webhooks.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()

test('who replaces a key, or ends it, ends those that it had replaced, and not those that replaced it', async () => {
  const admin = await administratorOf(database, 'jpcert', night)
  const at = (hours: number) => ({ ...admin, now: later(hours) })
  const wish = { name: '取り込み', acts: ['cases:read'], whose: 'own', kind: 'key', days: '90' }
  await makeProgram(admin, wish)
  const secrets = async (hours: number) => (await readPrograms(at(hours))).programs[0]?.secrets ?? []
  const [first = ''] = (await secrets(0)).map(({ id }) => id)

  await rotateSecret(at(1), first, '720')
  const [, second = ''] = (await secrets(1)).map(({ id }) => id)
  await rotateSecret(at(2), second, '1') // the first would have gone on for a month
  expect(await secrets(2.5)).toHaveLength(3)
  const left = await secrets(4)
  expect(left.map(({ id }) => id)).not.toContain(first)
  expect(left).toHaveLength(1)

  const third = left[0]?.id ?? ''
  await rotateSecret(at(5), third, '24')
  await rotateSecret(at(6), (await secrets(6))[1]?.id ?? '', '0')
  const now = await secrets(6)
  expect(
    now.map(({ id }) => id),
    'at once is at once',
  ).not.toContain(third)
  expect(now).toHaveLength(1)

  await rotateSecret(at(7), now[0]?.id ?? '', '24')
  await rotateSecret(at(8), now[0]?.id ?? '', '0') // the newer one is somebody else’s business
  expect(await secrets(8)).toHaveLength(2)
  expect(await endSecret(at(9), (await secrets(9))[0]?.id ?? ''), 'others go on, which is said').toBe(1)
  expect(await endSecret(at(9), (await secrets(9))[0]?.id ?? '')).toBe(0)
})
