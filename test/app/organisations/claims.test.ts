/** Somebody says that an organisation is a corporation: by which codes that is shown, and who else says so. */
import { expect, test } from 'vitest'

import { startOwnReport } from '#app/accounts/own-report.server.ts'
import { decideClaim, makeLetter, takeVerificationBack, verify } from '#app/organisations/claim.server.ts'
import { readOrganisation } from '#app/organisations/operate.server.ts'
import type { Tx } from '#db/context.ts'
import { findClaim, insertClaim, setClaimCode, tryClaimCode } from '#db/organisations/claims.server.ts'
import type { Member } from '#db/context.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { findOrganisation, insertOrganisation, setProfile } from '#db/organisations/organisations.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'
import { insertOperator } from '#db/people/people.server.ts'
import { readDraft } from '#db/reports/drafts.server.ts'
import { findReportByReference } from '#db/reports/reports.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { operator } from '#test/support/filings.ts'

const database = await testDatabase()
const worker = database.as({ kind: 'worker' })
const now = new Date('2026-11-20T09:00:00+09:00')
const tomorrow = new Date(now.getTime() + 25 * 3_600_000)

async function claimOf(tx: Tx, name: string, corporateNumber: string) {
  const accountId = newId()
  await insertAccount(tx, { id: accountId, name: '架空 太郎', mail: `${accountId}@parts.example` }, now)
  const organisationId = await insertOrganisation(tx, { profile: { name }, corporateNumber: null }, now)
  const content = { name, address: '東京都', mail: 'somu@parts.example', note: '' }
  const id = await insertClaim(tx, { organisationId, accountId, corporateNumber, content, now })
  return { id, organisationId, accountId }
}

test('wrong tries at a letter are not forgotten for a new mail, nor the other way round', async () => {
  await worker.transaction(async (tx) => {
    const { id } = await claimOf(tx, '架空の組織', '3999900011449')
    const wrong = async (kind: 'mail' | 'letter') => {
      for (let tries = 0; tries < 5; tries += 1) expect(await tryClaimCode(tx, id, kind, 'wrong', now)).toBe(false)
    }
    await setClaimCode(tx, id, 'letter', 'K7WF3HXM9P', now)
    await wrong('letter')
    await setClaimCode(tx, id, 'mail', '222222222222', now)
    expect(await tryClaimCode(tx, id, 'letter', 'K7WF3HXM9P', now)).toBe(false)
    await setClaimCode(tx, id, 'letter', 'H3WF3HXM9P', now)
    await wrong('mail')
    expect(await tryClaimCode(tx, id, 'letter', 'H3WF3HXM9P', now)).toBe(true)
  })
})

test('a mailed code holds for a day, and a letter for as long as the post takes', async () => {
  await worker.transaction(async (tx) => {
    const { id } = await claimOf(tx, '架空の組織', '3999900011449')
    await setClaimCode(tx, id, 'mail', '111111111111', now)
    await setClaimCode(tx, id, 'letter', 'K7WF3HXM9P', now)
    expect(await tryClaimCode(tx, id, 'mail', '111111111111', tomorrow)).toBe(false)
    expect(await tryClaimCode(tx, id, 'mail', '111111111111', now)).toBe(true)
    expect(await tryClaimCode(tx, id, 'letter', 'K7WF3HXM9P', tomorrow)).toBe(true)
  })
})

test('a corporation is one organisation: who proves to be it as well is told, and neither changes', async () => {
  const number = '5999900010481'
  const found = await worker.transaction(async (tx) => {
    const [first, second] = [await claimOf(tx, '先に確認された組織', number), await claimOf(tx, '架空の別組織', number)]
    expect(await verify(tx, first.id, 'letter', now)).toBe(true)
    expect(await verify(tx, second.id, 'openid', now)).toBe(false)
    expect(await verify(tx, second.id, 'letter', now)).toBe(false)
    const ids = [first.organisationId, second.organisationId]
    return [...(await Promise.all(ids.map((id) => findOrganisation(tx, id)))), await findClaim(tx, second.id)]
  })
  expect(found).toMatchObject([{ corporateNumber: number }, { verifiedAt: null }, { endedAt: null }])
})

test('the code of a letter is good again once whoever was verified before is that corporation no more', async () => {
  const number = '8999900000110'
  const typed = (id: string) => worker.transaction((tx) => tryClaimCode(tx, id, 'letter', 'K7WF3HXM9P', now))
  const [first, second] = await worker.transaction(async (tx) => {
    const both = [await claimOf(tx, '先に確認された組織', number), await claimOf(tx, '架空の別組織', number)] as const
    await verify(tx, both[0].id, 'openid', now)
    await setClaimCode(tx, both[1].id, 'letter', 'K7WF3HXM9P', now)
    return both
  })
  const prove = async () =>
    (await typed(second.id)) && (await worker.transaction((tx) => verify(tx, second.id, 'letter', now)))
  expect(await prove()).toBe(false)
  await takeVerificationBack({ db: database.as(operator), actor: operator, now }, first.organisationId)
  expect([await prove(), await typed(second.id)]).toEqual([true, false])
})

