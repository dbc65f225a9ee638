import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'

import { readConfig } from '#app/config.server.ts'
import { readVendorReport } from '#app/console/vendor-report.server.ts'
import { hospital } from '#app/demo/stories/hospital.ts'
import { storyClock } from '#app/demo/story.ts'
import { openShelf, type Shelf } from '#app/files/shelf.server.ts'
import { sweepFiles } from '#app/files/sweep.server.ts'
import { readFiled } from '#app/mandates/board-mandates.server.ts'
import { approveSending, askToSend, mustWait, readWaiting, refuseSending } from '#app/mandates/decide-sending.server.ts'
import { addEvidence, evidenceLimit, takeEvidence } from '#app/mandates/evidence.server.ts'
import { giveMandate, giveMandateCode, revokeMandate, setApproves } from '#app/mandates/give-mandate.server.ts'
import { readMandates } from '#app/mandates/read-mandates.server.ts'
import { takeUp } from '#app/mandates/redeem-mandate.server.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { submissionKey, submitReport } from '#app/reports/sending/submit-report.server.ts'
import type { Context, Filer, FilingMember } from '#db/context.ts'
import { countMandates } from '#db/mandates/mandate-files.server.ts'
import {
  findMandateDoor,
  heldMandates,
  listMandatesFor,
  listMandatesOf,
  recordWrongMandateCode,
} from '#db/mandates/mandates.server.ts'
import { verifySecret } from '#db/sealing/secrets.server.ts'
import { latestProjections } from '#db/submissions/deliveries.server.ts'
import type { Answers } from '#forms/item.ts'
import { workerAt } from '#test/app/notices/notices.world.ts'
import { draftOf, later, newReport, night, save, send } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf, operator } from '#test/support/filings.ts'

import { everything, mandated, personOf, seatOf } from './mandates.world.ts'

const database = await testDatabase()
const vendor = await personOf(database, '架空セキュリティ')
const answers = hospital.answers(storyClock(night))
const anyone = database.as({ kind: 'anyone' })
const doorOf = (number: string, hours = 1) => anyone.transaction((tx) => findMandateDoor(tx, number, later(hours)))
const versionOf = async (context: Context<Filer>) => (await openDraft(context)).draft.version
const fill = async (context: Context<Filer>, told: Answers) =>
  saveAnswers(context, { base: await versionOf(context), items: Object.keys(told), answers: told })

