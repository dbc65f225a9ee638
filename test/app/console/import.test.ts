import { expect, test } from 'vitest'

import { consoleOf } from '#app/console/console.server.ts'
import { importReports } from '#app/console/import-reports.server.ts'
import { readClients, readReports } from '#app/console/read-console.server.ts'
import { mandated, personOf } from '#test/app/mandates/mandates.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const vendor = await personOf(database, '架空セキュリティ')
const [hospital, waterworks] = [await personOf(database, '架空みどり病院'), await personOf(database, '架空の水道局')]

test('rows of several clients, mixed, begin in their order, each for its own client', async () => {
  const mandates = [await mandated(database, hospital, vendor), await mandated(database, waterworks, vendor)]
  const visit = await consoleOf(vendor)
  const { lines } = await readClients(visit.vendor, null)
  const [first, second] = mandates.map(
    ({ mandateId }) => lines.find(({ mandate }) => mandate.id === mandateId)?.mandate.number ?? '',
  )
  const rows = [
    ['mandate', 'ticket'],
    [first ?? '', 'M-1'],
    [second ?? '', 'M-2'],
    ['', 'M-3'],
    [first ?? '', 'M-4'],
  ]
  const { started } = await importReports(visit, rows, 'ja')
  const asked = { ticket: 'M-', mandateId: null, technical: false, after: null }
  const { lines: kept } = await readReports(visit.vendor, asked)
  expect(kept.map(({ card }) => card.ticket)).toEqual(['M-4', 'M-3', 'M-2', 'M-1'])
  const begun = started.map(({ id }) => kept.find(({ reportId }) => reportId === id))
  expect(begun.map((line) => line?.card.ticket)).toEqual(['M-1', 'M-2', 'M-3', 'M-4'])
  const [ours, theirs] = mandates.map(({ mandateId }) => mandateId)
  expect(begun.map((line) => line?.mandateId)).toEqual([ours, theirs, null, ours])

  const owners = await database.owner`
    select id, organisation_id from reports where id = any (${started.map(({ id }) => id)}::uuid[])`
  const owner = new Map(owners.map(({ id, organisationId }) => [id, organisationId]))
  const [its, of] = [hospital.actor.organisationId, waterworks.actor.organisationId]
  expect(started.map(({ id }) => owner.get(id))).toEqual([its, of, null, its])
})