test('whoever decides on a claim sees who else says to be that corporation', async () => {
  const number = '7000012050002'
  const [first, second] = await worker.transaction(async (tx) => [
    await claimOf(tx, '先に申請した組織', number),
    await claimOf(tx, '後に申請した組織', number),
  ])
  const { open } = await readOrganisation({ db: database.as(operator), actor: operator, now }, first.organisationId)
  expect(open?.rivals).toEqual([{ id: second.organisationId, name: '後に申請した組織', verified: false }])
})

test('whoever decides sees that the organisation was renamed since, and decides on the name that it has', async () => {
  const { id, organisationId } = await worker.transaction((tx) => claimOf(tx, '架空運輸', '3999900011449'))
  await worker.transaction((tx) => setProfile(tx, organisationId, { name: '別の架空運輸' }))
  await database.as(operator).transaction((tx) => insertOperator(tx, { ...operator, name: '架空 運営' }, now))
  const context = { db: database.as(operator), actor: operator, now }
  const { open } = await readOrganisation(context, organisationId)
  expect(open).toMatchObject({ name: '架空運輸', nameNow: '別の架空運輸' })
  const decided = { evidence: '登記', reason: '登記と同じ' }
  expect(await decideClaim(context, id, { verified: true, name: '架空運輸', ...decided })).toBe('renamed')
  expect(await decideClaim(context, id, { verified: false, name: '架空運輸', ...decided })).toBeNull()
  expect(await decideClaim(context, id, { verified: true, name: '別の架空運輸', ...decided })).toBe('ended')
  const { past, organisation } = await readOrganisation(context, organisationId)
  expect([past[0]?.name, organisation.verifiedAt]).toEqual(['架空運輸', null])
})

test('whoever made a claim may be gone by the time it is decided: who administers the organisation hears of it', async () => {
  const { id, organisationId } = await worker.transaction((tx) => claimOf(tx, '架空倉庫', '5999900010481'))
  const context = { db: database.as(operator), actor: operator, now }
  await database.as(operator).transaction((tx) => insertOperator(tx, { ...operator, name: '架空 運営' }, now))
  await decideClaim(context, id, { verified: false, name: '架空倉庫', evidence: '', reason: '登記と違います' })
  const told = await database.owner`select payload from outbox where payload ->> 'key' = ${id}`
  const { accountId, ...to } = told[0]?.payload ?? {}
  expect([told.length, accountId, to]).toEqual([
    1,
    undefined,
    { event: 'claim', key: id, organisationId, roles: ['administrator'] },
  ])
})

test('a letter bears the name of its day, and what was verified stands in the claim', async () => {
  const { id, organisationId } = await worker.transaction((tx) => claimOf(tx, '架空物流', '8000012010038'))
  const rename = (name: string) => worker.transaction((tx) => setProfile(tx, organisationId, { name }))
  const context = { db: database.as(operator), actor: operator, now }
  const nameIn = async () => (await worker.transaction((tx) => findClaim(tx, id)))?.name
  await rename('架空物流サービス')
  expect((await makeLetter(context, id)).claim).toMatchObject({ name: '架空物流サービス', address: '東京都' })
  expect(await nameIn()).toBe('架空物流サービス')
  await rename('架空ロジ')
  expect(await worker.transaction((tx) => verify(tx, id, 'openid', now))).toBe(true)
  expect(await nameIn()).toBe('架空ロジ')
})

test('a report of a verified organisation begins with its number, which was typed for the claim and nowhere else', async () => {
  const { accountId, organisationId } = await worker.transaction(async (tx) => {
    const claim = await claimOf(tx, '架空の港', '8999900010223')
    await insertMembership(tx, { ...claim, role: 'editor', now })
    expect(await verify(tx, claim.id, 'letter', now)).toBe(true)
    return claim
  })
  const actor: Member = { kind: 'member', accountId, organisationId, role: 'editor' }
  const reference = await startOwnReport({ db: database.as(actor), actor, now }, 'ja')
  const draft = await database.as(actor).transaction(async (tx) => {
    const report = await findReportByReference(tx, reference)
    return report && readDraft(tx, report.id)
  })
  expect(draft?.answers).toEqual({ 'org-corporate-number': '8999900010223' })
})
