import { expect, test } from 'vitest'
import { getReceipt } from '#app/reports/sending/receipt.server.ts'
import { getSentDelivery, jsonOf } from '#app/reports/sending/sent-delivery.server.ts'
import { verifyCopy } from '#app/reports/sending/verify-copy.server.ts'
import { hospital } from '#test/app/unit/reports/hospital.ts'
import { testDatabase } from '#test/support/database.ts'
import { newReport, night, save, send } from './reports.world.ts'

const database = await testDatabase()
const anyone = { db: database.as({ kind: 'anyone' }), actor: { kind: 'anyone' }, now: night } as const
const fileOf = (text: string) => new File([text], 'copy.json', { type: 'application/json' })
const verdictOn = async (copy: unknown) => (await verifyCopy(anyone, fileOf(JSON.stringify(copy)))).state

test('a copy is what was sent as long as nothing in it is changed, whatever digest stands on it', async () => {
  const reporter = await newReport(database)
  await save(reporter, hospital)
  await send(reporter)
  const [line] = (await getReceipt(reporter, 1)).sent
  const copy = jsonOf(await getSentDelivery(reporter, line?.id ?? ''))
  const verdict = await verifyCopy(anyone, fileOf(JSON.stringify(copy, null, 2)))
  expect(verdict).toMatchObject({ state: 'same', found: { how: 'sent', revisionNumber: 1 } })

  const { sending, projection, changes } = copy
  expect(await verdictOn({ projection, changes, sending }), 'in another order').toBe('same')
  const [first, ...items] = projection.items
  expect(await verdictOn({ ...copy, projection: { ...projection, items } }), 'an item less').toBe('altered')
  const other = { ...projection, items: [{ ...first, value: '別の病院' }, ...items] }
  expect(await verdictOn({ ...copy, projection: other }), 'another answer').toBe('altered')
  expect(await verdictOn({ ...copy, cover: { changes: '後から', late: [] } }), 'words beside it').toBe('altered')
  const elsewhere = { ...sending, digest: '0'.repeat(64) }
  expect(await verdictOn({ ...copy, projection: other, sending: elsewhere }), 'of no sending').toBe('missing')
})

test.each([
  '',
  'x',
  '{}',
  '[]',
  'null',
  `{"sending":{"digest":"${'0'.repeat(64)}"},"projection":{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`,
])('what is no copy of a sending is not read, and no fault', async (text) => {
  expect(await verifyCopy(anyone, fileOf(text))).toEqual({ state: 'unreadable' })
})
