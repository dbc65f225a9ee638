import { describe, expect, test } from 'vitest'

import { limits } from '#app/case-files/acts/act.ts'
import { assessCase } from '#app/case-files/acts/assess.server.ts'
import { assignCase, claimCase } from '#app/case-files/acts/claim.server.ts'
import { closeCase, reopenCase } from '#app/case-files/acts/close.server.ts'
import { labelCase, unlabelCase } from '#app/case-files/acts/label.server.ts'
import { writeNote } from '#app/case-files/acts/note.server.ts'
import { arrangeCase } from '#app/case-files/acts/responsibility.server.ts'
import { casePage, shownDelivery } from '#app/case-files/page/case-view.server.ts'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { readStanding } from '#app/case-files/page/read-standing.server.ts'
import { openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { listAudit } from '#db/audit/audit.server.ts'
import { listFeedback } from '#db/case-files/feedback.server.ts'
import type { Context, Officer } from '#db/context.ts'
import type { QueueOrder } from '#db/queue/queue-order.server.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { listCaseFilesOfReport } from '#db/reports/board.server.ts'
import type { Answers } from '#forms/item.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { later, save, send } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'

const database = await testDatabase()

const freeAt = async ({ db }: Context<Officer>) => {
  const filters = { assignee: 'nobody' }
  const inOrder = async (order: QueueOrder) => {
    const { lines } = await db.transaction((tx) => listQueue(tx, { filters, order }))
    return lines.map(({ id }) => id)
  }
  const newest = await inOrder('newest')
  for (const order of ['oldest', 'urgent', 'gravest'] as const)
    expect((await inOrder(order)).toSorted(), order).toEqual(newest.toSorted())
  return newest
}

test('a case of whoever only reads now, or moved to another prefecture, is nobody’s, and is taken', async () => {
  const holder = await filedHospital(database)
  const boss = await deskOf(database, holder, 'police')
  const keeper = await deskOf(database, holder, 'police', '徳島県')
  const { id } = keeper
  const put = (role: string, prefecture: string | null) =>
    database.owner`update officers set role = ${role}, prefecture = ${prefecture} where id = ${keeper.actor.officerId}`
  await claimCase(keeper, id)
  for (const [role, prefecture, free] of [
    ['officer', null, false],
    ['reader', null, true],
    ['officer', '沖縄県', true],
    ['officer', '徳島県', false],
  ] as const) {
    await put(role, prefecture)
    expect((await freeAt(boss)).includes(id), `${role} ${prefecture}`).toBe(free)
    expect((await readCase(boss, id)).file.assignee).toMatchObject({ gone: free })
  }
  await put('officer', '沖縄県')
  expect(await claimCase(boss, id)).toEqual({ done: 'claimed' })
})

describe('a case of the commission', async () => {
  const holder = await filedHospital(database)
  const desk = await deskOf(database, holder, 'ppc')
  const colleague = await deskOf(database, holder, 'ppc')
  const told = () => holder.db.transaction((tx) => listFeedback(tx, holder.actor.reportId))
  const board = async () => {
    const lines = await holder.db.transaction((tx) => listCaseFilesOfReport(tx, holder.actor.reportId))
    return lines.find(({ recipient }) => recipient === 'ppc')
  }

  test('goes to one of two officers who take it in the same moment, and the other is told who', async () => {
    const results = await Promise.all([claimCase(desk, desk.id), claimCase(colleague, colleague.id)])
    expect(results).toContainEqual({ done: 'claimed' })
    expect(results).toContainEqual({ problems: [{ field: 'claim', code: 'takenBy', values: { name: '架空 花子' } }] })
  })

  test('is still theirs when the one who has it presses twice', async () => {
    await assignCase(desk, desk.id, desk.actor.officerId)
    expect(await claimCase(desk, desk.id)).toEqual({ done: 'claimed' })
  })

  test('can be given to a colleague and to nobody, and not to an officer of another body', async () => {
    const stranger = await deskOf(database, holder, 'mhlw')
    expect(await assignCase(desk, desk.id, colleague.actor.officerId)).toEqual({ done: 'assigned' })
    expect((await readCase(desk, desk.id)).file.assignee?.officerId).toBe(colleague.actor.officerId)
    expect(await assignCase(desk, desk.id, stranger.actor.officerId)).toMatchObject({
      problems: [{ field: 'officer' }],
    })
    expect(await assignCase(desk, desk.id, null)).toEqual({ done: 'released' })
    expect((await readCase(desk, desk.id)).file.assignee).toBeNull()
  })

  test('is not taken from whoever took it while the page was open, until that is seen', async () => {
    const [me, them] = [desk.actor.officerId, colleague.actor.officerId]
    await claimCase(colleague, desk.id)
    const meanwhile = { field: 'officer', code: 'assignedMeanwhile', values: { name: '架空 花子' } }
    expect(await assignCase(desk, desk.id, me, '')).toEqual({ problems: [meanwhile] })
    expect((await readCase(desk, desk.id)).file.assignee?.officerId).toBe(them)
    expect(await assignCase(desk, desk.id, me, them)).toEqual({ done: 'assigned' })
    expect(await assignCase(desk, desk.id, me, them), 'pressed twice').toEqual({ done: 'assigned' })
    expect(await assignCase(desk, desk.id, null, me)).toEqual({ done: 'released' })
    expect(await assignCase(desk, desk.id, them, me)).toMatchObject({ problems: [{ code: 'releasedMeanwhile' }] })
  })

  test('has the deputy and the severity that a colleague chose while the page was open, until that is seen', async () => {
    const [me, them] = [desk.actor.officerId, colleague.actor.officerId]
    expect(await arrangeCase(colleague, desk.id, { deputy: me, team: '', was: '/' })).toEqual({ done: 'arranged' })
    const mine = { deputy: them, team: '', was: '/' }
    const arranged = { field: 'deputy', code: 'arrangedMeanwhile', values: { deputy: '架空 花子', team: '―' } }
    expect(await arrangeCase(desk, desk.id, mine)).toEqual({ problems: [arranged] })
    expect((await readStanding(desk, desk.id)).deputy?.officerId).toBe(me)
    expect(await arrangeCase(desk, desk.id, { ...mine, was: `${me}/` })).toEqual({ done: 'arranged' })
    expect(await arrangeCase(desk, desk.id, { ...mine, was: `${me}/` }), 'pressed twice').toEqual({ done: 'arranged' })

    const graver = { severity: 'high', reason: '入院の受け入れが止まっている', was: '' }
    expect(await assessCase(colleague, desk.id, graver)).toEqual({ done: 'assessed' })
    expect(await assessCase(desk, desk.id, graver), 'agreed').toEqual({ done: 'assessed' })
    const assessed = { field: 'severity', code: 'assessedMeanwhile', values: { name: '架空 花子' } }
    expect(await assessCase(desk, desk.id, { severity: 'low', reason: '', was: '' })).toEqual({ problems: [assessed] })
    const was = (await readStanding(desk, desk.id)).assessment?.at
    expect(await assessCase(desk, desk.id, { severity: '', reason: '', was })).toEqual({ done: 'unassessed' })
    expect(await assessCase(desk, desk.id, { severity: 'low', reason: '', was })).toMatchObject({
      problems: [{ code: 'unassessedMeanwhile' }],
    })
    await arrangeCase(desk, desk.id, { deputy: '', team: '' })
  })

  test('is seen to be in the hands of somebody who was suspended, and whoever wants it takes it', async () => {
    await claimCase(colleague, desk.id)
    const suspend = (at: Date | null) =>
      database.owner`update officers set disabled_at = ${at} where id = ${colleague.actor.officerId}`
    await suspend(desk.now)
    expect((await readCase(desk, desk.id)).file.assignee).toMatchObject({ name: '架空 花子', gone: true })
    expect(await freeAt(desk)).toContain(desk.id)
    const third = await deskOf(database, holder, 'ppc')
    const both = await Promise.all([claimCase(desk, desk.id), claimCase(third, desk.id)])
    expect(both.filter((one) => 'done' in one)).toHaveLength(1)
    await suspend(null)
    await assignCase(desk, desk.id, colleague.actor.officerId)
    expect(await freeAt(desk)).not.toContain(desk.id)
    expect(await claimCase(desk, desk.id)).toMatchObject({ problems: [{ code: 'takenBy' }] })
    expect(await assignCase(desk, desk.id, null)).toEqual({ done: 'released' })
  })

  test('carries labels up to a number and a length, each once', async () => {
    expect(await labelCase(desk, desk.id, '医療')).toEqual({ done: 'labelled' })
    expect(await labelCase(desk, desk.id, '医療')).toEqual({ done: 'labelled' })
    expect((await readCase(desk, desk.id)).file.labels).toEqual(['医療'])
    expect(await labelCase(desk, desk.id, '')).toMatchObject({ problems: [{ code: 'labelMissing' }] })
    expect(await labelCase(desk, desk.id, '長'.repeat(limits.label + 1))).toMatchObject({
      problems: [{ code: 'labelTooLong' }],
    })
    for (let count = 1; count < limits.labels; count++) await labelCase(desk, desk.id, `札${count}`)
    expect(await labelCase(desk, desk.id, '一つ多い')).toMatchObject({ problems: [{ code: 'labelTooMany' }] })
    await unlabelCase(desk, desk.id, '札1')
    expect((await readCase(desk, desk.id)).file.labels).not.toContain('札1')
  })

  test('keeps notes inside: colleagues read them, the reporter and the ministry never do', async () => {
    expect(await writeNote(desk, desk.id, '')).toMatchObject({ problems: [{ code: 'noteMissing' }] })
    await Promise.all([1, 2].map(() => writeNote(desk, desk.id, '内部の見立て'))) // the button is pressed twice
    expect((await readCase(colleague, desk.id)).notes.map(({ text }) => text)).toEqual(['内部の見立て'])
    expect(JSON.stringify(await told())).not.toContain('内部の見立て')
    const ministry = await deskOf(database, holder, 'mhlw')
    expect((await readCase(ministry, ministry.id)).notes).toEqual([])
  })

  test('is closed with a reason that the reporter reads, once, and taken up again', async () => {
    expect(await closeCase(desk, desk.id, { reason: 'bored', text: '' })).toMatchObject({
      problems: [{ field: 'reason' }],
    })
    expect(await closeCase(desk, desk.id, { reason: 'resolved', text: '確認しました。' })).toEqual({ done: 'closed' })
    expect(await closeCase(desk, desk.id, { reason: 'resolved', text: '' })).toMatchObject({
      problems: [{ code: 'alreadyClosed' }],
    })
    expect(await board()).toMatchObject({ closedAt: desk.now, closedReason: 'resolved' })
    expect(await reopenCase(desk, desk.id)).toEqual({ done: 'reopened' })
    expect(await reopenCase(desk, desk.id)).toMatchObject({ problems: [{ code: 'notClosed' }] })
    expect(await board()).toMatchObject({ closedAt: null })
    expect((await told()).map(({ kind }) => kind)).toEqual(['closing', 'reopening'])
  })

  test('leaves a trace of every act, without a word of what was written', async () => {
    const lines = await desk.db.transaction((tx) => listAudit(tx, holder.actor.reportId))
    const did = new Set(lines.map((line) => line.did))
    for (const act of ['claimed', 'assigned', 'labelled', 'unlabelled', 'noted', 'closed', 'reopened']) {
      expect(did).toContain(`case.${act}`)
    }
    expect(JSON.stringify(lines)).not.toMatch(/内部の見立て|確認しました/)
  })
})

test('a case that is not this body’s does not exist for any act', async () => {
  const holder = await filedHospital(database)
  const police = await deskOf(database, holder, 'police', '徳島県')
  const ministry = await deskOf(database, holder, 'mhlw')
  const acts = [
    claimCase(ministry, police.id),
    assignCase(ministry, police.id, null),
    labelCase(ministry, police.id, '札'),
    writeNote(ministry, police.id, 'メモ'),
    closeCase(ministry, police.id, { reason: 'resolved', text: '' }),
    reopenCase(ministry, police.id),
    readCase(ministry, police.id),
  ]
  for (const result of await Promise.allSettled(acts)) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'notFound' } })
  }
})

