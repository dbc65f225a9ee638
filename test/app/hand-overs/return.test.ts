import { describe, expect, test } from 'vitest'

import { reopenCase } from '#app/case-files/acts/close.server.ts'
import { labelCase } from '#app/case-files/acts/label.server.ts'
import { writeNote } from '#app/case-files/acts/note.server.ts'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { queueChoice } from '#app/case-files/queue/queue-filters.ts'
import { readQueue } from '#app/case-files/queue/read-queue.server.ts'
import { extractReports } from '#app/case-files/search/search-index.server.ts'
import { searchTexts } from '#app/case-files/search/search-text.server.ts'
import { advise } from '#app/feedback/advise.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { askForHold } from '#app/feedback/hold.server.ts'
import { judge } from '#app/feedback/judge.server.ts'
import { chooseAgain } from '#app/hand-overs/choose-again.server.ts'
import { handOver } from '#app/hand-overs/hand-over.server.ts'
import { readPassings } from '#app/hand-overs/read-passings.server.ts'
import { returnCopy, wasReturned } from '#app/hand-overs/return-copy.server.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { readBoard } from '#app/reports/board/read-board.server.ts'
import { previewPage } from '#app/reports/preview/preview-page.server.ts'
import { getReceipt } from '#app/reports/sending/receipt.server.ts'
import { submitReport } from '#app/reports/sending/submit-report.server.ts'
import { holdReport, liftHold } from '#app/retention/legal-holds.server.ts'
import { lockCaseFile } from '#db/case-files/case-files.server.ts'
import { insertOfficer } from '#db/people/people.server.ts'
import { phrasesOf } from '#db/queue/search-words.ts'
import { searchQueue } from '#db/queue/search.server.ts'
import { insertLegalHold, listLegalHolds } from '#db/retention/legal-holds.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { verifyDigest } from '#db/submissions/deliveries.server.ts'
import { deskOf, filedHospital, type Desk } from '#test/app/case-files/desk.world.ts'
import { draftOf, later, night, save, send } from '#test/app/reports/reports.world.ts'
import { somebodyWaits, testDatabase } from '#test/support/database.ts'
import { operator } from '#test/support/filings.ts'

const database = await testDatabase()

const found = async (desk: Desk, words: string) => {
  const phrases = phrasesOf(words) ?? []
  const page = await desk.db.transaction((tx) => searchQueue(tx, { phrases, filters: {}, textsOf: searchTexts }))
  return page.lines.map(({ id }) => id)
}

/** Somebody of the same body whom a note may name. */
async function colleagueOf({ actor }: Desk): Promise<string> {
  const { recipient, prefecture } = actor
  const officer = { officerId: newId(), name: '井上', recipient, prefecture, role: 'officer' } as const
  await database.as(operator).transaction((tx) => insertOfficer(tx, officer, night))
  return officer.name
}

/** The first that this body may see. */
const handed = async (desk: Desk) => (await readCase(desk, desk.id)).handOvers[0]?.id ?? ''

