/** Whoever looks after an endpoint tries it, and waits for the answer. */
import { expect, test } from 'vitest'

import { actOnWebhook } from '#app/webhooks/arrange.server.ts'
import { answerOfTest } from '#app/webhooks/read.server.ts'
import { removeOldMessages } from '#db/programs/webhook-messages.server.ts'
import { releaseWebhook } from '#db/programs/webhooks.server.ts'
import { filedHospital } from '#test/app/case-files/desk.world.ts'
import { later, night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

import { openReceiver } from './receiver.ts'
import { administratorOf, endpoint, lookOf } from './webhooks.world.ts'

const database = await testDatabase()
const look = lookOf(database)
const seconds = (count: number) => new Date(night.getTime() + count * 1_000)

test('whoever tries an endpoint that fails is answered at once, before all that waits', async () => {
  const body = await administratorOf(database, 'jpcert', night)
  const receiver = await openReceiver({ status: 500 })
  const { id } = await endpoint(body, receiver.url)
  for (let filed = 0; filed < 2; filed++) await filedHospital(database)
  for (const at of [1, 20, 40, 70]) await look(seconds(at))
  const before = receiver.received.length
  await look(seconds(71))
  expect(receiver.received, 'it is left in peace').toHaveLength(before)

  const press = (at: number) => actOnWebhook({ ...body, now: seconds(at) }, id, { act: 'test', message: '' })
  await press(72)
  await look(seconds(72))
  expect(receiver.received.slice(before).map(({ event }) => event.type)).toEqual(['webhook.test'])
  expect(await answerOfTest(body, id)).toBe('testFailed')

  await press(73) // while a sender is about to leave the endpoint in peace
  const rest = { id, failures: 5, restUntil: later(1) }
  await database.as({ kind: 'worker' }).transaction((tx) => releaseWebhook(tx, rest))
  receiver.become({ status: 204 })
  await look(seconds(74))
  expect(receiver.received[before + 1]?.event.type).toBe('webhook.test')
  expect(await answerOfTest(body, id)).toBe('testArrived')
})

test('after a month what arrived or was given up is forgotten, and what is still to be told is not', async () => {
  const waiting = () => database.owner`select from webhook_messages where next_try_at is not null`
  const [some, before] = [await database.owner`select from webhook_messages`, await waiting()]
  const forget = (now: Date) => database.as({ kind: 'worker' }).transaction((tx) => removeOldMessages(tx, now))
  await forget(later(29 * 24))
  expect(await database.owner`select from webhook_messages`).toHaveLength(some.length)
  await forget(later(31 * 24))
  expect(before.length).toBeGreaterThan(0)
  expect([(await waiting()).length, (await database.owner`select from webhook_messages`).length]).toEqual([
    before.length,
    before.length,
  ])
})
