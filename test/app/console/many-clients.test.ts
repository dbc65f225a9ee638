import { expect, test } from 'vitest'
import { consoleOf } from '#app/console/console.server.ts'
import { readChoices, readNames } from '#app/console/read-console.server.ts'
import { clientName } from '#app/console/report-lines.ts'
import { mandated, personOf } from '#test/app/mandates/mandates.world.ts'
import { newReport } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()

test('of more clients than a page lists the newest are offered, it is said, and any other can be chosen and has its name', async () => {
  const member = await personOf(database, '架空セキュリティ')
  const held = [await mandated(database, await newReport(database), member)]
  held.push(await mandated(database, await newReport(database), member))
  const { vendor } = await consoleOf(member)
  const offered = async (chosen: string, most: number) => {
    const { clients, more } = await readChoices(vendor, chosen, most)
    return { ids: clients.map(({ mandate }) => mandate.id), more }
  }
  const both = await offered('', 2)
  expect(both.more).toBe(false)
  expect(both.ids.toSorted()).toEqual(held.map(({ mandateId }) => mandateId).toSorted())
  const [newest = '', older = ''] = both.ids
  expect(await offered('', 1)).toEqual({ ids: [newest], more: true })
  expect(await offered(older, 1)).toEqual({ ids: [older, newest], more: true })
  expect(await offered(newest, 1)).toEqual({ ids: [newest], more: true })
  const { reportId } = (await newReport(database)).actor
  expect(await offered(reportId, 1), 'of nobody').toEqual({ ids: [newest], more: true })

  const names = await readNames(vendor, [{ mandateId: older }, { mandateId: null }, { mandateId: reportId }])
  expect([...names]).toEqual([[older, '病院']])
  const stranger = await consoleOf(await personOf(database, '架空ほかの会社'))
  expect(await readNames(stranger.vendor, [{ mandateId: older }])).toEqual(new Map())
  expect((await readChoices(vendor, '')).clients.map(clientName)).toEqual(['病院', '病院'])
})
