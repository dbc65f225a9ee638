/** What a vendor asked to send, when what the asking rests on is gone. */
import { describe, expect, test } from 'vitest'

import { consoleOf } from '#app/console/console.server.ts'
import { readReports } from '#app/console/read-console.server.ts'
import { reportLineView } from '#app/console/report-lines.ts'
import { readVendorReport } from '#app/console/vendor-report.server.ts'
import { hospital } from '#app/demo/stories/hospital.ts'
import { storyClock } from '#app/demo/story.ts'
import {
  approveSending,
  askToSend,
  readWaiting,
  refuseSending,
  takeBackSending,
} from '#app/mandates/decide-sending.server.ts'
import { endWaiting } from '#app/mandates/end-sendings.server.ts'
import { readMandates } from '#app/mandates/read-mandates.server.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { contentRows } from '#app/reports/preview/content-rows.server.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { keepCover } from '#app/reports/revisions/revisions-restore.server.ts'
import { submissionKey, submitReport } from '#app/reports/sending/submit-report.server.ts'
import type { Context, Holder } from '#db/context.ts'
import { decideSending } from '#db/mandates/sendings.server.ts'
import { latestProjections } from '#db/submissions/deliveries.server.ts'
import { workerAt } from '#test/app/notices/notices.world.ts'
import { draftOf, later, newReport, night, save } from '#test/app/reports/reports.world.ts'
import { openUntil } from '#test/support/beside.ts'
import { somebodyWaits, testDatabase } from '#test/support/database.ts'

import { mandated, personOf } from './mandates.world.ts'

const database = await testDatabase()
const vendor = await personOf(database, '架空セキュリティ')
const answers = hospital.answers(storyClock(night))

const waiting = async (terms = {}) => {
  const holder = await newReport(database)
  const acting = await mandated(database, holder, vendor, { approves: true, ...terms })
  await save(holder, answers)
  await askToSend(acting)
  return { holder, acting, id: (await readWaiting(holder))?.sending.id ?? '' }
}
const sentFor = async ({ db, actor }: Context<Holder>) =>
  (await db.transaction((tx) => latestProjections(tx, actor.reportId))).size