describe('a hospital without an account lets a vendor fill in and send', async () => {
  const holder = await newReport(database)
  const acting = await mandated(database, holder, vendor, { approves: true })

  test('the vendor fills in the form, and each sending waits for the hospital', async () => {
    await fill(acting, answers)
    expect((await draftOf(holder)).answers['org-name']).toBe(answers['org-name'])
    expect(mustWait(acting.actor)).toBe(true)
    const version = await versionOf(acting)
    const key = submissionKey(acting.actor.reportId, 0, version)
    await expect(submitReport(acting, { key, version })).rejects.toMatchObject({ code: 'forbidden' })
    await askToSend(acting)
    const waiting = await readWaiting(holder)
    expect(waiting).toMatchObject({ isStale: false, mandate: { vendorName: '架空セキュリティ' } })
    expect(waiting?.preview.news).toContain('ppc')
    const none = await holder.db.transaction((tx) => latestProjections(tx, holder.actor.reportId))
    expect(none.size).toBe(0)
  })

  test('what was changed since the request cannot be approved, and what is returned is not sent', async () => {
    const first = await readWaiting(holder)
    await save(holder, { 'incident-title': '病院が直した件名' })
    expect(await approveSending(holder, first?.sending.id ?? '')).toEqual({ kind: 'changed' })
    await refuseSending(holder, first?.sending.id ?? '', { decision: 'returned', words: '件名を直しました' })
    const { sendings } = await readMandates(holder)
    expect(sendings[0]).toMatchObject({ state: 'returned', words: '件名を直しました' })
  })

  test('once approved it goes, and recipients that know the hospital see who filed it', async () => {
    await askToSend(acting)
    const waiting = await readWaiting(holder)
    const sent = await approveSending(holder, waiting?.sending.id ?? '')
    expect(sent).toMatchObject({ kind: 'sent', number: 1 })
    const projections = await holder.db.transaction((tx) => latestProjections(tx, holder.actor.reportId))
    const projection = projections.get('ppc')?.projection
    if (!projection) throw new Error('the commission got nothing')
    const officer = await officerOf(database, 'ppc')
    const shown = { reportId: holder.actor.reportId, revisionNumber: 1, projection }
    const context = { db: database.as(officer), actor: officer, now: night }
    const filed = { vendor: '架空セキュリティ', client: answers['org-name'], approved: true }
    expect(await readFiled(context, shown)).toEqual(filed)
    const anonymised = projection.items.map((item) => ({ ...item, strength: 'anonymised' as const }))
    expect(await readFiled(context, { ...shown, projection: { ...projection, items: anonymised } })).toBeNull()
    const stranger = await officerOf(database, 'mlit')
    expect(await readFiled({ ...context, db: database.as(stranger), actor: stranger }, shown)).toBeNull()
  })

  test('the hospital sees every act under the mandate in its record of access', async () => {
    const { events, chain } = await readAccess(holder)
    expect(chain?.brokenAt).toBeNull()
    const drafted = events.find(({ did }) => did === 'mandate-drafted')
    expect(drafted).toMatchObject({ role: 'vendor', vendor: '架空セキュリティ' })
    expect(drafted?.items).toContain('org-name')
    expect(events.map(({ did }) => did)).toEqual(
      expect.arrayContaining([
        'mandate-given',
        'mandate-redeemed',
        'mandate-sending-asked',
        'mandate-sending-approved',
      ]),
    )
  })

  test('taken back, nothing is seen or done by it any more, and what waits is stopped', async () => {
    await fill(acting, { 'resp-done': 'x' })
    await askToSend(acting)
    await revokeMandate({ ...holder, now: later(2) }, acting.mandateId)
    await expect(openDraft(acting)).rejects.toMatchObject({ code: 'notFound' })
    await expect(fill(acting, { 'resp-done': 'y' })).rejects.toMatchObject({ code: 'notFound' })
    expect(await seatOf(vendor, holder.reference, later(2))).toBeNull()
    const { mandates, sendings } = await readMandates(holder)
    expect([mandates[0]?.state, sendings[0]?.state]).toEqual(['revoked', 'stopped'])
    expect(await readWaiting(holder)).toBeNull()
  })
})

describe('a mandate for some sections', async () => {
  const holder = await newReport(database)
  await save(holder, answers)
  const acting = await mandated(database, holder, vendor, { reach: 'some', sections: ['indicators', 'cause'] })

  test('shows and takes nothing of the others', async () => {
    const { draft, steps, whole } = await openDraft(acting)
    expect(Object.keys(draft.answers).filter((item) => !/^(ioc|cause|report)-/.test(item))).toEqual([])
    expect(Object.keys(whole.answers).filter((item) => !/^(ioc|cause|report)-/.test(item))).toEqual([])
    const asked = steps.flatMap((step) => step.asked)
    expect(asked.map(({ item }) => item).filter((item) => !/^(ioc|cause)-/.test(item))).toEqual([])
    expect(asked.flatMap(({ for: recipients }) => recipients)).toEqual([])
    const saved = await fill(acting, { 'ioc-network': ['203.0.113.9'], 'org-name': 'だれか', 'incident-title': 'x' })
    expect(saved.draft.answers['org-name']).toBeUndefined()
    const { answers: kept } = await draftOf(holder)
    expect(kept).toMatchObject({ 'ioc-network': ['203.0.113.9'], 'org-name': answers['org-name'] })
  })

  test('sends the whole draft if the client let it, knowing where it goes and not what', async () => {
    const { sendable } = await readVendorReport(acting)
    expect(sendable?.recipients).toContain('ppc')
    expect(JSON.stringify(sendable)).not.toContain(String(answers['org-name']))
    const { key = '', version = 0 } = sendable ?? {}
    const asking = { ...acting.actor, scope: { ...acting.actor.scope, approves: true } }
    expect(mustWait(asking)).toBe(true)
    expect((await readVendorReport({ ...acting, actor: asking })).sendable).toBeNull()
    expect(await submitReport(acting, { key, version })).toMatchObject({ kind: 'sent', number: 1 })
    const sent = await holder.db.transaction((tx) => latestProjections(tx, holder.actor.reportId))
    const told = sent.get('ppc')?.projection.items.find(({ item }) => item === 'org-name')
    expect(told?.value).toBe(answers['org-name'])
  })

  test('is refused by the store, too, where the client wants to look first', async () => {
    const other = await newReport(database)
    await save(other, answers)
    const bound = await mandated(database, other, vendor, { approves: true })
    const version = await versionOf(bound)
    const actor = { ...bound.actor, scope: { ...bound.actor.scope, approves: false } } // as if a page forgot it
    const sending = submitReport({ ...bound, actor }, { key: submissionKey(actor.reportId, 0, version), version })
    await expect(sending).rejects.toMatchObject({ code: '42501' })
  })

  test('finds its seat by the reference, and nobody else does', async () => {
    expect(await seatOf(vendor, holder.reference, later(1))).toMatchObject({
      mandateId: acting.mandateId,
      sections: ['cause', 'indicators'],
    })
    const other = await personOf(database, '架空ほかの会社')
    expect(await seatOf(other, holder.reference, later(1))).toBeNull()
    expect(await seatOf(vendor, holder.reference, later(24 * 365))).toBeNull()
  })
})

