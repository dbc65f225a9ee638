import { expect, test } from 'vitest'

import { recentStatistics } from '#app/statistics/recent.server.ts'
import type { Officer } from '#db/context.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, officerOf } from '#test/support/filings.ts'

const database = await testDatabase()
const november = { first: '2026-11', last: '2026-11' }
const noon = new Date('2026-11-20T12:00:00+09:00')
const after = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
const seen = (actor: Officer, now = noon, period = november) =>
  recentStatistics({ db: database.as(actor), actor, now }, period)

test('what was counted is shown for two minutes with the time it was counted, then counted anew', async () => {
  const officer = await officerOf(database, 'mhlw')
  await filedReport(database, { recipients: ['mhlw'] })
  expect((await seen(officer)).statistics.received).toBe(1)
  await filedReport(database, { recipients: ['mhlw'] })

  const soon = await seen(officer, after(1))
  expect([soon.statistics.received, soon.asOf]).toEqual([1, noon])
  const later = await seen(officer, after(2))
  expect([later.statistics.received, later.asOf]).toEqual([2, after(2)])
})

test('what one counted is not shown to another body, another prefecture, or for another period', async () => {
  await filedReport(database, { recipients: ['npa'] })
  const [npa, osaka, ppc] = [
    await officerOf(database, 'npa'),
    await officerOf(database, 'npa', '27'),
    await officerOf(database, 'ppc'),
  ]
  expect((await seen(npa)).statistics.received).toBe(1)
  expect((await seen(osaka)).statistics.received).toBe(0)
  expect((await seen(ppc)).statistics.received).toBe(0)
  expect((await seen(npa, noon, { first: '2026-10', last: '2026-10' })).statistics.received).toBe(0)
})
