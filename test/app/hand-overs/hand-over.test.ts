import { describe, expect, test } from 'vitest'

import { assignCase } from '#app/case-files/acts/claim.server.ts'
import { writeNote } from '#app/case-files/acts/note.server.ts'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { extractReports } from '#app/case-files/search/search-index.server.ts'
import { searchTexts } from '#app/case-files/search/search-text.server.ts'
import { openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { handOver } from '#app/hand-overs/hand-over.server.ts'
import { getHanded } from '#app/hand-overs/read-handed.server.ts'
import { readPassings } from '#app/hand-overs/read-passings.server.ts'
import { returnablesIn } from '#app/hand-overs/return-copy.server.ts'
import type { HandOverWish } from '#app/hand-overs/wish.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { readBoard } from '#app/reports/board/read-board.server.ts'
import { previewPage } from '#app/reports/preview/preview-page.server.ts'
import { getReceipt } from '#app/reports/sending/receipt.server.ts'
import { getSentDelivery, jsonOf } from '#app/reports/sending/sent-delivery.server.ts'
import { listOpenQuestions } from '#db/case-files/feedback.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { phrasesOf } from '#db/queue/search-words.ts'
import { searchQueue } from '#db/queue/search.server.ts'
import { verifyDigest } from '#db/submissions/deliveries.server.ts'
import { canonicalJson } from '#forms/projection.ts'
import { deskOf, filedHospital, type Desk } from '#test/app/case-files/desk.world.ts'
import { later, night, save, send } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf, sha256 } from '#test/support/filings.ts'

const database = await testDatabase()
const at = (actor: Officer): Context<Officer> => ({ db: database.as(actor), actor, now: night })

async function wishOf(desk: Desk, change: Partial<HandOverWish> = {}): Promise<HandOverWish> {
  const { deliveries } = await readCase(desk, desk.id)
  const delivery = deliveries.at(-1)?.line.id ?? ''
  const items = ['org-name', 'incident-summary', 'contact-phone']
  return { to: 'ipa', prefecture: '', delivery, items, ground: 'ipa-standards', groundText: '', reason: '', ...change }
}

describe('the police hand over to a body that the reporter did not write to', async () => {
  const holder = await filedHospital(database)
  const police = await deskOf(database, holder, 'police', '徳島県')
  const items = ['org-name', 'incident-summary', 'ransom-note']
  const wish = await wishOf(police, { items, reason: '届出の確認に脅迫文の有無が要るため。' })
  const result = await handOver(police, police.id, wish)
  const ipa = await deskOf(database, holder, 'ipa')
  const given = await readCase(ipa, ipa.id)

  test('the other body has a case file with exactly what was chosen, marked by whom, and no clock', () => {
    expect(result).toEqual({ done: 'handedOver' })
    expect(given.deliveries.map(({ line }) => line.handed?.by)).toEqual(['police'])
    expect(given.deliveries[0]?.projection.items.map(({ item }) => item).toSorted()).toEqual(wish.items.toSorted())
    expect(given.clocks).toEqual([])
    expect(given.file.heading.organisation).toContain('架空')
  })

  test('the projection is frozen: its digest is what the reporter can compute from the download', async () => {
    const id = given.deliveries[0]?.line.id ?? ''
    const { projection, sending } = jsonOf(await getSentDelivery(holder, id))
    expect(sha256(canonicalJson(projection)).toString('hex')).toBe(sending.digest)
    expect(sending).toMatchObject({ handed: { by: 'police', ground: 'ipa-standards' } })
    const shown = Buffer.from(String(sending.digest), 'hex')
    const verified = await database.as({ kind: 'anyone' }).transaction((tx) => verifyDigest(tx, shown))
    expect(verified).toEqual({ how: 'handed', revisionNumber: 1, sentAt: police.now, returnedAt: null })
  })

  test('the reporter is told to whom, when, on what ground and why, without any officer’s name', async () => {
    const { handOvers } = await readPassings(holder)
    expect(handOvers).toMatchObject([
      { by: 'police', to: 'ipa', ground: 'ipa-standards', at: police.now.toISOString(), reason: wish.reason },
    ])
    const { events, chain } = await readAccess(holder)
    expect(events[0]).toMatchObject({ did: 'case-handed-over', recipients: ['police'], to: 'ipa' })
    expect(chain?.brokenAt).toBeNull()
    expect(JSON.stringify([handOvers, events])).not.toContain(police.actor.name)
    const notices = await database.owner`select payload->>'event' as event from outbox order by 1`
    expect(notices.map(({ event }) => event)).toContain('feedback')
  })

  test('the first reading by the other body is shown to the reporter', async () => {
    const { line } = await getHanded(ipa, given.deliveries[0]?.line.id ?? '')
    expect(await openDelivery(ipa, line)).toBe(true)
    const { handOvers } = await readPassings(holder)
    expect(handOvers[0]?.openedAt).toBe(ipa.now.toISOString())
  })

  test('the other body finds what it was handed, and may ask the reporter', async () => {
    await extractReports(database.as({ kind: 'worker' }), [holder.actor.reportId])
    const phrases = phrasesOf('電子カルテ') ?? []
    const { lines } = await ipa.db.transaction((tx) => searchQueue(tx, { phrases, filters: {}, textsOf: searchTexts }))
    expect(lines.map(({ id }) => id)).toEqual([ipa.id])
    await ask(ipa, ipa.id, { items: [], text: 'いつ気付きましたか。', due: null })
    const { threads } = await readBoard(holder)
    expect(threads.find(({ recipient }) => recipient === 'ipa')?.entries).toHaveLength(1)
    expect(await holder.db.transaction((tx) => listOpenQuestions(tx, holder.actor.reportId))).toHaveLength(1)
  })

  test('a hand-over is no report of the reporter’s: nothing of the next one goes there', async () => {
    await save({ ...holder, now: later(5) }, { 'incident-summary': 'あとから分かったこと' })
    const sent = await send({ ...holder, now: later(5) }, 1)
    expect(sent).toMatchObject({ kind: 'sent' })
    expect(sent.kind === 'sent' && sent.recipients).not.toContain('ipa')
    const { rows } = await readBoard(holder)
    expect(rows.map(({ recipient }) => recipient)).not.toContain('ipa')
  })

  test('an officer of a third body sees nothing of it', async () => {
    const jpcert = await officerOf(database, 'jpcert')
    const seen = await database.as(jpcert).transaction((tx) => tx.sql`select 1 from hand_overs`)
    expect(seen).toHaveLength(0)
  })
})