test('without approval a vendor sends by itself, and the filing says so', async () => {
  const holder = await newReport(database)
  const acting = await mandated(database, holder, vendor)
  await fill(acting, answers)
  const version = await versionOf(acting)
  const sent = await submitReport(acting, { key: submissionKey(holder.actor.reportId, 0, version), version })
  expect(sent).toMatchObject({ kind: 'sent', number: 1 })
  const { events } = await readAccess(holder)
  expect(events.find(({ did }) => did === 'report-submitted')).toMatchObject({ vendor: '架空セキュリティ' })
})

test('the hospital’s own sending carries nobody’s name', async () => {
  const holder = await newReport(database)
  await mandated(database, holder, vendor)
  await save(holder, answers)
  await send(holder)
  const { events } = await readAccess(holder)
  expect(events.find(({ did }) => did === 'report-submitted')).toMatchObject({ role: 'reporter', vendor: null })
})

test('a code counts once, for a week, and for five tries', async () => {
  const holder = await newReport(database)
  const given = await giveMandate(holder, everything)
  if ('problems' in given) throw new Error('put back')
  expect(await verifySecret(given.code, (await doorOf(given.number, 6 * 24))?.codeHash ?? '')).toBe(true)
  expect(await doorOf(given.number, 7 * 24 + 1)).toBeNull()
  for (let wrong = 0; wrong < 5; wrong++) await anyone.transaction((tx) => recordWrongMandateCode(tx, given.number))
  expect(await doorOf(given.number)).toBeNull()
  const { code } = await giveMandateCode(holder, given.id)
  const door = await doorOf(given.number)
  if (!door) throw new Error('no door')
  expect(await verifySecret(code, door.codeHash)).toBe(true)
  const other = await personOf(database, '架空もう一社')
  const names = { label: '', vendorName: 'x' }
  const taken = await Promise.all([vendor, other].map((one) => takeUp({ ...one, now: later(1) }, door, names)))
  expect(taken.filter(Boolean)).toEqual([given.id])
  await expect(giveMandateCode(holder, given.id)).rejects.toMatchObject({ code: 'conflict' })
})

test('a page that showed a code, loaded again, gives neither a second mandate nor another code', async () => {
  const holder = await newReport(database)
  const first = await giveMandate(holder, everything, 'this page')
  if (!('id' in first)) throw new Error('put back')
  expect(await giveMandate(holder, everything, 'this page')).toEqual({ shown: true })
  const [offered, ...more] = await holder.db.transaction((tx) => listMandatesFor(tx, holder.actor.reportId))
  expect([offered?.id, more]).toEqual([first.id, []])
  const renewed = await giveMandateCode(holder, first.id, offered?.codeMark ?? '')
  expect(renewed).toMatchObject({ number: first.number })
  expect(await giveMandateCode(holder, first.id, offered?.codeMark ?? '')).toEqual({ shown: true })
})

