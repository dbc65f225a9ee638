import { expect, test } from 'vitest'

import { hospital } from '#app/demo/stories/hospital.ts'
import { storyClock } from '#app/demo/story.ts'
import {
  addEntrustor,
  correctEntrustor,
  getOwnPart,
  readEntrustors,
  recordTold,
  spreadDescription,
  startOwnPart,
} from '#app/entrustors/entrustors.server.ts'
import { noticePage, readNotice } from '#app/entrustors/notice.server.ts'
import { entrustorLimits, readEntrustor, readTold } from '#app/entrustors/typed-entrustor.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { changeDraft } from '#app/reports/form/save-answers.server.ts'
import type { Context, Holder } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { insertEntrustor, lockEntrustors } from '#db/reports/entrustors.server.ts'
import { currentEdition, itemOf } from '#forms/edition.ts'
import { draftOf, newReport, save, send } from '#test/app/reports/reports.world.ts'
import { somebodyWaits, testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const digests = { sha256: '0'.repeat(64), sha1: '0'.repeat(40), md5: '0'.repeat(32) }
const evidence = {
  id: '0199d000-0000-7000-8000-00000000f11e',
  name: 'note.txt',
  lane: 'plain',
  bytes: 12,
  type: 'text/plain',
  scan: 'off',
  ...digests,
}

test('a processor tells each entrustor, and then owes no report of its own; each part has its own number', async () => {
  const holder = await newReport(database)
  await save(holder, {
    'reporter-capacity': { role: 'victim' },
    'org-industry': 'print-bpo',
    'org-name': '架空印刷',
    'incident-cyber-suspected': 'yes',
    'incident-attack-type': ['intrusion-ransomware'],
    'pd-involved': 'yes',
    'pd-subject-count': { max: 5000, certainty: 'estimated' },
  })
  await Promise.all([1, 2].map(() => addEntrustor(holder, { name: '架空商店', people: 3000 }))) // pressed twice
  await addEntrustor(holder, { name: '架空物産', people: null })
  const rulesNow = async () =>
    (await openDraft(holder)).plan.routes.flatMap(({ reasons }) => reasons.map(({ rule }) => rule))
  expect(await rulesNow()).toContain('breach-to-ppc')
  const { entrustors, entrustment } = await readEntrustors(holder)
  expect(entrustment).toMatchObject({ isProcessor: true, told: false })
  const [first, second] = entrustors.map(({ id }) => id)

  await recordTold(holder, first ?? '', { toldOn: '2026-10-31', method: '電子メール' })
  expect(await rulesNow()).toContain('breach-to-ppc')
  await recordTold(holder, second ?? '', { toldOn: '2026-11-01', method: '' })
  expect(await rulesNow()).not.toContain('breach-to-ppc')
  expect((await readEntrustors(holder)).entrustment).toMatchObject({
    told: true,
    replaced: [{ rule: 'breach-to-ppc' }],
  })

  const paper = noticePage(await readNotice(holder, first ?? '', 'ja'), 'ja')
  const text = JSON.stringify(paper)
  for (const said of ['架空商店 御中', '架空印刷', '3,000', '第26条第1項ただし書']) expect(text).toContain(said)
  expect(text).not.toContain('架空物産') // no entrustor learns of another one
  expect(text).not.toContain('5,000')
  await expect(readNotice(holder, first?.replace(/.$/, 'x') ?? '', 'ja')).rejects.toMatchObject({ code: 'notFound' })

  const press = () => startOwnPart(holder, first ?? '', 'ja')
  const [part] = (await Promise.all([press(), press()])).filter((made) => made !== null)
  expect(part?.secret).toMatch(/^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$/)
  expect(await press(), 'one report, however often it is asked for').toBeNull()
  expect((await getOwnPart(holder, first ?? '')).reference, 'it opens from here').toBe(part?.reference)
  expect((await readEntrustors(holder)).entrustors.map((one) => one.ownReference)).toEqual([part?.reference, null])
  await expect(getOwnPart(holder, second ?? '')).rejects.toMatchObject({ code: 'notFound' })
  await expect(getOwnPart(await newReport(database), first ?? '')).rejects.toMatchObject({ code: 'notFound' })
  await save(holder, { 'ioc-network': ['203.0.113.9'] })
  expect(await spreadDescription(holder)).toBe(1)
  const ownReportId = (await readEntrustors(holder)).entrustors[0]?.ownReportId ?? ''
  const actor: Holder = { kind: 'holder', reportId: ownReportId }
  const own: Context<Holder> = { db: database.as(actor), actor, now: holder.now }
  expect((await draftOf(own)).answers).toMatchObject({
    'pd-subject-count': { max: 3000 },
    'pd-entrustment': { role: 'processor', counterparties: ['架空商店'] },
    'ioc-network': ['203.0.113.9'],
  })
  expect(JSON.stringify((await draftOf(own)).answers)).not.toContain('架空物産')
  await correctEntrustor(holder, first ?? '', { name: '架空商店（本店）', people: 3141 })
  expect((await draftOf(own)).answers).toMatchObject({
    'pd-subject-count': { max: 3141 },
    'pd-entrustment': { counterparties: ['架空商店（本店）'] },
    'ioc-network': ['203.0.113.9'],
  })
  expect((await readEntrustors(holder)).entrustors[0]).toMatchObject({ people: 3141, toldOn: '2026-10-31' })
  const { 'pd-entrustment': entrusted } = (await draftOf(holder)).answers
  expect(entrusted).toMatchObject({ counterparties: ['架空商店（本店）', '架空物産'], counterparties_notified: true })

  await database.owner`update reports set key_ended_at = now() where id = ${ownReportId}` // it was taken over, say
  await expect(getOwnPart(holder, first ?? '')).rejects.toMatchObject({ code: 'notFound' })
  expect(await spreadDescription(holder)).toBe(0)
})

test('what was cleared goes from the parts that still say so; files stay where they are, and a part is sent without them', async () => {
  const holder = await newReport(database)
  const { 'pd-subject-count': _count, ...story } = hospital.answers(storyClock(holder.now))
  await save(holder, { ...story, 'ransom-family': 'LockBit', 'ransom-extension': '.locked' })
  await changeDraft(holder, async () => ({
    items: ['ransom-note-files'],
    answers: { 'ransom-note-files': [evidence] },
  }))
  for (const name of ['架空商店株式会社', '架空物産']) await addEntrustor(holder, { name, people: 3000 })
  const { entrustors } = await readEntrustors(holder)
  for (const { id } of entrustors) await startOwnPart(holder, id, 'ja')
  const [first, second] = (await readEntrustors(holder)).entrustors.map(({ ownReportId }) => {
    const actor: Holder = { kind: 'holder', reportId: ownReportId ?? '' }
    return { db: database.as(actor), actor, now: holder.now }
  })
  if (!first || !second) throw new Error('there are no parts')
  expect((await draftOf(first)).answers).not.toHaveProperty('ransom-note-files')
  await save(second, { 'ransom-extension': '.crypt', 'cause-summary': '当社だけの経路' })
  await changeDraft(holder, async () => ({
    items: ['ransom-extension', 'ransom-family', 'cause-summary'],
    answers: {},
  }))
  expect(await spreadDescription(holder)).toBe(2)
  expect(Object.keys((await draftOf(first)).answers)).not.toContain('ransom-extension')
  const { answers } = await draftOf(second)
  expect([answers['ransom-extension'], answers['cause-summary'], answers['ransom-family']]).toEqual([
    '.crypt',
    '当社だけの経路',
    undefined,
  ])
  expect(answers).not.toHaveProperty('ransom-note-files')
  expect((await send(first)).kind).toBe('sent')
})

test('a correction reaches the list, the report and the part, also while the part is being saved', async () => {
  const holder = await newReport(database)
  await addEntrustor(holder, { name: '架空商店', people: 3000 })
  const [{ id = '' } = {}] = (await readEntrustors(holder)).entrustors
  await startOwnPart(holder, id, 'ja')
  const reportId = (await readEntrustors(holder)).entrustors[0]?.ownReportId ?? ''
  const actor: Holder = { kind: 'holder', reportId }
  const part: Context<Holder> = { db: database.as(actor), actor, now: holder.now }
  const corrected = await database.owner.begin(async (sql) => {
    await sql`update drafts set version = version + 1 where report_id = ${reportId}`
    const correcting = correctEntrustor(holder, id, { name: '架空商店（本店）', people: 3141 })
    await somebodyWaits(database)
    return { correcting }
  })
  await corrected.correcting
  expect((await draftOf(part)).answers['pd-subject-count']).toMatchObject({ max: 3141 })
  expect((await draftOf(holder)).answers['pd-entrustment']).toMatchObject({ counterparties: ['架空商店（本店）'] })
})

test('a notice says when it names another entrustor', async () => {
  const holder = await newReport(database)
  await save(holder, { 'incident-summary': '架空商店の受注データを置くサーバーへの侵入' })
  for (const name of ['架空商店株式会社', '架空物産']) await addEntrustor(holder, { name, people: null })
  const { entrustors } = await readEntrustors(holder)
  const notices = await Promise.all(entrustors.map(({ id }) => readNotice(holder, id, 'ja')))
  expect(notices.map(({ names }) => names)).toEqual([[], ['架空商店株式会社']])
})

test('the list takes as many as the answer about the entrustment, and one more is put back', async () => {
  const { asks } = itemOf(currentEdition, 'pd-entrustment')
  const listed = asks.kind === 'group' ? asks.parts['counterparties'] : undefined
  expect(listed).toMatchObject({ kind: 'list', max: entrustorLimits.list })
  const holder = await newReport(database)
  const { reportId } = holder.actor
  await holder.db.transaction(async (tx) => {
    for (let at = 1; at < entrustorLimits.list; at++)
      await insertEntrustor(tx, {
        id: newId(),
        reportId,
        words: { name: `架空${at}`, people: null, method: '' },
        now: holder.now,
      })
  })
  expect(await addEntrustor(holder, { name: '架空の最後', people: 3 })).toBe(true)
  expect(await addEntrustor(holder, { name: '架空の余り', people: null })).toBe(false)
  expect((await readEntrustors(holder)).entrustors).toHaveLength(entrustorLimits.list)
})

test('what is typed about an entrustor is put back with what is wrong', () => {
  expect(readEntrustor({ name: '架空', people: '１，２００'.replace('，', ',') })).toEqual({
    name: '架空',
    people: 1200,
  })
  expect(readEntrustor({ name: '', people: '' })).toEqual({ problem: 'nameMissing' })
  expect(readEntrustor({ name: 'x', people: 'many' })).toEqual({ problem: 'people' })
  expect(readTold({ toldOn: '2026-11-02', method: '' }, '2026-11-01')).toEqual({ problem: 'toldLater' })
  for (const toldOn of ['', '2026-02-31', 'きのう'])
    expect(readTold({ toldOn, method: '' }, '2026-11-01')).toEqual({ problem: 'toldOn' })
})

test('a part that is begun while others are brought up to date begins with what these say', async () => {
  const holder = await newReport(database)
  await save(holder, { 'incident-summary': '先の概要' })
  await addEntrustor(holder, { name: '架空商店', people: null })
  const [entrustor] = (await readEntrustors(holder)).entrustors
  const { reportId } = holder.actor
  const beginning = await holder.db.transaction(async (tx) => {
    await lockEntrustors(tx, reportId) // as whoever brings the parts up to date
    const done = startOwnPart(holder, entrustor?.id ?? '', 'ja')
    await somebodyWaits(database)
    await save(holder, { 'incident-summary': '新しい概要' })
    return { done }
  })
  await beginning.done
  const part = await getOwnPart(holder, entrustor?.id ?? '')
  const actor: Holder = { kind: 'holder', reportId: part.reportId }
  expect((await draftOf({ ...holder, db: database.as(actor), actor })).answers['incident-summary']).toBe('新しい概要')
})
