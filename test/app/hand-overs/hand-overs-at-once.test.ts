/** A case that is handed over while a colleague, or the same button, does something with it. */
import { expect, test } from 'vitest'

import { readCase } from '#app/case-files/page/read-case.server.ts'
import { handOver } from '#app/hand-overs/hand-over.server.ts'
import { readPassings } from '#app/hand-overs/read-passings.server.ts'
import { returnCopies } from '#db/case-files/returns.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { somebodyWaits, testDatabase, unwritten } from '#test/support/database.ts'

const database = await testDatabase()

async function wished() {
  const holder = await filedHospital(database)
  const police = await deskOf(database, holder, 'police', '徳島県')
  const { deliveries, file } = await readCase(police, police.id)
  const delivery = deliveries.at(-1)?.line.id ?? ''
  const wish = { to: 'ipa', prefecture: '', delivery, items: ['org-name'], groundText: '', reason: '' }
  return { holder, police, file, press: () => handOver(police, police.id, { ...wish, ground: 'ipa-standards' }) }
}

test('what a colleague gives back in this moment is not passed on', async () => {
  const { holder, police, file, press } = await wished()
  const { handing } = await police.db.transaction(async (tx) => {
    const { reportId, heading } = file
    const copy = { caseFileId: police.id, reportId, handOverId: null, heading, now: police.now } as const
    expect(await returnCopies(tx, { ...copy, reason: 'wrong-addressee' })).not.toBeNull()
    const begun = press().catch((error: unknown) => error)
    await somebodyWaits(database)
    return { handing: begun }
  })
  expect(await handing).toMatchObject({ code: 'conflict' })
  expect((await readPassings(holder)).handOvers).toEqual([])
})

test('pressed twice, it is passed on once, and the reporter told once', async () => {
  const { holder, press } = await wished()
  const { pressed } = await unwritten(database, async (sql) => {
    await sql`lock table hand_overs in share row exclusive mode`
    const both = Promise.all([press(), press()])
    await somebodyWaits(database, 2)
    return { pressed: both }
  })
  expect(await pressed).toEqual([{ done: 'handedOver' }, { done: 'handedOver' }])
  expect((await readPassings(holder)).handOvers).toHaveLength(1)
})

test('two bodies hand over to each other at once', async () => {
  const { holder, police, press } = await wished()
  expect(await press()).toEqual({ done: 'handedOver' })
  const ipa = await deskOf(database, holder, 'ipa')
  const [held] = (await readCase(ipa, ipa.id)).deliveries
  const back = {
    to: 'police',
    prefecture: '徳島県',
    delivery: held?.line.id ?? '',
    items: ['org-name'],
    ground: 'other',
  }
  const more = { groundText: '照会への回答', reason: '確認のため。' }
  const there = {
    ...back,
    to: 'ipa',
    prefecture: '',
    delivery: (await readCase(police, police.id)).deliveries.at(-1)?.line.id ?? '',
  }
  const { pressed } = await unwritten(database, async (sql) => {
    await sql`lock table hand_overs in share row exclusive mode`
    const both = Promise.all([
      handOver(police, police.id, { ...there, ...more }),
      handOver(ipa, ipa.id, { ...back, ...more }),
    ])
    await somebodyWaits(database, 2)
    return { pressed: both }
  })
  expect(await pressed).toEqual([{ done: 'handedOver' }, { done: 'handedOver' }])
})
