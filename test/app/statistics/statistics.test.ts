import { beforeAll, describe, expect, test } from 'vitest'

import type { Group } from '#app/statistics/counts.ts'
import { readStatistics } from '#app/statistics/read-statistics.server.ts'
import { writeCaseFacts } from '#db/case-files/case-facts.server.ts'
import { acknowledgeCaseFile, closeCaseFile, markCaseOpened, reopenCaseFile } from '#db/case-files/case-files.server.ts'
import type { Officer, Tx } from '#db/context.ts'
import { takeExtractsDue } from '#db/queue/extracts-due.server.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { markWithdrawn } from '#db/reports/reports.server.ts'
import { insertSubmission } from '#db/submissions/submissions.server.ts'
import type { ClockReport } from '#forms/deadlines/met.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, hours, monday, officerOf, submissionOf } from '#test/support/filings.ts'

const database = await testDatabase()
const november = { from: new Date('2026-11-01T00:00:00+09:00'), until: new Date('2026-12-01T00:00:00+09:00') }
const statistics = (officer: Officer, period = november, now = hours(48)) =>
  readStatistics({ db: database.as(officer), now }, period)

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

const counts = (groups: readonly Group[]) => groups.map(({ value, received }) => [value, received])

const clocksOf = async (recipient: string, now = hours(200)) => {
  const officer = await officerOf(database, recipient)
  return (await statistics(officer, november, now)).byReport
}
const clockOf = (recipient: string, report: ClockReport, dueAt: Date | null) =>
  clock ? [{ ...clock, recipient, clock: report, report, dueAt }] : []
const named = (name: string, report: ClockReport) =>
  clockOf('over', report, hours(72)).map((one) => ({ ...one, clock: name }))
const withClock = (recipient: string, report: ClockReport, dueAt: Date | null) =>
  filedReport(database, { recipients: [recipient], clocks: clockOf(recipient, report, dueAt) })

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
    const { received, clocks } = await readStatistics({ db: database.as(actor), now: hours(48) }, november)
    expect([actor.kind, received, clocks.onTime]).toEqual([actor.kind, 0, 0])
  }
  const machine = { kind: 'machine', clientId: 'x', recipient: 'npa' } as const
  expect((await readStatistics({ db: database.as(machine), now: hours(48) }, november)).received).toBe(0)
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
    const clocks = clockOf('final', 'final', hours(100))
    expect(await outcome(hours(99))).toEqual({ onTime: 0, late: 0, overdue: 0, running: 1 })
    expect(await outcome(hours(101))).toEqual({ onTime: 0, late: 0, overdue: 1, running: 0 })
    await again(reportId, { recipients: ['final'], expectRevision: 1, phase: 'interim', now: hours(50), clocks })
    expect(await outcome(hours(130))).toMatchObject({ overdue: 1, late: 0 })
    await again(reportId, { recipients: ['final'], expectRevision: 2, phase: 'final', now: hours(120), clocks })
    expect(await outcome(hours(130))).toMatchObject({ overdue: 0, late: 1 })
  })

  test('without a date, or for a notice that goes past the portal, is not counted', async () => {
    await withClock('promptly', 'initial', null)
    await withClock('promptly', 'notice', hours(1))
    expect(await clocksOf('promptly')).toEqual([])
  })

  test('that a later report no longer sets is not counted', async () => {
    const { reportId } = await withClock('ended', 'final', hours(100))
    await again(reportId, { recipients: ['ended'], expectRevision: 1, phase: 'interim', clocks: [] })
    expect(await clocksOf('ended')).toEqual([])
  })

  test('of a report that was withdrawn is owed no longer; what came in time before that stays', async () => {
    const { reportId } = await filedReport(database, {
      recipients: ['withdrawn'],
      clocks: [...clockOf('withdrawn', 'initial', hours(1)), ...clockOf('withdrawn', 'final', hours(100))],
    })
    const holder = { kind: 'holder', reportId } as const
    await database.as(holder).transaction((tx) => markWithdrawn(tx, reportId, hours(2)))
    expect(await clocksOf('withdrawn')).toEqual([
      { report: 'initial', clocks: { onTime: 1, late: 0, overdue: 0, running: 0 } },
    ])
    expect((await statistics(await officerOf(database, 'withdrawn'))).withdrawn).toBe(1)
  })
})

