import { beforeAll, describe, expect, test } from 'vitest'

import type { Officer } from '#db/context.ts'
import { listQueue } from '#db/queue.server.ts'
import { readStatistics, type Statistics } from '#db/statistics.server.ts'
import { insertSubmission } from '#db/submissions.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, hours, monday, officerOf, submissionOf } from '#test/support/filings.ts'

const database = await testDatabase()
const november = { from: new Date('2026-11-01T00:00:00+09:00'), until: new Date('2026-12-01T00:00:00+09:00') }
const statistics = (officer: Officer, period = november, now = hours(48)) =>
  readStatistics(database.as(officer), period, now)

const [hour, clock] = [3_600, submissionOf('').clocks[0]]
let npa: Officer
let tokyo: Officer
let osaka: Officer
let ppc: Officer

/** Six case files of the police: five in Tokyo, opened after 1, 2, 3, 4 and 10 hours, and one in Osaka. */
beforeAll(async () => {
  npa = await officerOf(database, 'npa')
  tokyo = await officerOf(database, 'npa', '13')
  osaka = await officerOf(database, 'npa', '27')
  ppc = await officerOf(database, 'ppc')
  for (const after of [1, 2, 3, 4, 10]) {
    const { reportId } = await file('13', after === 10 ? null : 'medical')
    await database.owner`update case_files set opened_at = ${hours(after)} where report_id = ${reportId} and recipient = 'npa'`
  }
  await file('27', 'water')
})

async function file(prefecture: string, sector: string | null) {
  const base = submissionOf('', { recipients: ['npa', 'ppc'] })
  const caseFiles = base.caseFiles.map((one) => ({ ...one, prefecture, sector }))
  return filedReport(database, { recipients: ['npa', 'ppc'], caseFiles })
}

const counts = (groups: Statistics['by']['month']) => groups.map(({ value, received }) => [value, received])

const clocksOf = async (recipient: string, now = hours(200)) => {
  const officer = await officerOf(database, recipient)
  return (await statistics(officer, november, now)).byReport
}
const withClock = (recipient: string, report: 'initial' | 'final', dueAt: Date | null) => {
  if (!clock) throw new Error('the submission has no clock')
  return filedReport(database, { recipients: [recipient], clocks: [{ ...clock, recipient, report, dueAt }] })
}

const outcome = async (now: Date) => (await clocksOf('final', now))[0]?.clocks

describe('an agency', () => {
  test('sees how many it received and how long half and nine tenths took', async () => {
    const { received, opening, closing } = await statistics(npa)
    expect(received).toBe(6)
    expect(opening).toEqual({ count: 5, median: 3 * hour, ninetieth: 7.6 * hour })
    expect(closing).toEqual({ count: 0, median: null, ninetieth: null })
  })

  test('sees its months, types, sectors and stages, with what was not told apart', async () => {
    const { by } = await statistics(npa)
    expect(counts(by.month)).toEqual([['2026-11', 6]])
    expect(counts(by.attackType)).toEqual([['ransomware', 6]])
    expect(counts(by.sector)).toEqual([
      ['medical', 4],
      ['water', 1],
      [null, 1],
    ])
    expect(by.sector[0]?.opening.median).toBe(2.5 * hour)
    expect(counts(by.stage)).toEqual([['initial', 6]])
  })

  test('counts what another body opened not at all', async () => {
    const { received, opening } = await statistics(ppc)
    expect([received, opening.count]).toEqual([6, 0])
  })

  test('of one prefecture counts that prefecture only, also its clocks', async () => {
    const [here, there] = [await statistics(tokyo), await statistics(osaka)]
    expect([here.received, there.received]).toEqual([5, 1])
    expect([here.clocks.onTime, there.clocks.onTime]).toEqual([5, 1])
    expect(there.by.sector.map(({ value }) => value)).toEqual(['water'])
  })

  test('counts the same as its queue shows', async () => {
    for (const officer of [npa, tokyo, osaka, ppc]) {
      const { lines } = await database
        .as(officer)
        .transaction((tx) => listQueue(tx, { filters: {}, order: 'newest', limit: 100 }))
      expect((await statistics(officer)).received).toBe(lines.length)
    }
  })
})

test('a period ends at midnight in Japan', async () => {
  const until = monday // what came at this very instant belongs to the next one
  expect((await statistics(npa, { ...november, until })).received).toBe(0)
  expect((await statistics(npa, { from: until, until: november.until })).received).toBe(6)
})

test('nobody but an officer is told anything', async () => {
  const holder = await filedReport(database, { recipients: ['jpcert'] })
  for (const actor of [holder, { kind: 'worker' }, { kind: 'anyone' }] as const) {
    const { received, clocks } = await readStatistics(database.as(actor), november, hours(48))
    expect([actor.kind, received, clocks.onTime]).toEqual([actor.kind, 0, 0])
  }
  const machine = { kind: 'machine', clientId: 'x', recipient: 'npa', mandateId: null } as const
  expect((await readStatistics(database.as(machine), november, hours(48))).received).toBe(0)
})

describe('a clock', () => {
  test('is late when the first revision came after it', async () => {
    await withClock('late', 'initial', hours(-1))
    expect(await clocksOf('late')).toEqual([
      { report: 'initial', clocks: { onTime: 0, late: 1, overdue: 0, running: 0 } },
    ])
  })

  test('of a final report runs, then is past, until a final revision comes; an interim one does not count', async () => {
    const { reportId } = await withClock('final', 'final', hours(100))
    const holder = { kind: 'holder', reportId } as const
    expect(await outcome(hours(99))).toEqual({ onTime: 0, late: 0, overdue: 0, running: 1 })
    expect(await outcome(hours(101))).toEqual({ onTime: 0, late: 0, overdue: 1, running: 0 })
    for (const [expectRevision, phase, now] of [
      [1, 'interim', hours(50)],
      [2, 'final', hours(120)],
    ] as const) {
      const again = submissionOf(reportId, { recipients: ['final'], expectRevision, phase, now, clocks: [] })
      await insertSubmission(database.as(holder), again)
      const expected = phase === 'interim' ? { overdue: 1, late: 0 } : { overdue: 0, late: 1 }
      expect(await outcome(hours(130))).toMatchObject(expected)
    }
  })

  test('without a date is not counted', async () => {
    await withClock('promptly', 'initial', null)
    expect(await clocksOf('promptly')).toEqual([])
  })
})
