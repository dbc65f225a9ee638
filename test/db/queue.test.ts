import { describe, expect, test } from 'vitest'
import * as cases from '#db/case-files/case-files.server.ts'
import type { Officer } from '#db/context.ts'
import { cursorText } from '#db/queue/cursor.ts'
import type { QueueFilters } from '#db/queue/queue-filters.server.ts'
import type { QueueOrder } from '#db/queue/queue-order.server.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { listDeliveries } from '#db/submissions/deliveries.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, hours, monday, officerOf, submissionOf } from '#test/support/filings.ts'

const database = await testDatabase()

const queueOf = (officer: Officer, filters: QueueFilters = {}, order: 'newest' | 'urgent' = 'newest') =>
  database.as(officer).transaction(async (tx) => (await listQueue(tx, { filters, order, limit: 100 })).lines)

/** All of it, two lines a page. */
const pagedQueue = (officer: Officer, filters: QueueFilters, order: QueueOrder) =>
  database.as(officer).transaction(async (tx) => {
    const lines = []
    let cursor: string | undefined
    do {
      const page = await listQueue(tx, { filters, order, limit: 2, cursor })
      lines.push(...page.lines)
      cursor = page.next ?? undefined
    } while (cursor)
    return lines
  })

describe('the queue', () => {
  test('shows a police officer the own prefecture only, and whoever has none all of them', async () => {
    const recipients = ['police']
    const { caseFiles } = submissionOf(newId(), { recipients })
    for (const prefecture of ['13', '27', '27']) {
      await filedReport(database, { recipients, caseFiles: caseFiles.map((file) => ({ ...file, prefecture })) })
    }
    const [tokyo, osaka, headquarters] = [
      await officerOf(database, 'police', '13'),
      await officerOf(database, 'police', '27'),
      await officerOf(database, 'police'),
    ]
    expect((await queueOf(tokyo)).map(({ prefecture }) => prefecture)).toEqual(['13'])
    expect((await queueOf(osaka)).map(({ prefecture }) => prefecture)).toEqual(['27', '27'])
    expect(await queueOf(headquarters)).toHaveLength(3)
    const [seen] = await queueOf(tokyo)
    await database.as(osaka).transaction(async (tx) => {
      expect(await listDeliveries(tx, seen?.reportId ?? '')).toEqual([])
    })
  })

  test('is paged without gaps or repeats in both orders, with what is never due at the end', async () => {
    const due = [hours(5), null, hours(3), hours(5), null, hours(1), hours(9)]
    for (const [index, dueAt] of due.entries()) {
      const { caseFiles } = submissionOf(newId(), { recipients: ['paging'] })
      await filedReport(database, {
        recipients: ['paging'],
        now: hours(index % 3),
        caseFiles: caseFiles.map((file) => ({ ...file, dueAt })),
      })
    }
    const officer = await officerOf(database, 'paging')
    for (const order of ['newest', 'urgent'] as const) {
      const paged = await pagedQueue(officer, {}, order)
      const times = paged.map(({ updatedAt, dueAt }) =>
        order === 'newest' ? -updatedAt.getTime() : (dueAt?.getTime() ?? Infinity),
      )
      expect(times).toEqual(times.toSorted((one, other) => one - other))
      expect(new Set(paged.map(({ id }) => id)).size).toBe(due.length)
    }
    const madeUp = [8.64e15, 1e300].map((at) => cursorText([at, '01a20324-0514-7690-90dd-fbcd3a0e204c', null]))
    await database.as(officer).transaction(async (tx) => {
      for (const cursor of ['nonsense', ...madeUp])
        expect((await listQueue(tx, { filters: {}, order: 'newest', cursor })).lines).toHaveLength(due.length)
    })
  })

  test('of what is open and what is closed is one, in each order and whatever it is narrowed to', async () => {
    const recipients = ['halves']
    const officer = await officerOf(database, 'halves')
    const desk = database.as(officer)
    const { caseFiles } = submissionOf(newId(), { recipients })
    for (const at of Array.from({ length: 9 }).keys()) {
      const attackType = at % 4 === 3 ? 'ddos' : 'ransomware'
      await filedReport(database, {
        recipients,
        now: hours(at),
        caseFiles: caseFiles.map((file) => ({ ...file, attackType })),
      })
      const [file] = await queueOf(officer)
      if (!file) throw new Error('the case is not in the queue')
      await desk.transaction(async (tx) => {
        if (at % 3 > 0) await cases.closeCaseFile(tx, file.id, 'resolved', hours(at))
        if (at === 5) await cases.claimCaseFile(tx, file.id, hours(at))
        if (at > 2) await cases.addLabel(tx, file.id, '重要', hours(at))
      })
    }
    const all = (await queueOf(officer)).toReversed()
    const of = (...places: number[]) => places.map((place) => all[place]?.id)
    const filters: [QueueFilters, (string | undefined)[]][] = [
      [{ attackType: 'ransomware' }, of(0, 1, 2, 4, 5, 6, 8)],
      [{ attackType: 'ransomware', label: '重要' }, of(4, 5, 6, 8)],
      [{ sector: 'medical', assignee: 'nobody' }, of(0, 1, 2, 3, 4, 6, 7, 8)],
      [{ prefecture: '13', stage: 'initial' }, of(0, 1, 2, 3, 4, 5, 6, 7, 8)],
      [{ attackType: 'ransomware', unreadBy: officer.officerId }, of(0, 6)],
      [{ prefecture: '27' }, []],
    ]
    for (const [one, expected] of filters) {
      const asked = JSON.stringify(one)
      expect(
        (await pagedQueue(officer, one, 'oldest')).map(({ id }) => id),
        asked,
      ).toEqual(expected)
      for (const order of ['newest', 'gravest'] as const)
        expect(
          (await pagedQueue(officer, one, order)).map(({ id }) => id),
          asked,
        ).toEqual(expected.toReversed())
    }
  })

  test('is filtered by everything that a form offers', async () => {
    await filedReport(database, { recipients: ['filters'] })
    const officer = await officerOf(database, 'filters')
    const desk = database.as(officer)
    const [file] = await queueOf(officer)
    if (!file) throw new Error('the case is not in the queue')
    const count = async (filters: QueueFilters) => (await queueOf(officer, filters)).length
    expect(
      await count({ state: 'new', stage: 'initial', attackType: 'ransomware', sector: 'medical', prefecture: '13' }),
    ).toBe(1)
    for (const filters of [
      { stage: 'final' },
      { attackType: 'ddos' },
      { sector: 'x' },
      { prefecture: '27' },
    ] as const) {
      expect(await count(filters)).toBe(0)
    }
    expect([await count({ dueBefore: hours(72) }), await count({ dueBefore: hours(73) })]).toEqual([0, 1])
    expect([await count({ assignee: 'nobody' }), await count({ assignee: officer.officerId })]).toEqual([1, 0])
    await desk.transaction(async (tx) => {
      await cases.claimCaseFile(tx, file.id, monday)
      await cases.addLabel(tx, file.id, '重要', monday)
      await cases.markCaseOpened(tx, file.id, monday)
    })
    expect([await count({ assignee: 'nobody' }), await count({ assignee: officer.officerId })]).toEqual([0, 1])
    expect([await count({ label: '重要' }), await count({ label: '軽微' })]).toEqual([1, 0])
    expect([await count({ state: 'new' }), await count({ state: 'opened' }), await count({ state: 'open' })]).toEqual([
      0, 1, 1,
    ])
    await desk.transaction((tx) => cases.acknowledgeCaseFile(tx, file.id, {}, monday))
    expect([await count({ state: 'opened' }), await count({ state: 'acknowledged' })]).toEqual([0, 1])
    await desk.transaction((tx) => cases.closeCaseFile(tx, file.id, 'resolved', monday))
    expect([
      await count({ state: 'open' }),
      await count({ state: 'closed' }),
      (await queueOf(officer, {}, 'urgent')).length,
    ]).toEqual([0, 1, 0])
  })
})