test('one for all reports is changed by the organisation, and not from one of its reports', async () => {
  const client = await personOf(database, '架空の親会社')
  const { mandateId } = await mandated(database, client, vendor)
  const editor: FilingMember = { ...client.actor, role: 'editor', reportId: (await newReport(database)).actor.reportId }
  const filing = { ...client, db: database.as(editor), actor: editor }
  await expect(revokeMandate(filing, mandateId)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(setApproves(filing, mandateId, true)).rejects.toMatchObject({ code: 'forbidden' })
  await revokeMandate({ ...client, now: later(2) }, mandateId)
  const [left] = await client.db.transaction((tx) => listMandatesOf(tx, client.actor.organisationId))
  expect(left).toMatchObject({ id: mandateId, revokedAt: later(2) })
})

test('a mandate ends by itself, and one that makes no sense is put back with what is wrong', async () => {
  const holder = await newReport(database)
  const { mandateId } = await mandated(database, holder, vendor)
  const { organisationId } = vendor.actor
  const asVendor = database.as({ ...vendor.actor, kind: 'vendor', mandateIds: [] })
  expect(await asVendor.transaction((tx) => heldMandates(tx, organisationId, later(1)))).toContain(mandateId)
  expect(await asVendor.transaction((tx) => heldMandates(tx, organisationId, later(24 * 200)))).not.toContain(mandateId)
  const put = await giveMandate(holder, {
    ...everything,
    reach: 'some',
    acts: ['steal'],
    until: '2026-10-31',
    clause: '',
  })
  expect('problems' in put && put.problems.map(({ code }) => code)).toEqual([
    'sectionsMissing',
    'actsMissing',
    'untilPast',
    'clauseMissing',
  ])
})

test('a mandate has one file of evidence, which its client alone takes copies of', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-evidence-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const shelf: Shelf = openShelf({
    filesDir: folder,
    bucket: null,
    fileLimits: { ...readConfig({}).fileLimits, file: 1, report: 1 },
    clamd: null,
  })
  const client = await personOf(database, '架空の証拠のあるお客様')
  const { mandateId: id } = await mandated(database, client, vendor)
  const posted = (bytes: Uint8Array<ArrayBuffer>, name: string) => {
    const body = new FormData()
    body.append('file', new File([bytes], name))
    return { id, request: new Request('https://portal.example.jp/', { method: 'POST', body }), network: 'here' }
  }
  const page = new Uint8Array(5_000_000).fill(7) // more than one part
  expect(await addEvidence(client, shelf, posted(new Uint8Array(0), 'leer.pdf'))).toBe('empty')
  expect(await addEvidence(client, shelf, posted(new Uint8Array(evidenceLimit + 1), 'zu gross.pdf'))).toBe('tooLarge')
  expect(await addEvidence(client, shelf, posted(page, '../契約書.pdf'))).toBeNull()
  expect(await addEvidence(client, shelf, posted(page, 'andere.pdf'))).toBe('already')

  const asked = { id, request: new Request('https://portal.example.jp/') }
  const copy = await takeEvidence(client, shelf, asked)
  expect(copy.headers.get('Content-Disposition')).toContain(encodeURIComponent('契約書.pdf'))
  expect(Buffer.from(await copy.arrayBuffer()).equals(page)).toBe(true)
  const stranger = await personOf(database, '架空の通りすがり')
  await expect(takeEvidence(stranger, shelf, asked)).rejects.toMatchObject({ code: 'notFound' })
  const asVendor = database.as({ ...vendor.actor, kind: 'vendor', mandateIds: [id] })
  expect(await asVendor.transaction((tx) => tx.sql`select from mandate_files`)).toHaveLength(0)

  await sweepFiles(workerAt(database, later(48)), shelf)
  expect((await takeEvidence(client, shelf, asked)).status).toBe(200)
  const { organisationId } = client.actor
  const counts = database.as(operator).transaction((tx) => countMandates(tx, organisationId, night))
  expect(await counts).toEqual({ held: 1, withFile: 1 })
})