describe('what the worker notes down', () => {
  test('changes nothing that is counted', async () => {
    const before = await Promise.all([npa, tokyo, ppc].map((officer) => statistics(officer)))
    await noteEverything()
    expect(await database.owner`select from extracts_due`).toEqual([])
    expect(await Promise.all([npa, tokyo, ppc].map((officer) => statistics(officer)))).toEqual(before)
  })

  test('follows what officers and reporters do', async () => {
    const { reportId } = await filedReport(database, { recipients: ['followed'] })
    const officer = await officerOf(database, 'followed')
    const [kept] = await database.owner<{ id: string }[]>`select id from case_files where report_id = ${reportId}`
    const id = kept?.id ?? ''
    const act = (work: (tx: Tx) => Promise<unknown>) => database.as(officer).transaction(work)
    const spans = async () => {
      expect(await database.owner`select * from case_facts except select * from case_facts_now`).toEqual([])
      const { opening, acknowledgement, closing, withdrawn } = await statistics(officer)
      return [opening.median, acknowledgement.median, closing.median, withdrawn]
    }
    await noteEverything()
    expect(await spans()).toEqual([null, null, null, 0])
    await act((tx) => markCaseOpened(tx, id, hours(1)))
    await act((tx) => acknowledgeCaseFile(tx, id, { text: 'x' }, hours(2)))
    await act((tx) => closeCaseFile(tx, id, 'resolved', hours(3)))
    expect(await spans()).toEqual([hour, 2 * hour, 3 * hour, 0])
    await act((tx) => reopenCaseFile(tx, id, hours(4)))
    await database.as({ kind: 'holder', reportId }).transaction((tx) => markWithdrawn(tx, reportId, hours(5)))
    expect(await spans()).toEqual([hour, 2 * hour, null, 1])
  })

  test('says with it which clocks are over, and looks again after a further revision', async () => {
    const [initial, final, other] = [named('c0', 'initial'), named('c1', 'final'), named('c2', 'final')]
    const { reportId } = await filedReport(database, { recipients: ['over'], clocks: [...initial, ...final, ...other] })
    const over = async () => {
      const rows = await database.owner<{ clock: string; overAt: Date | null }[]>`
        select clock, over_at from clocks where report_id = ${reportId} order by clock`
      return rows.map(({ overAt }) => overAt)
    }
    expect(await over(), 'nothing beside the sending').toEqual([null, null, null])
    await noteEverything()
    expect(await over()).toEqual([monday, null, null])

    const next = { recipients: ['over'], phase: 'interim' as const, now: hours(50) }
    await again(reportId, { ...next, expectRevision: 1, clocks: [...initial, ...final] })
    expect(await over(), 'looked for anew').toEqual([null, null, null])
    await noteEverything()
    expect(await over(), 'met, running, ended').toEqual([monday, null, hours(50)])
    await again(reportId, { ...next, expectRevision: 2, clocks: [...initial, ...final, ...other] })
    await noteEverything()
    expect(await over()).toEqual([monday, null, null])
  })

  test('is written by the worker only, and read by nobody from the table', async () => {
    const { reportId } = await filedReport(database, { recipients: ['walls'] })
    await database.as(npa).transaction((tx) => writeCaseFacts(tx, [reportId]))
    expect(await database.owner`select from case_facts where report_id = ${reportId}`).toEqual([])
    await expect(database.as(npa).transaction(({ sql }) => sql`select * from case_facts`)).rejects.toThrow('permission')
    await expect(database.as(npa).transaction(({ sql }) => sql`select * from case_facts_now`)).rejects.toThrow()
  })
})

const again = (reportId: string, change: Parameters<typeof submissionOf>[1]) =>
  insertSubmission(database.as({ kind: 'holder', reportId }), submissionOf(reportId, change))

/** As the job does after it has made the extracts. */
async function noteEverything(): Promise<void> {
  await database.as({ kind: 'worker' }).transaction(async (tx) => {
    for (const reportId of await takeExtractsDue(tx, hours(1_000), 1_000)) await writeCaseFacts(tx, [reportId])
  })
}
