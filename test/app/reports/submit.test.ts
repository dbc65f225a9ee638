import { expect, test } from 'vitest'
import { followUp } from '#app/reports/board/follow-up.server.ts'
import { changeDraft, saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { previewPage } from '#app/reports/preview/preview-page.server.ts'
import { getReceipt } from '#app/reports/sending/receipt.server.ts'
import { getSentDelivery } from '#app/reports/sending/sent-delivery.server.ts'
import { submissionKey, submitReport } from '#app/reports/sending/submit-report.server.ts'
import { withdrawReport } from '#app/reports/withdraw-report.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { listFeedback } from '#db/case-files/feedback.server.ts'
import { listConsents } from '#db/reports/consents.server.ts'
import { hospital } from '#test/app/unit/reports/hospital.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'
import { draftOf, later, newReport, night, save, send } from './reports.world.ts'

const database = await testDatabase()

test('a report that is sent reaches exactly those whom the plan names, each with its own part', async () => {
  const reporter = await newReport(database)
  await save(reporter, hospital)
  const sent = await send(reporter)
  expect(sent).toMatchObject({ kind: 'sent', number: 1, replayed: false })

  const receipt = await getReceipt(reporter, 1)
  const names = receipt.sent.map(({ recipient }) => recipient)
  expect(names.toSorted()).toEqual(['mhlw', 'nco', 'police', 'ppc'])
  expect(names[0], 'what the law demands comes first, as in the preview').toBe('ppc')
  expect(receipt.sent.map(({ given }) => given)).toEqual([3, 0, 0, 3])
  expect(receipt.prefecture).toBe('徳島県')
  const police = receipt.sent.find(({ recipient }) => recipient === 'police')
  const { projection } = await getSentDelivery(reporter, police?.id ?? '')
  const items = projection.items.map(({ item }) => item)
  expect(items).toContain('ransom-note')
  expect(items).not.toContain('pd-subject-count')
})

test('pressing the button again, and again at once, sends once and leads to the same receipt', async () => {
  const reporter = await newReport(database)
  await save(reporter, hospital)
  const { version } = await draftOf(reporter)
  const key = submissionKey(reporter.actor.reportId, 0, version)
  const sent = await Promise.all(Array.from({ length: 8 }, () => submitReport(reporter, { key, version })))
  expect(sent.map((one) => one.kind === 'sent' && one.number)).toEqual(Array.from({ length: 8 }, () => 1))
  expect(sent.filter((one) => one.kind === 'sent' && !one.replayed)).toHaveLength(1)
  expect((await getReceipt(reporter, 1)).sent).toHaveLength(4)
})

test('the Back button leads to what was sent, even after more was typed', async () => {
  const reporter = await newReport(database)
  await save(reporter, hospital)
  const { version } = await draftOf(reporter)
  const key = submissionKey(reporter.actor.reportId, 0, version)
  await submitReport(reporter, { key, version })
  await save(reporter, { 'incident-summary': 'その後にわかったこと' })
  expect(await submitReport(reporter, { key, version })).toMatchObject({ kind: 'sent', number: 1, replayed: true })
})

test('what was changed on another screen since the preview is not sent unseen', async () => {
  const reporter = await newReport(database)
  await save(reporter, hospital)
  const { version } = await draftOf(reporter)
  await save(reporter, { 'incident-summary': '別の画面で直した概要' })
  const key = submissionKey(reporter.actor.reportId, 0, version)
  expect(await submitReport(reporter, { key, version })).toEqual({ kind: 'changed' })
})

test('a report without any ground goes nowhere', async () => {
  const reporter = await newReport(database)
  await save(reporter, { 'org-name': '架空商店', 'report-recipients': [] })
  expect(await send(reporter)).toEqual({ kind: 'nothing' })
})

test('a follow-up reaches only those whose part has changed', async () => {
  const reporter = await newReport(database)
  await save(reporter, hospital)
  await send(reporter)
  const next = { ...reporter, now: later(24) }
  await followUp(next, 'interim')
  expect((await draftOf(next)).answers).toMatchObject({ 'org-name': hospital['org-name'], 'report-phase': 'interim' })

  await save(next, { 'ransom-note': '日本語の脅迫文も見つかりました' })
  const sent = await send(next, 1)
  expect(sent).toMatchObject({ kind: 'sent', number: 2 })
  expect(sent.kind === 'sent' && sent.recipients).not.toContain('ppc')
  expect(sent.kind === 'sent' && sent.recipients).toContain('police')
})

test('what follows the first report is never a first report again', async () => {
  const reporter = await newReport(database)
  await save(reporter, hospital)
  await send(reporter)
  await save(reporter, { 'incident-summary': '通信を遮断しました' })
  await send(reporter, 1)
  expect((await getReceipt(reporter, 1)).phase).toBe('initial')
  expect((await getReceipt(reporter, 2)).phase).toBe('interim')
})

test('after the final report no interim one, however many, brings its deadline back into the queue', async () => {
  const reporter = await newReport(database)
  const dueAtCommission = async () => {
    const [file] = await database.owner<{ dueAt: Date | null; stage: string }[]>`
      select due_at, stage from case_files where report_id = ${reporter.actor.reportId} and recipient = 'ppc'`
    return file
  }
  await save(reporter, hospital)
  await send(reporter)
  expect((await dueAtCommission())?.dueAt).not.toBeNull()
  for (const [sent, phase] of (['final', 'interim', 'interim'] as const).entries()) {
    const follow = { ...reporter, now: later(sent + 2) }
    await followUp(follow, phase)
    await save(follow, { 'pd-subject-count': { max: 1_000 + sent, certainty: 'estimated' } })
    expect(await send(follow, sent + 1)).toMatchObject({ kind: 'sent' })
    expect(await dueAtCommission()).toEqual({ dueAt: null, stage: phase })
  }
})

test('a body that was told and has lost its ground is named before a follow-up goes without it', async () => {
  const reporter = await newReport(database)
  await save(reporter, hospital)
  expect((await previewPage(reporter)).gone).toEqual([])
  await send(reporter)
  expect((await previewPage(reporter)).gone).toEqual([])
  const follow = { ...reporter, now: later(2) }
  await followUp(follow, 'final')
  await save(follow, { 'pd-involved': 'no' })
  const { gone, news } = await previewPage(follow)
  expect(gone).toEqual(['ppc'])
  expect(news).not.toContain('ppc')
  expect(await send(follow, 1)).toMatchObject({ kind: 'sent' })
  expect((await getReceipt(follow, 2)).sent.map(({ recipient }) => recipient)).not.toContain('ppc')
})

test('answers to questions that no longer apply stay in the draft and are sent to nobody', async () => {
  const reporter = await newReport(database)
  await save(reporter, { ...hospital, 'ddos-extortion': '昔の脅迫' })
  await save(reporter, { 'incident-attack-type': ['intrusion-ransomware'] })
  await send(reporter)
  expect((await draftOf(reporter)).answers['ddos-extortion']).toBe('昔の脅迫')
  for (const { id } of (await getReceipt(reporter, 1)).sent) {
    const { projection } = await getSentDelivery(reporter, id)
    expect(projection.items.map(({ item }) => item)).not.toContain('ddos-extortion')
  }
})

test('each consent is kept with the version of the words that were agreed to', async () => {
  const reporter = await newReport(database)
  await save(reporter, hospital)
  await send(reporter)
  const consents = await reporter.db.transaction((tx) => listConsents(tx, reporter.actor.reportId))
  expect(consents.map(({ kind, given }) => [kind.replace(/@.*/, ''), given])).toEqual(
    expect.arrayContaining([
      ['sharing-consent-government', true],
      ['sharing-consent-expert', false],
    ]),
  )
  for (const { kind } of consents) expect(kind).toMatch(/@\d{4}-\d{2}-\d+$/)
})

test('a withdrawn report tells those who have it, and can be sent no more', async () => {
  const reporter = await newReport(database)
  await save(reporter, { ...hospital, 'sharing-consent-expert': true })
  await send(reporter)
  await withdrawReport({ ...reporter, now: later(1) }, { message: '誤って二度送りました', plain: '取り下げ' })
  const officer = await officerOf(database, 'ppc')
  const said = await database.as(officer).transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  expect(said.map(({ kind, body }) => [kind, body.text])).toEqual([['message', '誤って二度送りました']])
  // Whoever gets anonymised information only is not told what was written freely.
  const expert = await officerOf(database, 'isac')
  const plain = await database.as(expert).transaction((tx) => listFeedback(tx, reporter.actor.reportId))
  expect(plain.map(({ body }) => body.text)).toEqual(['取り下げ'])

  await save(reporter, { 'incident-summary': '取り下げたあとの変更' })
  expect(await send(reporter, 1)).toEqual({ kind: 'withdrawn' })
  await withdrawReport({ ...reporter, now: later(2) }, { message: '二度目', plain: '' })
  expect(await database.as(officer).transaction((tx) => listFeedback(tx, reporter.actor.reportId))).toHaveLength(1)
})

test('another report’s delivery is not found', async () => {
  const [mine, theirs] = [await newReport(database), await newReport(database)]
  await save(theirs, hospital)
  await send(theirs)
  const [delivery] = (await getReceipt(theirs, 1)).sent
  await expect(getSentDelivery(mine, delivery?.id ?? '')).rejects.toMatchObject({ code: 'notFound' })
  await expect(getReceipt(mine, 1)).rejects.toMatchObject({ code: 'notFound' })
})

test('two screens that save in the same instant lose nothing', async () => {
  const reporter = await newReport(database)
  const { version } = await draftOf(reporter)
  const page = (item: string, value: string) => ({ base: version, items: [item], answers: { [item]: value } })
  const results = await Promise.all([
    saveAnswers(reporter, page('org-name', '架空病院')),
    saveAnswers(reporter, page('contact-phone', '088-000-0000')),
    saveAnswers(reporter, page('incident-summary', '画面が暗号化されました')),
  ])
  expect(results.flatMap(({ conflicts }) => conflicts)).toEqual([])
  expect((await draftOf(reporter)).answers).toEqual({
    'org-name': '架空病院',
    'contact-phone': '088-000-0000',
    'incident-summary': '画面が暗号化されました',
  })
})

test('two screens that save different answers to one question are told so, and the first answer stays', async () => {
  const reporter = await newReport(database)
  const { version } = await draftOf(reporter)
  const page = (value: string) => ({ base: version, items: ['org-name'], answers: { 'org-name': value } })
  await saveAnswers(reporter, page('先の名前'))
  const { conflicts, draft } = await saveAnswers(reporter, page('後の名前'))
  expect(conflicts).toEqual([{ item: 'org-name', mine: '後の名前', theirs: '先の名前' }])
  expect(draft.answers['org-name']).toBe('先の名前')
})

test('what is added to one answer in the same moment, as files that arrive together, is all there', async () => {
  const reporter = await newReport(database)
  const { reportId } = reporter.actor
  const names = [...'abcdefgh'].map((letter) => `${letter}.attacker.example`)
  const add = (name: string) =>
    changeDraft(reporter, async (tx, { answers }) => {
      await recordAudit(tx, { reportId, did: 'file.uploaded', subject: name, now: night })
      const before = answers['ioc-network']
      return { items: ['ioc-network'], answers: { 'ioc-network': [...(Array.isArray(before) ? before : []), name] } }
    })
  await Promise.all(names.map(add))
  const { answers } = await draftOf(reporter)
  expect(Object.values(answers['ioc-network'] ?? []).toSorted()).toEqual(names)
})
