import { describe, expect, test } from 'vitest'

import { closeCase, reopenCase } from '#app/case-files/acts/close.server.ts'
import { mergeCase, unmergeCase } from '#app/case-files/acts/merge.server.ts'
import { readStanding } from '#app/case-files/page/read-standing.server.ts'
import { findRelated } from '#app/case-files/search/related.server.ts'
import { extractReports } from '#app/case-files/search/search-index.server.ts'
import { readTimeline } from '#app/case-files/timeline/read-timeline.server.ts'
import { openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { hospital } from '#app/demo/stories/hospital.ts'
import { storyClock } from '#app/demo/story.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { getCaseFile } from '#db/case-files/case-files.server.ts'
import { markSeen } from '#db/case-files/sightings.server.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { listDeliveries } from '#db/submissions/deliveries.server.ts'
import { deskOf, filedHospital, type Desk } from '#test/app/case-files/desk.world.ts'
import { later, newReport, save, send } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const worker = database.as({ kind: 'worker' })
const reason = '同じ件を二つの部署が報告したため'

const queueOf = (desk: Desk, state?: 'open') =>
  desk.db.transaction(async (tx) => {
    const { lines } = await listQueue(tx, { filters: state ? { state } : {}, order: 'newest' })
    return lines
  })
const idsOf = async (desk: Desk, state?: 'open') => (await queueOf(desk, state)).map(({ id }) => id)

describe('two reports of one hospital', async () => {
  const [first, second] = [await filedHospital(database), await filedHospital(database)]
  const [master, copy] = [await deskOf(database, first, 'ppc'), await deskOf(database, second, 'ppc')]
  for (const { actor } of [first, second]) await extractReports(worker, [actor.reportId])

  test('are found to be related, and told why', async () => {
    const { related } = await findRelated(copy, copy.id)
    expect(related.map(({ file }) => file.id)).toEqual([master.id])
    expect(related[0]?.relations).toEqual([{ kind: 'organisation', by: 'number' }])
  })

  test('show their common indicators to the body that was told of them', async () => {
    const police = await deskOf(database, first, 'police', '徳島県')
    const { related } = await findRelated(police, police.id)
    expect(related).toHaveLength(1)
    expect(related[0]?.relations).toMatchObject([
      { kind: 'organisation', by: 'name' },
      { kind: 'indicator', values: ['198.51.100.23', 'c2.attacker.example'] },
      { kind: 'period', days: 0 },
    ])
  })

  test('are told apart from what the police of another prefecture have', async () => {
    const tokushima = await deskOf(database, first, 'police', '徳島県')
    const elsewhere = await newReport(database)
    const answers = hospital.answers(storyClock(later(0)))
    await save(elsewhere, { ...answers, 'org-address': { prefecture: '香川県', city: '架空市' } })
    await send(elsewhere)
    await extractReports(worker, [elsewhere.actor.reportId])
    const foreign = await deskOf(database, elsewhere, 'police', '香川県')
    const found = (await findRelated(tokushima, tokushima.id)).related.map(({ file }) => file.id)
    expect(found.length).toBe(1)
    expect(found).not.toContain(foreign.id)
    await expect(findRelated(tokushima, foreign.id)).rejects.toMatchObject({ code: 'notFound' })
    const refused = mergeCase(tokushima, tokushima.id, { master: foreign.id, reason })
    expect(await refused).toMatchObject({ problems: [{ code: 'masterUnknown' }] })
  })

  test('are merged only with a reason, into another case that exists here', async () => {
    const merge = (target: string, why = reason) => mergeCase(copy, copy.id, { master: target, reason: why })
    expect(await merge('', '')).toMatchObject({ problems: [{ field: 'master' }, { field: 'reason' }] })
    expect(await merge(copy.id)).toMatchObject({ problems: [{ code: 'masterItself' }] })
    expect(await merge('ZZZZ-0000-00')).toMatchObject({ problems: [{ code: 'masterUnknown' }] })
    const ministry = await deskOf(database, first, 'mhlw')
    expect(await merge(ministry.id)).toMatchObject({ problems: [{ code: 'masterUnknown' }] })
  })

  test('become one in the queue, which the merged one leaves', async () => {
    const { reference } = await master.db.transaction((tx) => getCaseFile(tx, master.id))
    expect(await mergeCase(copy, copy.id, { master: reference.toLowerCase().replaceAll('-', ''), reason })).toEqual({
      done: 'merged',
    })
    expect(await idsOf(copy, 'open')).not.toContain(copy.id)
    expect(await idsOf(copy)).toContain(copy.id)
    expect((await readStanding(copy, copy.id)).mergedInto).toMatchObject({ id: master.id, reference, reason })
    expect((await readStanding(master, master.id)).merged).toMatchObject([{ id: copy.id, news: true }])
  })

  test('are not merged twice, in a ring or in a chain', async () => {
    expect(await mergeCase(copy, copy.id, { master: master.id, reason })).toMatchObject({
      problems: [{ code: 'alreadyMerged' }],
    })
    expect(await mergeCase(master, master.id, { master: copy.id, reason })).toMatchObject({
      problems: [{ code: 'masterMerged' }],
    })
    const third = await deskOf(database, await filedHospital(database), 'ppc')
    expect(await mergeCase(master, master.id, { master: third.id, reason })).toMatchObject({
      problems: [{ code: 'hasMerged' }],
    })
  })

  test('show a new revision of the merged one on the other, until somebody opens it', async () => {
    const news = async () => (await queueOf(master)).find(({ id }) => id === master.id)?.mergedNews
    const openAll = async () => {
      const lines = await copy.db.transaction((tx) => listDeliveries(tx, second.actor.reportId, 'ppc'))
      for (const line of lines) await openDelivery(copy, line)
    }
    await openAll()
    expect(await news()).toBe(false)
    await master.db.transaction((tx) => markSeen(tx, master.id, 1, later(2)))
    await save({ ...second, now: later(3) }, { 'time-narrative': '夜中に見つけました。' })
    await send({ ...second, now: later(3) }, 1)
    expect(await news()).toBe(true)
    expect((await idsOf(master, 'open'))[0]).toBe(master.id)
    expect((await queueOf(master, 'open'))[0]).toMatchObject({ id: master.id, seen: 0 })
    expect((await readStanding(master, master.id)).merged).toMatchObject([{ revisionNumber: 2, news: true }])
    await openAll()
    expect(await news()).toBe(false)
  })

  test('come back to the queue one by one when the other is closed, for both have to be', async () => {
    await closeCase(master, master.id, { reason: 'resolved', text: '' })
    expect(await idsOf(copy, 'open')).toContain(copy.id)
    expect(await idsOf(copy, 'open')).not.toContain(master.id)
    await reopenCase(master, master.id)
    expect(await idsOf(copy, 'open')).not.toContain(copy.id)
  })

  test('are two again with a reason, and the queue has both', async () => {
    expect(await unmergeCase(copy, copy.id, '')).toMatchObject({ problems: [{ field: 'reason' }] })
    expect(await unmergeCase(copy, copy.id, '別の件でした')).toEqual({ done: 'unmerged' })
    expect(await unmergeCase(copy, copy.id, '別の件でした')).toMatchObject({ problems: [{ code: 'notMerged' }] })
    expect(await idsOf(copy, 'open')).toEqual(expect.arrayContaining([copy.id, master.id]))
    expect((await readStanding(master, master.id)).merged).toEqual([])
  })

  test('of two officers who merge them into each other at the same moment, one is refused', async () => {
    const results = await Promise.all([
      mergeCase(copy, copy.id, { master: master.id, reason }),
      mergeCase(master, master.id, { master: copy.id, reason }),
    ])
    expect(results.filter((result) => 'done' in result)).toHaveLength(1)
    const merged = 'done' in (results[0] ?? {}) ? copy : master
    await unmergeCase(merged, merged.id, '元に戻す')
  })

  test('keep a trace of it on both sides inside, and none that the reporters see', async () => {
    for (const desk of [copy, master]) {
      const { timeline } = await readTimeline(desk, desk.id, { kinds: ['merge'], page: 1 }, 'ja')
      expect(timeline.entries.length).toBeGreaterThanOrEqual(2)
      expect(timeline.entries.every(({ inside }) => inside)).toBe(true)
    }
    for (const holder of [first, second]) {
      const { events } = await readAccess(holder)
      expect(events.map(({ did }) => did).filter((did) => /merge|took|let-go/.test(did))).toEqual([])
    }
  })
})