async function codes(desk: Desk, change: Partial<HandOverWish>): Promise<string[]> {
  const result = await handOver(desk, desk.id, await wishOf(desk, { reason: '理由はこれです。', ...change }))
  return 'problems' in result ? result.problems.map(({ code }) => code) : []
}

describe('a hand-over is put back', async () => {
  const holder = await filedHospital(database)
  const police = await deskOf(database, holder, 'police', '徳島県')
  const commission = await deskOf(database, holder, 'ppc')
  test.each([
    ['without a ground', { ground: '' }, 'groundMissing'],
    ['on the ground of another body', { ground: 'electricity-3' }, 'groundMissing'],
    ['on another ground without law and article', { ground: 'other', groundText: '' }, 'groundTextMissing'],
    [
      'with more than is needed and no reason',
      { to: 'mlit', ground: 'action-plan', items: ['ransom-note'], reason: '' },
      'reasonMissing',
    ],
    ['with nothing in it', { items: [] }, 'itemsMissing'],
    ['to the same prefecture', { to: 'police', ground: 'police-window', prefecture: '徳島県' }, 'prefectureSame'],
    ['to another prefecture without a ground', { to: 'police', ground: '', prefecture: '香川県' }, 'groundMissing'],
    ['to nobody we know', { to: 'nobody' }, 'toMissing'],
  ])('%s', async (_, change, code) => {
    expect(await codes(police, change)).toContain(code)
  })

  test('to the police without a prefecture, and to those of a place that does not exist', async () => {
    const to = { to: 'police', ground: 'police-window' }
    expect(await codes(commission, to)).toEqual(['prefectureMissing'])
    expect(await codes(commission, { ...to, prefecture: '架空県' })).toEqual(['prefectureMissing'])
  })
})