describe('what waits for a client ends with what it rests on', () => {
  test('its mandate ran out: nothing goes, both sides hear of it, and the draft is there', async () => {
    const { holder, acting, id } = await waiting({ until: '2026-11-22' })
    const late = { ...holder, now: later(24 * 90) }
    expect(await readWaiting(holder)).toMatchObject({ isOver: false })
    expect(await readWaiting(late)).toMatchObject({ isOver: true, isStale: false })
    expect(await approveSending(late, id)).toEqual({ kind: 'changed' })
    await endWaiting(workerAt(database, later(1)))
    expect(await readWaiting(holder), 'it holds still').not.toBeNull()
    await endWaiting(workerAt(database, late.now))
    expect([await readWaiting(late), await sentFor(holder)]).toEqual([null, 0])
    expect((await draftOf(holder)).answers['org-name']).toBe(answers['org-name'])
    expect((await readMandates(late)).sendings[0]?.state).toBe('stopped')
    const { events } = await readAccess(holder)
    expect(events.map(({ did }) => did)).toContain('mandate-sending-stopped')
    const heard = await database.owner`select payload from outbox where payload::text like ${`%${id}%`}`
    const whom = heard.map(({ payload }) => payload.reportId ?? payload.organisationId ?? payload.accountId)
    const { accountId, organisationId } = acting.actor
    expect(new Set(whom)).toEqual(new Set([holder.actor.reportId, organisationId, accountId]))
  })

  test('whoever asked may send for the vendor no more: a reader, gone, or suspended', async () => {
    const seat = database.owner`account_id = ${vendor.actor.accountId}`
    const lost = [
      [
        database.owner`update memberships set role = 'reader' where ${seat}`,
        database.owner`update memberships set role = 'administrator' where ${seat}`,
      ],
      [
        database.owner`update memberships set ended_at = now() where ${seat}`,
        database.owner`update memberships set ended_at = null where ${seat}`,
      ],
      [
        database.owner`update accounts set disabled_at = now() where id = ${vendor.actor.accountId}`,
        database.owner`update accounts set disabled_at = null where id = ${vendor.actor.accountId}`,
      ],
    ] as const
    const { holder, id } = await waiting()
    for (const [lose, regain] of lost) {
      await lose
      expect(await approveSending(holder, id)).toEqual({ kind: 'changed' })
      await regain
    }
    expect(await sentFor(holder)).toBe(0)
    expect(await approveSending(holder, id)).toMatchObject({ kind: 'sent' })
  })

  test('stopped in the instant before, it is refused by the store, too', async () => {
    const { holder, acting, id } = await waiting()
    await refuseSending(holder, id, { decision: 'stopped', words: '' })
    const { version } = (await openDraft(holder)).draft
    const filedUnder = { mandateId: acting.mandateId, vendor: 'x', approved: true }
    const key = submissionKey(holder.actor.reportId, 0, version)
    await expect(submitReport(holder, { key, version, filedUnder })).rejects.toMatchObject({ code: '42501' })
    expect(await sentFor(holder)).toBe(0)
  })

  test('another vendor asks when nobody else’s waits', async () => {
    const { holder } = await waiting()
    const other = await mandated(database, holder, await personOf(database, '架空の二社目'), { approves: true })
    await expect(askToSend(other)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('two windows, and two who press at once', () => {
  test('what was sent is neither stopped nor taken back, and a second approval finds the first', async () => {
    const { holder, acting, id } = await waiting()
    expect(await approveSending(holder, id)).toMatchObject({ kind: 'sent', number: 1 })
    expect(await approveSending(holder, id)).toMatchObject({ kind: 'sent', number: 1, replayed: true })
    expect(await refuseSending(holder, id, { decision: 'stopped', words: '' })).toBe(false)
    expect(await takeBackSending(acting)).toBe(false)
    const { sendings } = await readMandates(holder)
    expect(sendings.map(({ state }) => state)).toEqual(['approved'])
  })

  test('a vendor that presses twice at once asks once, and is not told that another one was first', async () => {
    const holder = await newReport(database)
    const acting = await mandated(database, holder, vendor, { approves: true })
    await save(holder, answers)
    const second: { done?: Promise<boolean> } = {}
    const db = openUntil(database, acting.db, () => {
      second.done = askToSend(acting)
    })
    expect([await askToSend({ ...acting, db }), await second.done]).toEqual([true, true])
    expect((await readMandates(holder)).sendings.map(({ state }) => state)).toEqual(['waits'])
    const told = await database.owner`
      select payload from outbox where payload ->> 'event' = 'sending' and payload ->> 'reportId' = ${holder.actor.reportId}`
    expect(told).toHaveLength(1)
  })

  test('two who approve at once both see the receipt of one sending', async () => {
    const { holder, id } = await waiting()
    const both = await Promise.all([approveSending(holder, id), approveSending(holder, id)])
    expect(both).toMatchObject([
      { kind: 'sent', number: 1 },
      { kind: 'sent', number: 1 },
    ])
    expect(both.filter((one) => one.kind === 'sent' && one.replayed)).toHaveLength(1)
  })

  test('what was stopped in one window is said to be decided in the other', async () => {
    const { holder, id } = await waiting()
    expect(await refuseSending(holder, id, { decision: 'stopped', words: '' })).toBe(true)
    expect(await approveSending(holder, id)).toEqual({ kind: 'decided' })
    expect(await sentFor(holder)).toBe(0)
  })

  test('stopped in the very moment in which it is approved, it is not sent', async () => {
    const { holder, id } = await waiting()
    const { reportId } = holder.actor
    const sent = await holder.db.transaction(async (tx) => {
      await decideSending(tx, { id, reportId, decision: 'stopped', now: night })
      const approving = approveSending(holder, id)
      await somebodyWaits(database)
      return { approving }
    })
    expect(await sent.approving).toEqual({ kind: 'changed' })
    expect([await sentFor(holder), (await readMandates(holder)).sendings[0]?.state]).toEqual([0, 'stopped'])
  })

  test('words beside the answers are shown with what is new, and are not changed after the client has looked', async () => {
    const { holder, acting, id } = await waiting()
    await approveSending(holder, id)
    await save(holder, { 'incident-title': '直した件名', 'incident-summary': '直した概要' })
    await keepCover(acting, 'changes', '調査で分かりました')
    await askToSend(acting)
    const shown = await readWaiting(holder)
    expect(shown?.preview.beside).toEqual({ changes: '調査で分かりました', late: [] })
    const rows = shown ? contentRows(shown.preview, 'ja') : []
    expect(rows.slice(0, 3).map(({ item, kind }) => [item, kind])).toEqual([
      ['incident-title', 'changed'],
      ['incident-summary', 'changed'],
      [expect.any(String), undefined],
    ])
    await keepCover(acting, 'changes', '見たあとで書き換えました')
    expect(await readWaiting(holder)).toMatchObject({ isStale: true })
    expect(await approveSending(holder, shown?.sending.id ?? '')).toEqual({ kind: 'changed' })
    await askToSend(acting)
    await keepCover(acting, 'changes', '見たあとで書き換えました') // saved again as it is
    const again = await readWaiting(holder)
    expect(await approveSending(holder, again?.sending.id ?? '')).toMatchObject({ kind: 'sent', number: 2 })
  })

  test('a client is not asked for what would reach nobody', async () => {
    const { holder, acting, id } = await waiting()
    await approveSending(holder, id)
    expect(await askToSend(acting)).toBe(false)
    expect(await readWaiting(holder)).toBeNull()
  })

  test('a vendor sees that it has to ask anew, where the client can no longer approve', async () => {
    const { holder, acting } = await waiting()
    const { vendor: whole } = await consoleOf(vendor)
    const stateIn = async () => {
      const { lines } = await readReports(whole, {
        ticket: '',
        mandateId: acting.mandateId,
        technical: false,
        after: null,
      })
      return lines.map((line) => reportLineView(line, new Map()).state)
    }
    expect([(await readVendorReport(acting)).isStale, await stateIn()]).toEqual([false, ['waits']])
    await save(holder, { 'incident-title': '直した件名' })
    expect([(await readVendorReport(acting)).isStale, await stateIn()]).toEqual([true, ['stale']])
    expect(await askToSend(acting)).toBe(true)
    expect([(await readVendorReport(acting)).isStale, await stateIn()]).toEqual([false, ['waits']])
  })
})
