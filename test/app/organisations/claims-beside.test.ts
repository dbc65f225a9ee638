/** A claim in the moments in which two people act on it: it is decided twice, made twice, and the organisation is renamed. */
import { expect, test } from 'vitest'

import { claimCorporation, decideClaim, takeVerificationBack, verify } from '#app/organisations/claim.server.ts'
import { changeProfile } from '#app/organisations/organise.server.ts'
import type { Context, Member, Operator } from '#db/context.ts'
import { findOpenClaim, listClaims } from '#db/organisations/claims.server.ts'
import { findOrganisation } from '#db/organisations/organisations.server.ts'
import { insertOperator } from '#db/people/people.server.ts'
import { personOf } from '#test/app/mandates/mandates.world.ts'
import { night } from '#test/app/reports/reports.world.ts'
import { openUntil } from '#test/support/beside.ts'
import { somebodyWaits, testDatabase } from '#test/support/database.ts'
import { operator } from '#test/support/filings.ts'

const database = await testDatabase()
const worker = database.as({ kind: 'worker' })
const operating: Context<Operator> = { db: database.as(operator), actor: operator, now: night }
await operating.db.transaction((tx) => insertOperator(tx, { ...operator, name: '架空 運営' }, night))
const yes = { verified: true, evidence: '登記', reason: '登記と同じ' }
const no = { verified: false, evidence: '', reason: '登記と違います' }
const form = { address: '東京都', mail: 'somu@parts.example', note: '' }

/** An organisation whose administrator says which corporation it is. */
async function claimed(name: string, number: string) {
  const boss = await personOf(database, name)
  expect(await claimCorporation(boss, { number, ...form })).toEqual([])
  const claim = await worker.transaction((tx) => findOpenClaim(tx, boss.actor.organisationId))
  return { boss, name, id: claim?.id ?? '' }
}

const organisationOf = ({ actor }: Context<Member>) =>
  worker.transaction((tx) => findOrganisation(tx, actor.organisationId))

test('refused in the moment in which another operator says yes, it stays refused', async () => {
  const { boss, name, id } = await claimed('架空運輸', '3999900011449')
  const other: { decided?: Promise<unknown> } = {}
  const db = openUntil(database, operating.db, () => {
    other.decided = decideClaim(operating, id, { ...yes, name })
  })
  expect(await decideClaim({ ...operating, db }, id, { ...no, name })).toBeNull()
  expect(await other.decided).toBe('ended')
  expect(await organisationOf(boss)).toMatchObject({ verifiedAt: null })
})

test('renamed in the moment in which it is verified, it keeps the name that was verified', async () => {
  const { boss, name, id } = await claimed('架空物流', '8000012010038')
  const renaming = await worker.transaction(async (tx) => {
    expect(await verify(tx, id, 'letter', night)).toBe(true)
    const done = changeProfile(boss, { 'org-name': '別の架空物流' })
    await somebodyWaits(database)
    return { done }
  })
  await renaming.done
  expect(await organisationOf(boss)).toMatchObject({ verifiedWay: 'letter', profile: { name } })
})

test('an operator who looked at a name that changes in this moment is asked to look again', async () => {
  const { boss, name, id } = await claimed('架空倉庫', '5999900010481')
  const deciding: { done?: Promise<unknown> } = {}
  const db = openUntil(database, boss.db, () => {
    deciding.done = decideClaim(operating, id, { ...yes, name })
  })
  await changeProfile({ ...boss, db }, { 'org-name': '別の架空倉庫' })
  expect(await deciding.done).toBe('renamed')
  expect(await organisationOf(boss)).toMatchObject({ verifiedAt: null })
})

const claim = (context: Context<Member>) => claimCorporation(context, { number: '8999900010223', ...form })

test('the button is pressed twice: one claim is open, and nobody is put back', async () => {
  const boss = await personOf(database, '架空の港')
  const second: { done?: Promise<unknown> } = {}
  const db = openUntil(database, boss.db, () => {
    second.done = claim(boss)
  })
  expect([await claim({ ...boss, db }), await second.done]).toEqual([[], []])
  const all = await worker.transaction((tx) => listClaims(tx, boss.actor.organisationId))
  expect(all.filter(({ endedAt }) => endedAt === null)).toHaveLength(1)
})

test('a verification that is taken back twice at once is taken back once, and its administrators hear of it once', async () => {
  const { boss, id } = await claimed('架空の渡し場', '7000012050002')
  expect(await worker.transaction((tx) => verify(tx, id, 'letter', night))).toBe(true)
  const { organisationId } = boss.actor
  await Promise.all([1, 2].map(() => takeVerificationBack(operating, organisationId)))
  const told = await database.owner`
    select 1 from outbox where payload ->> 'event' = 'claim' and payload ->> 'organisationId' = ${organisationId}`
  expect([told.length, (await organisationOf(boss))?.verifiedAt]).toEqual([1, null])
})
