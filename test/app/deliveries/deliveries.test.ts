import { expect, test } from 'vitest'

import { readCase } from '#app/case-files/page/read-case.server.ts'
import { isReading, openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { takeDelivery } from '#app/deliveries/take-delivery.server.ts'
import { listAudit } from '#db/audit/audit.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()

async function firstDelivery(desk: Awaited<ReturnType<typeof deskOf>>) {
  const [delivery] = (await readCase(desk, desk.id)).deliveries
  if (!delivery) throw new Error('nothing was delivered')
  return delivery.line
}

test('the first reading counts, whoever of the body it is; a second officer changes nothing', async () => {
  const holder = await filedHospital(database)
  const [desk, colleague] = [await deskOf(database, holder, 'ppc'), await deskOf(database, holder, 'ppc')]
  const line = await firstDelivery(desk)
  const results = await Promise.all([openDelivery(desk, line), openDelivery(colleague, line)])
  expect(results.toSorted()).toEqual([false, true])
  expect(await openDelivery({ ...desk, now: new Date() }, await firstDelivery(desk))).toBe(false)
  expect((await firstDelivery(desk)).openedAt).toEqual(desk.now)
})

const request = (headers: Record<string, string>, method = 'GET') => new Request('http://x/desk', { headers, method })

test('a page fetched ahead of a click is nobody reading', () => {
  expect(isReading(request({}))).toBe(true)
  expect(isReading(request({ 'Sec-Purpose': 'prefetch;prerender' }))).toBe(false)
  expect(isReading(request({ Purpose: 'prefetch' }))).toBe(false)
  expect(isReading(request({}, 'HEAD'))).toBe(false)
})

test('taking a copy is a reading and an entry in the audit; another body cannot take it', async () => {
  const holder = await filedHospital(database)
  const [desk, other] = [await deskOf(database, holder, 'ppc'), await deskOf(database, holder, 'mhlw')]
  const { id } = await firstDelivery(desk)
  const taken = await takeDelivery(desk, id, 'json')
  expect(taken.projection.recipient).toBe('ppc')
  expect((await firstDelivery(desk)).openedAt).toEqual(desk.now)
  const audit = await desk.db.transaction((tx) => listAudit(tx, holder.actor.reportId))
  expect(audit).toContainEqual(
    expect.objectContaining({ did: 'delivery.saved', subject: id, details: { format: 'json' } }),
  )
  await expect(takeDelivery(other, id, 'pdf')).rejects.toMatchObject({ code: 'notFound' })
})