describe('the police give back what the reporter sent by their own choice', async () => {
  const holder = await filedHospital(database, { 'incident-summary': '電子カルテを返すための件' }) // and so another digest
  const { reportId } = holder.actor
  const police = await deskOf(database, holder, 'police', '徳島県')
  const [sent] = (await readCase(police, police.id)).deliveries
  const digest = sent?.line.digest.toString('hex')
  const colleague = await colleagueOf(police)
  await writeNote(police, police.id, `電子カルテの件 @${colleague}`)
  await advise(police, police.id, { text: '初期化しないでください。', tlp: 'TLP:GREEN' })
  await judge(holder, (await readCase(police, police.id)).feedback.at(-1)?.id ?? '', true)
  await askForHold(holder, { reason: 'containment', hours: '24', text: '電子カルテを復旧しています。' })
  await labelCase(police, police.id, '病院')
  await ask(police, police.id, { items: [], text: 'いつ気付きましたか。', due: null })
  await extractReports(database.as({ kind: 'worker' }), [reportId])
  const before = await found(police, '電子カルテ')
  const result = await returnCopy(police, police.id, { copy: 'reporter', reason: 'wrong-addressee' })

  test('nothing of it is left with them: not what was sent, said, noted or searched', async () => {
    expect(before).toEqual([police.id])
    expect(result).toEqual({ done: 'returned' })
    const { deliveries, feedback, notes, file } = await readCase(police, police.id)
    expect({ deliveries, feedback, notes, labels: file.labels, heading: file.heading }).toEqual({
      deliveries: [],
      feedback: [],
      notes: [],
      labels: [],
      heading: { organisation: null, title: null },
    })
    await extractReports(database.as({ kind: 'worker' }), [reportId])
    expect(await found(police, '電子カルテ')).toEqual([])
    const rows = await database.owner`
      select 'extract' from extracts where case_file_id = ${police.id}
      union all select 'mention' from mentions where case_file_id = ${police.id}
      union all select 'opinion' from opinions where recipient = 'police' and report_id = ${reportId}
      union all select 'words' from hold_words where recipient = 'police' and report_id = ${reportId}`
    expect(rows).toEqual([])
    const words = await database.owner`select 1 from hold_words where report_id = ${reportId}`
    expect(words.length, 'the other bodies keep theirs').toBeGreaterThan(0)
  })

  test('the record is in their queue under “returned”, and nothing can be done with it', async () => {
    const page = await readQueue(police, queueChoice(new URLSearchParams('state=returned')))
    expect(page.lines.map(({ id }) => id)).toEqual([police.id])
    expect((await readCase(police, police.id)).returns).toMatchObject([{ reason: 'wrong-addressee', emptied: true }])
    expect(await wasReturned(police, police.id)).toBe(true)
    expect(await reopenCase(police, police.id)).toMatchObject({ problems: [{ code: 'notClosed' }] })
  })

  test('the reporter is told by whom, when, why and which, and the chain of the audit holds', async () => {
    const { returns } = await readPassings(holder)
    expect(returns).toMatchObject([
      { from: 'police', reason: 'wrong-addressee', at: police.now.toISOString(), copies: [{ revision: 1, digest }] },
    ])
    const { events, chain } = await readAccess(holder)
    expect(events[0]).toMatchObject({ did: 'case-returned', recipients: ['police'] })
    expect(chain?.brokenAt).toBeNull()
    const { returned, sent: lines } = await getReceipt(holder, 1)
    expect(returned).toEqual([{ recipient: 'police', digest, returnedAt: police.now }])
    expect(lines.map(({ recipient }) => recipient)).not.toContain('police')
    const shown = Buffer.from(digest ?? '', 'hex')
    const verified = await database.as({ kind: 'anyone' }).transaction((tx) => verifyDigest(tx, shown))
    expect(verified).toMatchObject({ how: 'sent', revisionNumber: 1, returnedAt: police.now })
    expect((await readBoard(holder)).rows.map(({ recipient }) => recipient)).not.toContain('police')
  })

  test('the next report does not go there, until the reporter chooses them again', async () => {
    const follow = { ...holder, now: later(5) }
    await save(follow, { 'incident-summary': 'あとから分かったこと' })
    expect((await previewPage(follow)).news).not.toContain('police')
    const second = await send(follow, 1)
    expect(second.kind === 'sent' && second.recipients).not.toContain('police')
    expect(second.kind === 'sent' && second.recipients).toContain('ppc')

    await chooseAgain(follow, (await previewPage(follow)).returned, ['police'])
    await save(follow, { 'incident-summary': 'もう一度送ること' })
    const third = await send(follow, 2)
    expect(third.kind === 'sent' && third.recipients).toContain('police')
    const { deliveries, file } = await readCase(police, police.id)
    expect(deliveries.map(({ line }) => line.revisionNumber)).toEqual([3])
    expect(file.heading.organisation).not.toBeNull()
    expect(file.closedAt).toBeNull()
  })
})

test('what a legal hold keeps is not given back until it is lifted, whoever set it', async () => {
  const holder = await filedHospital(database)
  const police = await deskOf(database, holder, 'police', '徳島県')
  const operating = { db: database.as(operator), actor: operator, now: night }
  const wish = { copy: 'reporter', reason: 'wrong-addressee' }
  const { reference } = (await readCase(police, police.id)).file
  expect(await holdReport(operating, reference, '訴訟のため')).toEqual([])
  expect(await returnCopy(police, police.id, wish)).toEqual({ problems: [{ field: 'copy', code: 'held' }] })
  expect((await readCase(police, police.id)).deliveries).toHaveLength(1)
  const [held] = await operating.db.transaction((tx) => listLegalHolds(tx, holder.actor.reportId))
  expect(await liftHold(operating, held?.id ?? '', '終わった')).toEqual([])
  expect(await returnCopy(police, police.id, wish)).toEqual({ done: 'returned' })
})

test('a legal hold that is set in the very moment keeps a copy from being given back', async () => {
  const holder = await filedHospital(database)
  const police = await deskOf(database, holder, 'police', '徳島県')
  const held = { reportId: holder.actor.reportId, reference: 'x', reason: '訴訟のため', now: night }
  const { returning } = await database.as(operator).transaction(async (tx) => {
    await insertLegalHold(tx, held)
    const giving = returnCopy(police, police.id, { copy: 'reporter', reason: 'wrong-addressee' })
    await somebodyWaits(database)
    return { returning: giving }
  })
  expect(await returning).toEqual({ problems: [{ field: 'copy', code: 'held' }] })
  expect((await readCase(police, police.id)).deliveries).toHaveLength(1)
})

