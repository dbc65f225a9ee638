/** A mandate in the moments in which both sides act: it is taken up, made narrower, ended, and its evidence arrives. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

import { startOwnReport } from '#app/accounts/own-report.server.ts'
import { readConfig } from '#app/config.server.ts'
import { openShelf } from '#app/files/shelf.server.ts'
import { addEvidence, takeEvidence } from '#app/mandates/evidence.server.ts'
import { giveMandate, revokeMandate } from '#app/mandates/give-mandate.server.ts'
import { narrow } from '#app/mandates/narrow-mandate.server.ts'
import { takeUp } from '#app/mandates/redeem-mandate.server.ts'
import type { Context, Member } from '#db/context.ts'
import { findMandateDoor, listMandatesOf } from '#db/mandates/mandates.server.ts'
import { night } from '#test/app/reports/reports.world.ts'
import { openUntil } from '#test/support/beside.ts'
import { testDatabase } from '#test/support/database.ts'

import { everything, mandated, personOf } from './mandates.world.ts'

const database = await testDatabase()
const vendor = await personOf(database, '架空セキュリティ')
const asItIs = { reach: 'whole', sections: [], acts: ['draft', 'send', 'answer'], until: '2027-01-31', reference: '' }
const words = { label: '病院', vendorName: '架空セキュリティ' }
const given = ({ db, actor }: Context<Member>) => db.transaction((tx) => listMandatesOf(tx, actor.organisationId))

/** For all reports of the client, and not taken up yet. */
async function offered(client: Context<Member>) {
  const offer = await giveMandate(client, everything)
  if ('problems' in offer) throw new Error('the mandate was put back')
  const door = await database.as({ kind: 'anyone' }).transaction((tx) => findMandateDoor(tx, offer.number, night))
  if (!door) throw new Error('nothing is offered under the number')
  return door
}

test('narrowed to one report in the moment in which it is taken up, it opens with that report', async () => {
  const client = await personOf(database, '架空の絞る会社')
  const reference = await startOwnReport(client, 'ja')
  const door = await offered(client)
  const narrowing: { done?: Promise<unknown> } = {}
  const db = openUntil(database, vendor.db, () => {
    narrowing.done = narrow(client, door.id, { ...asItIs, reference })
  })
  expect(await takeUp({ ...vendor, db }, door, words)).toBe(door.id)
  expect(await narrowing.done).toEqual([])
  expect(await given(client)).toMatchObject([{ id: door.id, vendorName: '架空セキュリティ' }])
})

test('evidence that arrives while its mandate is narrowed to one report opens with that report', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-evidence-beside-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const fileLimits = { ...readConfig({}).fileLimits, file: 1, report: 1 }
  const shelf = openShelf({ filesDir: folder, bucket: null, fileLimits, clamd: null })
  const client = await personOf(database, '架空の契約の会社')
  const reference = await startOwnReport(client, 'ja')
  const { mandateId: id } = await mandated(database, client, vendor)

  const form = new FormData()
  form.append('file', new File(['第12条'], '契約書.txt'))
  const posted = new Response(form)
  const bytes = new Uint8Array(await posted.clone().arrayBuffer())
  const body = new ReadableStream({
    type: 'bytes', // asked for when it is read, and not before
    async pull(arriving) {
      expect(await narrow(client, id, { ...asItIs, reference })).toEqual([])
      arriving.enqueue(bytes)
      arriving.close()
    },
  })
  const headers = { 'Content-Type': posted.headers.get('Content-Type') ?? '' }
  const arriving = { method: 'POST', headers, body, duplex: 'half' }
  const request = new Request('https://portal.example.jp/', arriving)
  expect(await addEvidence(client, shelf, { id, request, network: 'here' })).toBeNull()
  const asked = { id, request: new Request('https://portal.example.jp/') }
  expect(await (await takeEvidence(client, shelf, asked)).text()).toBe('第12条')
})

test('a vendor that takes it up in the moment in which it is ended hears of the end', async () => {
  const client = await personOf(database, '架空の取り消す会社')
  const door = await offered(client)
  const ending: { done?: Promise<unknown> } = {}
  const db = openUntil(database, vendor.db, () => {
    ending.done = revokeMandate(client, door.id)
  })
  await takeUp({ ...vendor, db }, door, words)
  await ending.done
  const told = await database.owner`select payload from outbox where payload ->> 'key' = ${`${door.id} revoked`}`
  expect(told.map(({ payload }) => payload.organisationId)).toEqual([vendor.actor.organisationId])
})
