/** A mandate is made narrower while it runs: at once, for everything that rests on it, and never wider. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'

import { readConfig } from '#app/config.server.ts'
import { startOwnReport } from '#app/accounts/own-report.server.ts'
import { openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { hospital } from '#app/demo/stories/hospital.ts'
import { storyClock } from '#app/demo/story.ts'
import { openShelf } from '#app/files/shelf.server.ts'
import { approveSending, askToSend, readWaiting } from '#app/mandates/decide-sending.server.ts'
import { addEvidence, takeEvidence } from '#app/mandates/evidence.server.ts'
import { narrow } from '#app/mandates/narrow-mandate.server.ts'
import { readMandates } from '#app/mandates/read-mandates.server.ts'
import type { TypedNarrowing } from '#app/mandates/typed-narrowing.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { makeWebhook } from '#app/webhooks/arrange.server.ts'
import type { Context, Filer, FilingMember, Member } from '#db/context.ts'
import { listMandatesById } from '#db/mandates/mandates.server.ts'
import { findReportByReference } from '#db/reports/reports.server.ts'
import { listDeliveries } from '#db/submissions/deliveries.server.ts'
import { recordViewed } from '#db/vendors/vendor-seats.server.ts'
import type { Answers } from '#forms/item.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { draftOf, later, newReport, night, save } from '#test/app/reports/reports.world.ts'
import { openReceiver } from '#test/app/webhooks/receiver.ts'
import { lookOf, place } from '#test/app/webhooks/webhooks.world.ts'
import { testDatabase } from '#test/support/database.ts'

import { mandated, personOf, seatOf } from './mandates.world.ts'

const database = await testDatabase()
const vendor = await personOf(database, '架空セキュリティ')
const answers = hospital.answers(storyClock(night))
const asItIs: TypedNarrowing = {
  reach: 'whole',
  sections: [],
  acts: ['draft', 'send', 'answer'],
  until: '2027-01-31',
  reference: '',
}
const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code)
const fill = async (context: Context<Filer>, told: Answers, base?: number) =>
  saveAnswers(context, {
    base: base ?? (await openDraft(context)).draft.version,
    items: Object.keys(told),
    answers: told,
  })

describe('of one report', async () => {
  const holder = await newReport(database)
  await save(holder, answers)
  const acting = await mandated(database, holder, vendor, { approves: true })
  const seat = (hours = 1) => seatOf(vendor, holder.reference, later(hours))

  test('nothing is put on top of what it is, whatever is posted, and the store refuses that, too', async () => {
    const tries: [Partial<TypedNarrowing>, string[]][] = [
      [{}, ['notNarrower']],
      [{ acts: [] }, ['actsMissing']],
      [{ reach: 'some' }, ['sectionsMissing']],
      [{ until: '2027-02-01' }, ['untilLater']],
      [{ until: '2026-10-30' }, ['untilPast']],
      [{ until: 'soon' }, ['untilMissing']],
      [{ until: '2027-02-29' }, ['untilMissing']],
    ]
    for (const [change, problems] of tries) {
      expect(codes(await narrow(holder, acting.mandateId, { ...asItIs, ...change }))).toEqual(problems)
    }
    const stranger = await newReport(database)
    await expect(narrow(stranger, acting.mandateId, { ...asItIs, acts: ['draft'] })).rejects.toMatchObject({
      code: 'notFound',
    })
  })

  test('sections that are taken away are seen and written no more, also by a page that was open', async () => {
    const base = (await openDraft(acting)).draft.version
    await askToSend(acting)
    const waiting = await readWaiting(holder)
    const fewer = { ...asItIs, reach: 'some', sections: ['cause', 'indicators'] }
    expect(await narrow({ ...holder, now: later(1) }, acting.mandateId, fewer)).toEqual([])
    expect(await seat()).toMatchObject({ sections: ['cause', 'indicators'] })
    expect(await readWaiting(holder), 'asked for under other terms').toBeNull()
    expect(await approveSending(holder, waiting?.sending.id ?? '')).toEqual({ kind: 'decided' })

    await fill(acting, { 'org-name': 'だれか', 'ioc-network': ['203.0.113.9'] }, base)
    expect((await draftOf(holder)).answers).toMatchObject({
      'org-name': answers['org-name'],
      'ioc-network': ['203.0.113.9'],
    })
    expect(codes(await narrow(holder, acting.mandateId, { ...fewer, sections: ['cause', 'organisation'] }))).toEqual([
      'wider',
    ])
    const { mandates } = await readMandates(holder)
    expect(mandates[0]).toMatchObject({ sections: ['cause', 'indicators'], narrowedAt: later(1).toISOString() })
  })

  test('an act that is taken away is done no more, and nothing that waits for it goes', async () => {
    const some = { ...asItIs, reach: 'some', sections: ['cause', 'indicators'] }
    const limited = { ...acting, actor: { ...acting.actor, scope: { ...acting.actor.scope, sections: some.sections } } }
    await askToSend(limited)
    expect(await narrow({ ...holder, now: later(2) }, acting.mandateId, { ...some, acts: ['answer'] })).toEqual([])
    expect(await readWaiting(holder)).toBeNull()
    expect(await seat()).toMatchObject({ acts: ['answer'] })
    expect(codes(await narrow(holder, acting.mandateId, { ...some, acts: ['answer', 'send'] }))).toEqual(['wider'])
    const sent = database.owner`update mandates set acts = '{draft,answer}' where id = ${acting.mandateId}`
    await expect(sent).rejects.toMatchObject({ code: '23514', constraint_name: 'mandates_narrow' })
  })

  test('a shorter time counts, and both sides can read what changed', async () => {
    const some = { ...asItIs, reach: 'some', sections: ['cause'], acts: ['answer'], until: '2026-11-02' }
    expect(await narrow({ ...holder, now: later(3) }, acting.mandateId, some)).toEqual([])
    expect(await seat(24)).toMatchObject({ sections: ['cause'] })
    expect(await seat(24 * 3)).toBeNull()
    await expect(fill({ ...acting, now: later(24 * 3) }, { 'cause-summary': 'x' })).rejects.toMatchObject({
      code: 'outsideMandate',
    })
    const { events, chain } = await readAccess(holder)
    expect([events.filter(({ did }) => did === 'mandate-narrowed').length, chain?.brokenAt]).toEqual([3, null])
    const [seen] = await acting.db.transaction((tx) => listMandatesById(tx, [acting.mandateId]))
    expect(seen).toMatchObject({ sections: ['cause'], acts: ['answer'], narrowedAt: later(3) })
    const told = await database.owner`
      select payload from outbox where payload::text like ${`%${acting.mandateId} narrowed%`}`
    expect(told.map(({ payload }) => payload.organisationId)).toEqual(Array(3).fill(vendor.actor.organisationId))
  })
})

describe('of all reports of an organisation, to one of them', async () => {
  const client = await personOf(database, '架空の親会社')
  const kept = await ownReport(client)
  const lost = await ownReport(client)
  const { mandateId, actor } = await mandated(database, client, vendor, { approves: true })
  const at = ({ reference }: { reference: string }) => seatOf(vendor, reference, later(1))
  const actingAt = ({ actor: { reportId } }: Context<FilingMember>) => {
    const there = { ...actor, reportId }
    return { db: database.as(there), actor: there, now: night }
  }

  test('only an own report can be left, and only the organisation’s administrators do it', async () => {
    const strange = await ownReport(await personOf(database, '架空のよそ'))
    for (const reference of [strange.reference, 'AAAA-AAAA', 'x']) {
      expect(codes(await narrow(client, mandateId, { ...asItIs, reference }))).toEqual(['referenceUnknown'])
    }
    await expect(narrow(kept, mandateId, { ...asItIs, acts: ['draft'] })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('the others are closed at once with what waits there; words, name and evidence open with that report', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-narrowing-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const shelf = openShelf({
      filesDir: folder,
      bucket: null,
      fileLimits: { ...readConfig({}).fileLimits, file: 1, report: 1 },
      clamd: null,
    })
    const body = new FormData()
    body.append('file', new File(['第12条'], '契約書.txt'))
    const request = new Request('https://portal.example.jp/', { method: 'POST', body })
    expect(await addEvidence(client, shelf, { id: mandateId, request, network: 'here' })).toBeNull()
    for (const report of [kept, lost]) {
      await fill(report, { ...answers, 'org-name': '架空の親会社' })
      await fill(actingAt(report), { 'resp-done': '調べている' })
      await askToSend(actingAt(report))
    }

    expect(await narrow({ ...client, now: later(1) }, mandateId, { ...asItIs, reference: kept.reference })).toEqual([])
    expect([(await at(kept))?.mandateId, await at(lost)]).toEqual([mandateId, null])
    await expect(openDraft(actingAt(lost))).rejects.toMatchObject({ code: 'notFound' })
    expect([await readWaiting(kept), await readWaiting(lost)]).toMatchObject([{ isOver: false }, null])

    const [{ mandates }, elsewhere] = await Promise.all([readMandates(kept), readMandates(lost)])
    expect([mandates[0]?.clause, mandates[0]?.vendor, elsewhere.mandates]).toMatchObject([
      expect.stringContaining('第12条'),
      '架空セキュリティ',
      [],
    ])
    expect((await openDraft(actingAt(kept))).draft.answers['org-name']).toBe('架空の親会社')
    const asked = { id: mandateId, request: new Request('https://portal.example.jp/') }
    expect(await (await takeEvidence(client, shelf, asked)).text()).toBe('第12条')
    const [sealed] = await database.owner`
      select (select id from data_keys where report_id = ${kept.actor.reportId})::text as key,
        substr(encode(content, 'hex'), 3, 32) as used from mandates where id = ${mandateId}`
    expect(sealed?.['used']).toBe(String(sealed?.['key']).replaceAll('-', ''))
    for (const report of [kept, lost]) {
      const { events, chain } = await readAccess(report)
      expect(events.find(({ did }) => did === 'mandate-drafted')?.vendor).toBe('架空セキュリティ')
      expect(chain?.brokenAt).toBeNull()
    }
  })
})

test('with the report that is left goes the mandate, and nothing of the reports that it was for before', async () => {
  const client = await personOf(database, '架空の長く残す会社')
  const [kept, other] = [await ownReport(client), await ownReport(client)]
  const { mandateId, actor } = await mandated(database, client, vendor, { approves: true })
  const there = { ...actor, reportId: other.actor.reportId }
  await fill(other, answers)
  await database.as(there).transaction((tx) => recordViewed(tx, there, night))
  const ask = () => askToSend({ db: database.as(there), actor: there, now: night })
  await ask()
  const filed = await readWaiting(other)
  expect(await approveSending(other, filed?.sending.id ?? '')).toMatchObject({ kind: 'sent' })
  await fill(other, { 'incident-summary': '続きがわかった' })
  expect(await ask()).toBe(true)
  expect(await narrow({ ...client, now: later(1) }, mandateId, { ...asItIs, reference: kept.reference })).toEqual([])
  await database.owner`delete from reports where id = ${kept.actor.reportId}` // as its time is over
  expect(await database.owner`select from mandates where id = ${mandateId}`).toHaveLength(0)
  const left = (await readMandates(other)).sendings.map(({ state, vendor: asker }) => `${state} ${asker}`)
  expect(left.toSorted()).toEqual(['approved 架空セキュリティ', 'stopped 架空セキュリティ'])
  const asking = (await readAccess(other)).events.find(({ did }) => did === 'mandate-sending-asked')
  expect(asking?.vendor, 'by whom it was filed is known still').toBe('架空セキュリティ')
  const hanging = database.owner`
    select conrelid::regclass::text as name from pg_constraint where confrelid = 'mandates'::regclass order by 1`
  expect((await hanging).map(({ name }) => name)).not.toContain('filings')
})

test('who only filled in is named still, when the mandate is gone with the report that was left', async () => {
  const client = await personOf(database, '架空の下書きだけの会社')
  const [kept, other] = [await ownReport(client), await ownReport(client)]
  const { mandateId, actor } = await mandated(database, client, vendor)
  const there = { ...actor, reportId: other.actor.reportId }
  await database.as(there).transaction((tx) => recordViewed(tx, there, night))
  await fill({ db: database.as(there), actor: there, now: night }, { 'resp-done': '調べている' })
  expect(await narrow({ ...client, now: later(1) }, mandateId, { ...asItIs, reference: kept.reference })).toEqual([])
  await database.owner`delete from reports where id = ${kept.actor.reportId}` // as its time is over
  const { events } = await readAccess(other)
  const byVendor = events.flatMap(({ did, role, vendor: by }) => (role === 'vendor' ? [`${did} ${by}`] : []))
  expect(byVendor).toEqual(['mandate-drafted 架空セキュリティ', 'mandate-viewed 架空セキュリティ'])
})

test('the vendor’s programs hear what bodies do with a report that they may see whole, and no more once that ends', async () => {
  const receiver = await openReceiver()
  const look = lookOf(database)
  const wish = { url: receiver.url, events: ['delivery.opened', 'report.closed'], contentKey: '' }
  expect(await makeWebhook(vendor, wish, place)).toMatchObject({ shared: expect.stringMatching(/^whsec_/) })
  const [whole, limited, narrowed, strange] = [
    await filedHospital(database),
    await filedHospital(database),
    await filedHospital(database),
    await filedHospital(database),
  ]
  await mandated(database, whole, vendor)
  await mandated(database, limited, vendor, { reach: 'some', sections: ['cause'] })
  const { mandateId } = await mandated(database, narrowed, vendor)
  const opened = async (holder: typeof whole, recipient: string, now: Date) => {
    const desk = await deskOf(database, holder, recipient)
    const [line] = await desk.db.transaction((tx) => listDeliveries(tx, holder.actor.reportId, recipient))
    if (line) await openDelivery({ ...desk, now }, line)
  }
  for (const holder of [whole, limited, narrowed, strange]) await opened(holder, 'jpcert', later(1))
  await look(later(1), { sweep: true })
  const told = () => receiver.received.map(({ event }) => event.data['reference']).toSorted()
  expect(told()).toEqual([whole.reference, narrowed.reference].toSorted())

  const one = { ...asItIs, reach: 'some', sections: ['cause'] }
  expect(await narrow({ ...narrowed, now: later(2) }, mandateId, one)).toEqual([])
  for (const holder of [whole, narrowed]) await opened(holder, 'ppc', later(3))
  await look(later(3), { sweep: true })
  expect(told()).toEqual([whole.reference, whole.reference, narrowed.reference].toSorted())
})

async function ownReport(client: Context<Member>): Promise<Context<FilingMember> & { reference: string }> {
  const reference = await startOwnReport(client, 'ja')
  const report = await client.db.transaction((tx) => findReportByReference(tx, reference))
  const actor = { ...client.actor, reportId: report?.id ?? '' }
  return { db: database.as(actor), actor, now: night, reference }
}