test('two press at once: it is given back once, and both are told so', async () => {
  const holder = await filedHospital(database)
  const police = await deskOf(database, holder, 'police', '徳島県')
  const giveBack = () => returnCopy(police, police.id, { copy: 'reporter', reason: 'wrong-addressee' })
  const { both } = await police.db.transaction(async (tx) => {
    await lockCaseFile(tx, police.id)
    const pressed = [giveBack(), giveBack()]
    await somebodyWaits(database, 2)
    return { both: pressed }
  })
  expect(await Promise.all(both)).toEqual([{ done: 'returned' }, { done: 'returned' }])
  expect((await readPassings(holder)).returns).toHaveLength(1)
})

test('what a law sends to a body cannot be given back', async () => {
  const holder = await filedHospital(database)
  const commission = await deskOf(database, holder, 'ppc')
  const wish = { copy: 'reporter', reason: 'not-in-charge' }
  expect(await returnCopy(commission, commission.id, wish)).toEqual({ problems: [{ field: 'copy', code: 'bound' }] })
  expect((await readCase(commission, commission.id)).deliveries).toHaveLength(1)
})

test('what a law sends in the very moment in which the copy is given back stays, with what was there before', async () => {
  const mild = { 'pd-protection': 'strong-encryption', 'report-recipients': ['police', 'jpcert', 'ppc'] }
  const holder = await filedHospital(database, mild)
  const commission = await deskOf(database, holder, 'ppc')
  await save(holder, {
    'pd-protection': 'none',
    'pd-subject-count': { max: 90000, certainty: 'estimated', records: 'unknown' },
  })
  const { version } = await draftOf(holder)
  const giveBack = () => returnCopy(commission, commission.id, { copy: 'reporter', reason: 'wrong-addressee' })
  let giving: ReturnType<typeof giveBack> | undefined
  const tell = async () => {
    giving = giveBack()
    await somebodyWaits(database)
  }
  const sent = await submitReport(holder, { key: 'at-the-same-time', version, tell })
  expect(sent.kind === 'sent' && sent.recipients).toContain('ppc')
  expect(await giving).toEqual({ problems: [{ field: 'copy', code: 'bound' }] })
  expect((await readCase(commission, commission.id)).deliveries).toHaveLength(2)
})

describe('a hand-over that went to the wrong body', async () => {
  const holder = await filedHospital(database)
  const police = await deskOf(database, holder, 'police', '徳島県')
  const delivery = (await readCase(police, police.id)).deliveries.at(-1)?.line.id ?? ''
  const wish = { prefecture: '', delivery, items: ['org-name'], groundText: '', reason: '' }
  await handOver(police, police.id, { ...wish, to: 'ipa', ground: 'ipa-standards' })
  await handOver(police, police.id, { ...wish, to: 'ppc', ground: 'appi-26' })
  const ipa = await deskOf(database, holder, 'ipa')
  const commission = await deskOf(database, holder, 'ppc')
  const reason = 'handed-over-in-error'

  test('leaves an empty record with a body that had nothing else, and whoever handed it over is told', async () => {
    expect(await returnCopy(ipa, ipa.id, { copy: await handed(ipa), reason })).toEqual({ done: 'returned' })
    const after = await readCase(ipa, ipa.id)
    expect(after.deliveries).toEqual([])
    expect(after.handOvers.map(({ content }) => content)).toEqual([null])
    const { returns } = await readCase(police, police.id)
    expect(returns).toMatchObject([{ recipient: 'ipa', handedBy: 'police', reason }])
    expect((await readPassings(holder)).returns).toHaveLength(1)
  })

  test('leaves with a body what the reporter sent it', async () => {
    const before = await readCase(commission, commission.id)
    await returnCopy(commission, commission.id, { copy: await handed(commission), reason })
    const after = await readCase(commission, commission.id)
    expect(after.deliveries).toEqual(before.deliveries)
    expect(after.file.heading).toEqual(before.file.heading)
    expect(after.file.closedAt).toBeNull()
    expect(after.returns).toMatchObject([{ emptied: false }])
  })

  test('can be given back once', async () => {
    const copy = await handed(ipa)
    expect(await returnCopy(ipa, ipa.id, { copy, reason })).toMatchObject({ problems: [{ code: 'copyMissing' }] })
  })
})
