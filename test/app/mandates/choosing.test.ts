/** A vendor with two mandates for one report: it acts under the one that its person chose, and under nothing else. */
import { describe, expect, test } from 'vitest'

import { chooseOther, readOthers } from '#app/console/other-mandates.server.ts'
import { readVendorReport } from '#app/console/vendor-report.server.ts'
import { answerItems } from '#app/feedback/answer-question.server.ts'
import { vendorIn } from '#app/http/filer.server.ts'
import { revokeMandate } from '#app/mandates/give-mandate.server.ts'
import type { Context, FilingVendor, Member } from '#db/context.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'
import { chooseMandate, listVendorSeats, recordViewed } from '#db/vendors/vendor-seats.server.ts'
import { draftOf, later, night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

import { mandated, personOf, seatOf } from './mandates.world.ts'
import { askedOf, some } from './questions.world.ts'

const database = await testDatabase()
const vendor = await personOf(database, '架空セキュリティ')
const route = { 'cause-route': 'VPN装置からの侵入とみています' }

/** The person as a page lets them in. */
async function at(person: Context<Member>, reference: string, hours = 3): Promise<Context<FilingVendor>> {
  const seat = await seatOf(person, reference, later(hours))
  if (!seat) throw new Error('no seat')
  const actor = vendorIn(seat, person.actor)
  const db = database.as(actor)
  await db.transaction((tx) => recordViewed(tx, actor, later(hours)))
  return { db, actor, now: later(hours) }
}

const othersOf = async (person: Context<FilingVendor>, reference: string) =>
  readOthers(person, await listVendorSeats(vendor.db, reference, person.now))

async function colleagueOf({ actor: { organisationId } }: Context<Member>, name: string): Promise<Context<Member>> {
  const actor = await database.as({ kind: 'worker' }).transaction(async (tx): Promise<Member> => {
    const accountId = (await insertAccount(tx, { mail: `${name}@vendor.example`, name }, night)) ?? ''
    await insertMembership(tx, { accountId, organisationId, role: 'editor', now: night })
    return { kind: 'member', accountId, organisationId, role: 'editor' }
  })
  return { db: database.as(actor), actor, now: night }
}

describe('the whole form to fill in, and some sections to answer', async () => {
  const { holder, mandateId: answering, reference } = await askedOf(database, vendor, some)
  const { mandateId: filling } = await mandated(database, holder, vendor, { acts: ['draft'] })
  const colleague = await colleagueOf(vendor, '同僚')

  test('it begins with the whole form, and is told what the other one lets it answer', async () => {
    const whole = await at(vendor, reference)
    expect(whole.actor).toMatchObject({ mandateId: filling, mandateIds: [filling], scope: { sections: null } })
    const others = await othersOf(whole, reference)
    expect(others).toMatchObject([
      { id: answering, sections: ['cause', 'indicators'], acts: ['answer'], answerable: 1 },
    ])
    const answered = answerItems(whole, { key: 'a'.repeat(32), answers: route, consents: [], unchanged: '' })
    await expect(answered).rejects.toMatchObject({ code: '42501' })
  })

  test('switched to the other it answers, under that one; a colleague goes on under the first', async () => {
    await chooseOther(await at(vendor, reference), reference, answering)
    const limited = await at(vendor, reference)
    expect(limited.actor).toMatchObject({ mandateId: answering, mandateIds: [answering] })
    const page = await readVendorReport(limited)
    expect([page.isWhole, page.mayDraft, page.questions.length]).toEqual([false, false, 1])
    expect((await othersOf(limited, reference)).map(({ id, answerable }) => [id, answerable])).toEqual([[filling, 0]])
    expect((await at(colleague, reference)).actor.mandateId).toBe(filling)

    const given = { key: 'b'.repeat(32), answers: route, consents: [], unchanged: '' }
    expect(await answerItems(limited, given)).toMatchObject({ kind: 'sent', number: 2 })
    expect((await draftOf(holder)).answers).toMatchObject(route)
    const [filed] = await holder.db.transaction(
      ({ sql }) =>
        sql`select mandate_id from filings where report_id = ${holder.actor.reportId} and revision_number = 2`,
    )
    expect(filed).toEqual({ mandateId: answering })
  })

  test('nobody chooses what they do not hold, nor for somebody else', async () => {
    const other = await personOf(database, '他社セキュリティ')
    const { mandateId: theirs } = await mandated(database, holder, other, { acts: ['draft'] })
    const own = await at(vendor, reference)
    await expect(chooseOther(own, reference, theirs)).rejects.toMatchObject({ code: 'noMandate' })
    const foreign = own.db.transaction((tx) => chooseMandate(tx, { ...own.actor, mandateId: theirs }, later(3)))
    await expect(foreign).rejects.toMatchObject({ code: '42501' })
    const { accountId } = other.actor
    const forThem = own.db.transaction((tx) => chooseMandate(tx, { ...own.actor, accountId }, later(3)))
    await expect(forThem).rejects.toMatchObject({ code: '42501' })
    expect((await at(other, reference)).actor.mandateId).toBe(theirs)
  })

  test('once the chosen one is taken back, the other one is left, and it can be chosen no more', async () => {
    await revokeMandate({ ...holder, now: later(4) }, answering)
    const left = await at(vendor, reference, 5)
    expect(left.actor.mandateId).toBe(filling)
    expect(await othersOf(left, reference)).toEqual([])
    await expect(chooseOther(left, reference, answering)).rejects.toMatchObject({ code: 'noMandate' })
  })
})