describe('a body that has the report already', async () => {
  const holder = await filedHospital(database)
  const police = await deskOf(database, holder, 'police', '徳島県')
  const commission = await deskOf(database, holder, 'ppc')
  const before = await readCase(commission, commission.id)
  const wish = await wishOf(police, {
    to: 'ppc',
    ground: 'other',
    groundText: '個人情報保護法 第69条第2項',
    reason: '理由はこれです。',
  })
  const result = await handOver(police, police.id, wish)

  test('keeps what it was sent, and gets the hand-over beside it; the officer who handed over learns of neither', async () => {
    expect(result).toEqual({ done: 'handedOver' })
    const after = await readCase(commission, commission.id)
    expect(after.deliveries).toEqual(before.deliveries)
    expect(after.handOvers.map(({ handedBy, content }) => [handedBy, content?.groundText])).toEqual([
      ['police', wish.groundText],
    ])
    expect(after.clocks).toEqual(before.clocks)
    await expect(getHanded(police, after.handOvers[0]?.id ?? '')).rejects.toMatchObject({ code: 'notFound' })
  })
})

describe('the police hand a case over to the police of another prefecture', async () => {
  const holder = await filedHospital(database)
  const police = await deskOf(database, holder, 'police', '徳島県')
  const elsewhere = at(await officerOf(database, 'police', '香川県'))
  await assignCase(police, police.id, police.actor.officerId)
  await writeNote(police, police.id, '現地を確認した')
  await openDelivery(police, (await readCase(police, police.id)).deliveries[0]?.line ?? fail())
  const before = await readCase(police, police.id)
  await expect(readCase(elsewhere, police.id)).rejects.toMatchObject({ code: 'notFound' })
  const wish = await wishOf(police, { to: 'police', prefecture: '香川県', items: [], ground: 'police-window' })
  const result = await handOver(police, police.id, wish)

  test('the whole case goes there, with its notes, unread and assigned to nobody, and is gone here', async () => {
    expect(result).toEqual({ done: 'moved' })
    await expect(readCase(police, police.id)).rejects.toMatchObject({ code: 'notFound' })
    const after = await readCase(elsewhere, police.id)
    expect(after.deliveries).toEqual(before.deliveries)
    expect(after.notes.map(({ text }) => text)).toEqual(['現地を確認した'])
    expect(after.file).toMatchObject({ assignee: null, prefecture: '香川県', seen: null })
    expect(after.handOvers).toMatchObject([{ fromPrefecture: '徳島県', toPrefecture: '香川県' }])
    const all = after.handOvers[0]?.content?.projection.items.length
    expect(all).toBe(before.deliveries[0]?.projection.items.length)
  })

  test('the reporter is told from where to where and on what ground; the other prefecture’s officers are, too', async () => {
    const { handOvers } = await readPassings(holder)
    expect(handOvers).toMatchObject([{ fromPrefecture: '徳島県', toPrefecture: '香川県', ground: 'police-window' }])
    const { events, chain } = await readAccess(holder)
    expect(events[0]).toMatchObject({ did: 'case-handed-over', recipients: ['police'], to: 'police' })
    expect(chain?.brokenAt).toBeNull()
    const notices = await database.owner`
      select payload->>'prefecture' as place from outbox where payload->>'event' = 'hand-over' and payload->>'recipient' = 'police'`
    expect(notices).toContainEqual({ place: '香川県' })
  })

  test('the reporter sees whose it is now, before anything more is sent as well', async () => {
    const { rows, threads } = await readBoard(holder)
    const places = [...rows, ...threads].flatMap((one) => (one.recipient === 'police' ? one.prefecture : []))
    expect(places).toEqual(['香川県', '香川県'])
    const { cards } = await previewPage(holder)
    expect(cards.find(({ recipient }) => recipient === 'police')).toMatchObject({
      prefecture: '徳島県',
      movedTo: '香川県',
    })
    expect(cards.filter(({ movedTo }) => movedTo)).toHaveLength(1)
  })

  test('later reports go there, and nobody gives the case away twice', async () => {
    await save({ ...holder, now: later(5) }, { 'incident-summary': 'あとから分かったこと' })
    const sent = await send({ ...holder, now: later(5) }, 1)
    expect(sent.kind === 'sent' && sent.recipients).toContain('police')
    const { deliveries } = await readCase(elsewhere, police.id)
    expect(deliveries.map(({ line }) => line.revisionNumber)).toEqual([1, 2])
    const receipts = await Promise.all([1, 2].map((number) => getReceipt(holder, number)))
    expect(receipts.map(({ prefecture }) => prefecture)).toEqual(['徳島県', '香川県'])
    await expect(handOver(police, police.id, wish)).rejects.toMatchObject({ code: 'notFound' })
    expect(returnablesIn(await readCase(elsewhere, police.id), 'police').map(({ copy }) => copy)).toEqual(['reporter'])
  })
})

function fail(): never {
  throw new Error('the police got nothing')
}