test('the police of another prefecture cannot be given a case they may not see', async () => {
  const holder = await filedHospital(database)
  const tokushima = await deskOf(database, holder, 'police', '徳島県')
  const headquarters = await deskOf(database, holder, 'police')
  const { officerId: tokyo } = await officerOf(database, 'police', '東京都')
  expect(await assignCase(tokushima, tokushima.id, tokyo)).toMatchObject({ problems: [{ code: 'assigneeUnknown' }] })
  expect(await assignCase(tokushima, tokushima.id, headquarters.actor.officerId)).toEqual({ done: 'assigned' })
})

test('what changed in a revision that nobody opened is marked in the next one too', async () => {
  const holder = await filedHospital(database)
  const desk = await deskOf(database, holder, 'ppc')
  const page = async (hours: number, revision: number | null = null) => {
    const context = { ...desk, now: later(hours) }
    await openDelivery(context, shownDelivery((await readCase(desk, desk.id)).deliveries, revision).line)
    const viewing = { officer: desk.actor, words: documentWords('ja'), now: context.now, revision }
    return casePage(await readCase(desk, desk.id), viewing)
  }
  expect((await page(1)).unread).toBeNull()
  for (const [at, summary] of [
    [2, '外来を止めた'],
    [3, '外来を再開した'],
  ] as const) {
    const context = { ...holder, now: later(at) }
    const more: Answers =
      at === 2 ? { 'pd-subject-count': { max: 84_977, certainty: 'confirmed', records: 'unknown' } } : {}
    await save(context, { 'incident-summary': summary, ...more })
    expect((await send(context, at - 1)).kind).toBe('sent')
  }
  const { unread } = await page(4)
  expect(unread).toMatchObject({ read: 1, passed: [2] })
  expect(unread?.changes.map(({ item }) => item).toSorted()).toEqual(['incident-summary', 'pd-subject-count'])
  await page(5, 2) // read afterwards, it is what the third was not compared with
  expect((await page(6)).unread).toMatchObject({ read: 1, passed: [2] })

  expect((await page(7)).file.openQuestions).toBe(0)
  await ask(desk, desk.id, { items: ['incident-summary'], text: '再開はいつですか。', due: null })
  expect((await page(7)).file.openQuestions, 'said to whoever closes').toBe(1)
})
