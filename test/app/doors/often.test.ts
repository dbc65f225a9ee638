/** How often something may be done: what one visitor sends, and what is brought into being in an hour. */
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startOwnReport } from '#app/accounts/own-report.server.ts'
import { importReports } from '#app/console/import-reports.server.ts'
import { addEntrustor, readEntrustors, startOwnPart } from '#app/entrustors/entrustors.server.ts'
import { mostInAnHour, type Doing } from '#app/http/doings.server.ts'
import { mostPosts } from '#app/http/post-limits.server.ts'
import { giveMandate, giveMandateCode } from '#app/mandates/give-mandate.server.ts'
import { inviteMember } from '#app/organisations/organise.server.ts'
import { makeProgram } from '#app/programs/programs.server.ts'
import type { Context, Vendor } from '#db/context.ts'
import { listMandatesFor } from '#db/mandates/mandates.server.ts'
import { countDone } from '#db/people/attempts.server.ts'
import { everything, personOf } from '#test/app/mandates/mandates.world.ts'
import { later, newReport, night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerNamed, signedIn } from '#test/support/officers.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

describe('in an hour', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>
  beforeAll(async () => {
    database = await testDatabase()
  })
  const count = (key: string, times: number, now: Date, most = 10) =>
    database.as({ kind: 'anyone' }).transaction((tx) => countDone(tx, { key, times, most, now }))

  test('what comes at the same time is counted, the hour begins with the first, and ends whatever was refused in it', async () => {
    const together = await Promise.all(Array.from({ length: 12 }, () => count('one', 1, night)))
    expect(together.filter((until) => until === null)).toHaveLength(10)
    expect(await count('one', 1, later(0.9))).toEqual(later(1))
    expect(await count('other', 11, night)).toEqual(later(1))
    expect(await count('one', 10, later(1))).toBeNull()
    expect(await count('one', 1, later(1.5))).toEqual(later(2))
  })

  test('one report gives so many mandates and codes, and others are not held up by it', async () => {
    const holder = await newReport(database)
    const given = await giveMandate(holder, everything)
    if ('problems' in given) throw new Error('put back')
    await count(
      `mandate of a report:${holder.actor.reportId}`,
      mostInAnHour['mandate of a report'] - 2,
      night,
      Infinity,
    )
    expect(await giveMandateCode(holder, given.id)).toHaveProperty('code')
    const ways = [() => giveMandate(holder, everything), () => giveMandateCode(holder, given.id)]
    for (const way of ways) await expect(way()).rejects.toMatchObject({ code: 'tooMany', data: { retryAfter: 3_600 } })
    expect(await holder.db.transaction((tx) => listMandatesFor(tx, holder.actor.reportId))).toHaveLength(1)
    expect(await giveMandate(await newReport(database), everything)).toHaveProperty('code')
    expect(await giveMandate({ ...holder, now: later(1) }, everything)).toHaveProperty('code')
  })

  test('everything else that people bring into being has an end, too', async () => {
    const [member, holder] = [await personOf(database, '架空の工場'), await newReport(database)]
    const { accountId, organisationId } = member.actor
    await addEntrustor(holder, { name: '架空商店', people: 10 })
    const [entrustor] = (await readEntrustors(holder)).entrustors
    const actor: Vendor = { kind: 'vendor', accountId, organisationId, mandateIds: [] }
    const vendor: Context<Vendor> = { db: database.as(actor), actor, now: night }
    const organisation = { id: organisationId, name: '架空の工場' }
    const program = { name: 'x', kind: 'key', days: '30', acts: ['reports:read'], whose: 'own' }
    const ways: [Doing, of: string, () => Promise<unknown>][] = [
      ['part of a report', holder.actor.reportId, () => startOwnPart(holder, entrustor?.id ?? '', 'ja')],
      ['report of an account', accountId, () => startOwnReport(member, 'ja')],
      ['mandate of an organisation', organisationId, () => giveMandate(member, everything)],
      ['invitation to an organisation', organisationId, () => inviteMember(member, 'reader')],
      ['program of an owner', organisationId, () => makeProgram(member, program as never)],
      [
        'report of a vendor',
        organisationId,
        () =>
          importReports(
            { vendor, organisation } as never,
            [
              ['mandate', 'ticket'],
              ['', 'T-1'],
            ],
            'ja',
          ),
      ],
    ]
    for (const [doing, of, way] of ways) {
      await count(`${doing}:${of}`, mostInAnHour[doing], night, Infinity)
      await expect(way(), doing).rejects.toMatchObject({ code: 'tooMany' })
    }
  })
})

describe('in a minute', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.stop())

  test('a session sends so much and no more; what was typed is on the page that says so, and others go on', async () => {
    const [one, other] = await Promise.all(
      (['ppc-aoki', 'nco-tachibana'] as const).map((id) => signedIn(server.origin, officerNamed(id).officerId)),
    )
    if (!one || !other) throw new Error('nobody came in')
    const path = '/desk/case-files/00000000-0000-7000-8000-000000000000/notes'
    const dozens = Array.from({ length: mostPosts.session / 12 })
    for (const _ of dozens) await Promise.all(Array.from({ length: 12 }, () => one.post(path, {})))
    const refused = await one.post(path, { text: '長いメモ' })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
    const page = await refused.text()
    expect(page).toContain('いま入力した内容は、この画面に残っています')
    expect(page).toContain('name="text" value="長いメモ"')
    expect((await one.get('/desk')).status).toBe(200)
    expect((await other.post(path, { text: 'x' })).status).not.toBe(429)
  })

  test('what is not theirs is written down so often', async () => {
    const officer = await signedIn(server.origin, officerNamed('ppc-aoki').officerId)
    for (let asked = 0; asked < mostPosts.denied + 5; asked++) await officer.get('/operator/people')
    const owner = postgres(server.databaseUrl, { max: 1 })
    const { officerId } = officerNamed('ppc-aoki')
    const lines = await owner`select 1 from audit where report_id = ${officerId} and did = 'access.denied'`
    await owner.end()
    expect(lines).toHaveLength(mostPosts.denied)
  })
})
