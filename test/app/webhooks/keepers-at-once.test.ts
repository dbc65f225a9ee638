/** Two administrators of a body, or two presses of one, at the endpoints at the same moment. */
import { afterEach, expect, test } from 'vitest'

import { makeWebhook, rotateSecrets, saveWebhook } from '#app/webhooks/arrange.server.ts'
import type { WebhookSecret } from '#app/webhooks/sign.ts'
import type { Context, Officer } from '#db/context.ts'
import { listWebhooks } from '#db/programs/webhooks.server.ts'
import { later, night } from '#test/app/reports/reports.world.ts'
import { somebodyWaits, testDatabase, unwritten } from '#test/support/database.ts'

import { administratorOf, endpoint, forget, place } from './webhooks.world.ts'

const database = await testDatabase()
const url = 'https://hooks.example.jp/one'
const wish = { url, events: ['delivery.received'], contentKey: '' }

afterEach(() => forget(database))

const kept = ({ db }: Context<Officer>) => db.transaction((tx) => listWebhooks<WebhookSecret>(tx))

/** Both begin before either is written. */
async function atOnce<A, B>(one: () => Promise<A>, other: () => Promise<B>) {
  const { begun } = await unwritten(database, async (sql) => {
    await sql`lock table webhook_endpoints in share row exclusive mode`
    const both = Promise.all([one(), other()])
    await somebodyWaits(database, 2)
    return { begun: both }
  })
  return begun
}

test('secrets that are replaced while somebody saves the address are the ones that sign', async () => {
  const body = await administratorOf(database, 'jpcert', night)
  const { id } = await endpoint(body, url)
  const [fresh, problems] = await atOnce(
    () => rotateSecrets(body, id),
    () => saveWebhook(body, id, { ...wish, url: `${url}/moved` }, place),
  )
  expect(problems).toEqual([])
  const [saved] = await kept(body)
  expect([saved?.url, saved?.secrets[0]?.shared]).toEqual([`${url}/moved`, fresh.shared])
})

test('whatever a receiver knows signs for a day, also when the secrets are replaced twice', async () => {
  const body = await administratorOf(database, 'jpcert', night)
  const { id, shared } = await endpoint(body, url)
  const both = await atOnce(
    () => rotateSecrets(body, id),
    () => rotateSecrets(body, id),
  )
  const [twice] = await kept(body)
  const known = [shared, ...both.map((one) => one.shared)]
  expect(twice?.secrets.map((one) => one.shared).toSorted()).toEqual(known.toSorted())
  expect(twice?.secrets.filter(({ until }) => until === null)).toHaveLength(1)

  await rotateSecrets({ ...body, now: later(25) }, id)
  const [later25] = await kept(body)
  expect(later25?.secrets, 'and no longer').toHaveLength(2)
})

test('an address that two enter at once is told once', async () => {
  const body = await administratorOf(database, 'jpcert', night)
  const both = await atOnce(
    () => makeWebhook(body, wish, place),
    () => makeWebhook(body, wish, place),
  )
  expect(both).toContainEqual([{ field: 'url', code: 'same' }])
  expect(await kept(body)).toHaveLength(1)
})
