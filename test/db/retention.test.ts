import { describe, expect, test } from 'vitest'
import { deleteExpiredRecords } from '#app/retention/delete-expired.server.ts'
import { readKept } from '#app/retention/kept-told.server.ts'
import { goesBy, setPeriod } from '#app/retention/periods.server.ts'
import { verifyAudit } from '#db/audit/audit-verify.server.ts'
import { writeCaseFacts } from '#db/case-files/case-facts.server.ts'
import { closeCaseFile, findCaseFileOfReport } from '#db/case-files/case-files.server.ts'
import { insertFeedback } from '#db/case-files/feedback.server.ts'
import { insertNote } from '#db/case-files/notes.server.ts'
import { setAssessment } from '#db/case-files/responsibility.server.ts'
import { openAsKeeper, openDatabase } from '#db/client.server.ts'
import type { Officer } from '#db/context.ts'
import { writeExtracts } from '#db/queue/extracts.server.ts'
import { insertLegalHold, liftLegalHold, listLegalHolds } from '#db/retention/legal-holds.server.ts'
import {
  countExpiring,
  deleteExpired,
  findDays,
  findKept,
  insertPeriod,
  listTombstones,
} from '#db/retention/retention.server.ts'
import { insertSubmission } from '#db/submissions/submissions.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, hours, monday, officerOf, operator, startedReport, submissionOf } from '#test/support/filings.ts'

const database = await testDatabase()
const { owner } = database
const after = (days: number) => hours(24 * days)

/** What hangs on a case file: the body's own part goes with its period, the rest is the reporter's record as well. */
const hanging: Record<string, 'own part' | 'with the report'> = {
  assessments: 'own part',
  assignments: 'own part',
  data_keys: 'own part', // the key of what the body wrote
  deliveries: 'with the report',
  escalations: 'own part',
  extracts: 'own part',
  feedback: 'with the report',
  hand_overs: 'with the report',
  labels: 'own part',
  mentions: 'own part',
  merges: 'own part',
  notes: 'own part',
  responsibilities: 'own part',
  returns: 'with the report',
  sightings: 'own part',
}

const run = (now: Date) => deleteExpiredRecords({ db: database.as({ kind: 'worker' }), actor: { kind: 'worker' }, now })

async function counts(reportId: string): Promise<Record<string, number>> {
  const tables = ['reports', 'case_files', 'data_keys', 'revisions', 'deliveries', 'feedback', 'case_facts', 'audit']
  const found: Record<string, number> = {}
  for (const name of tables) {
    const column = name === 'reports' ? 'id' : 'report_id'
    const [row] = await owner`select count(*)::int as count from ${owner(name)} where ${owner(column)} = ${reportId}`
    found[name] = row?.count ?? 0
  }
  return found
}

/** A report at one body, with a note, a message and facts for statistics; closed on that Monday. */
async function closedReport(officer: Officer) {
  const holder = await filedReport(database, { recipients: [officer.recipient] })
  const { reportId } = holder
  const caseFileId = await database.as(officer).transaction(async (tx) => {
    const id = (await findCaseFileOfReport(tx, reportId, officer.recipient))?.id ?? ''
    await insertNote(tx, { caseFileId: id, text: '内部の所見', now: monday })
    const message = { reportId, recipient: officer.recipient, kind: 'advice', body: { text: '助言' } } as const
    await insertFeedback(tx, { ...message, caseFileId: id, now: monday })
    return id
  })
  await database.as({ kind: 'worker' }).transaction((tx) => writeCaseFacts(tx, [reportId]))
  await database.as(officer).transaction((tx) => closeCaseFile(tx, caseFileId, 'done', monday))
  return { ...holder, caseFileId }
}

/** By the name that each sealed value carries: which keys are there still. */
async function keysLeft(): Promise<Set<string>> {
  const rows = await owner<{ id: string }[]>`select id from data_keys`
  return new Set(rows.map(({ id }) => id.replaceAll('-', '')))
}

/** The body's own key stays for as long as the body: what lies under that one is not gone. */
const opensWith = (keys: ReadonlySet<string>, sealed: Buffer) => keys.has(sealed.subarray(1, 17).toString('hex'))

/** All that is in all tables but facts for statistics and the audit, which hold nothing that was told. */
async function dumped(): Promise<string> {
  const tables = await owner<{ name: string }[]>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname not in ('audit', 'case_facts')`
  const texts = await Promise.all(
    tables.map(
      ({ name }) => owner<{ text: string | null }[]>`select string_agg(t::text, ' ') as text from ${owner(name)} t`,
    ),
  )
  return texts.map(([row]) => row?.text ?? '').join(' ')
}

const isThere = (officer: Officer, reportId: string) =>
  database.as(officer).transaction(async (tx) => (await findCaseFileOfReport(tx, reportId, officer.recipient)) !== null)

describe('what hangs together goes together', () => {
  test('every table that hangs on a report goes with it, so that none keeps what was deleted', async () => {
    const left = await owner`
      with recursive hanging as (
        select 'reports'::regclass::oid as id
        union select c.conrelid from pg_constraint c join hanging h on c.confrelid = h.id
          where c.contype = 'f' and c.confdeltype = 'c'
      )
      select c.conname from pg_constraint c join hanging h on c.confrelid = h.id
      where c.contype = 'f' and c.confdeltype <> 'c' and c.conrelid not in (select id from hanging) order by 1`
    expect(left).toEqual([])
  })

  test('every table that hangs on a case file is known', async () => {
    const found = await owner<{ name: string }[]>`
      select distinct conrelid::regclass::text as name from pg_constraint
      where contype = 'f' and confrelid = 'case_files'::regclass order by 1`
    expect(found.map(({ name }) => name)).toEqual(Object.keys(hanging))
  })
})

test('whoever reports, or thinks of it, can know how long a report is kept', async () => {
  const { reportId } = await startedReport(database)
  for (const actor of [{ kind: 'anyone' }, { kind: 'holder', reportId }] as const)
    expect(await database.as(actor).transaction(findKept)).toEqual({ draft: 90, report: 1827 })
})

test('a page that tells it stands also while the database is away', async () => {
  const anyone = { kind: 'anyone' } as const
  expect(await readKept({ db: database.as(anyone) })).toEqual({ draft: 90, report: 1827 })
  const away = openDatabase({ url: 'postgres://u:p@127.0.0.1:1/x', keyring: database.keyring })
  expect(await readKept({ db: away.as(anyone) })).toBeNull()
  await away.end()
})

describe('when its time is over', () => {
  test('a draft that was never sent goes after 90 days, and one that is held back stays', async () => {
    const [lost, held] = [await startedReport(database), await startedReport(database)]
    const { reportId, reference } = held
    await database
      .as(operator)
      .transaction((tx) => insertLegalHold(tx, { reportId, reference, reason: '訴訟', now: monday }))
    await run(after(89))
    expect(await counts(lost.reportId)).toMatchObject({ reports: 1, data_keys: 1 })
    await run(after(90))
    expect(await counts(lost.reportId)).toMatchObject({ reports: 0, data_keys: 0, audit: 2 })
    expect(await counts(held.reportId)).toMatchObject({ reports: 1, data_keys: 1 })
  })

  test("a body's record goes five years after its closing, then the reporter's with its key; facts and audit stay", async () => {
    const [officer, slower] = [await officerOf(database, 'meti'), await officerOf(database, 'ipa')]
    const { reportId } = await closedReport(officer)
    const other = await closedReport(slower)
    const never = await filedReport(database, { recipients: ['meti'] })
    await database.as(operator).transaction((tx) => {
      const own = { kind: 'case-file', recipient: 'ipa', days: 3000, basis: 'rule', reason: '文書管理規則' } as const
      return insertPeriod(tx, own, monday)
    })
    expect(await database.as(slower).transaction((tx) => findDays(tx, 'case-file', 'ipa'))).toBe(3000)

    await run(after(1826))
    expect(await isThere(officer, reportId)).toBe(true)
    const deleting = await database.as({ kind: 'worker' }).transaction((tx) => deleteExpired(tx, after(1827), 10))
    expect(deleting).toEqual([
      { kind: 'case-file', reportId, recipient: 'meti' },
      { kind: 'report', reportId, recipient: null },
    ])
    const gone = { reports: 0, case_files: 0, data_keys: 0, revisions: 0, deliveries: 0, feedback: 0 }
    expect(await counts(reportId)).toEqual({ ...gone, case_facts: 1, audit: 4 })
    expect(
      await owner`select 1 from notes n where not exists (select from case_files c where c.id = n.case_file_id)`,
    ).toEqual([])
    expect(await isThere(slower, other.reportId)).toBe(true)
    expect(await counts(never.reportId)).toMatchObject({ reports: 1, case_files: 1 })

    const keeper = openAsKeeper(database.url)
    expect(await verifyAudit(keeper, new Map())).toMatchObject({ broken: null })
    await keeper.end()
    const stones = await database.as(operator).transaction((tx) => listTombstones(tx, 10))
    expect(stones.filter(({ kind }) => kind !== 'draft').map(({ kind, days }) => [kind, days])).toEqual([
      ['report', 1827],
      ['case-file', 1827],
    ])
  })

  test('what lingers of it on a disk opens with no key that is left, and no dump holds any of it', async () => {
    const officer = await officerOf(database, 'jpcert')
    const { reportId, caseFileId } = await closedReport(officer)
    await database
      .as(officer)
      .transaction((tx) => setAssessment(tx, caseFileId, { severity: 3, reason: '所見' }, monday))
    await database
      .as({ kind: 'extractor', recipient: 'jpcert' })
      .transaction((tx) => writeExtracts(tx, [reportId], () => ({ cells: { 'org-name': '架空病院' }, texts: ['ab'] })))
    const lingering = await owner<{ name: string; row: string; sealed: Buffer }[]>`
      select 'notes' as name, id::text as row, content as sealed from notes where case_file_id = ${caseFileId}
      union all select 'assessments', case_file_id::text, content from assessments where case_file_id = ${caseFileId}
      union all select 'extracts', case_file_id::text, content from extracts where case_file_id = ${caseFileId}
      union all select 'case_files', report_id::text, heading from case_files where id = ${caseFileId}`
    expect(lingering).toHaveLength(4)
    const keysBefore = await keysLeft()
    expect(lingering.filter(({ sealed }) => opensWith(keysBefore, sealed))).toHaveLength(4)

    const later = hours(24 * 6000)
    await run(later)
    await run(later)
    const left = await keysLeft()
    expect(lingering.filter(({ sealed }) => opensWith(left, sealed))).toEqual([])
    const dump = await dumped()
    for (const { sealed } of lingering) expect(dump).not.toContain(sealed.toString('hex'))
    expect(dump).not.toContain(caseFileId)
  })

  test('whoever shortens a period is told first how many records it would delete, and nobody else is', async () => {
    await closedReport(await officerOf(database, 'mlit'))
    const context = { db: database.as(operator), actor: operator, now: after(30) }
    const typed = { kind: 'case-file', recipient: 'mlit', days: '5', basis: 'own-choice', reason: '試し', goes: '' }
    const bodies = ['mlit']
    expect(await setPeriod(context, { ...typed, days: '31' }, bodies)).toEqual({ problems: [], goes: 0 })
    const asked = await setPeriod(context, typed, bodies)
    expect(asked).toEqual({ problems: ['sure'], goes: 1 })
    const worker = database.as({ kind: 'worker' })
    const period = { kind: 'case-file', recipient: 'mlit', days: 5 } as const
    await expect(worker.transaction((tx) => countExpiring(tx, period, context.now))).rejects.toThrow('only operators')
    const sure = { ...typed, goes: goesBy(asked.goes, typed) }
    expect(await setPeriod(context, { ...sure, days: '4' }, bodies), 'it was said of five days').toMatchObject({
      goes: 1,
      problems: ['sure'],
    })
    expect(await setPeriod(context, sure, bodies)).toEqual({ problems: [], goes: 1 })
  })

  test("a body's hold keeps its record until it is lifted; nobody else reads why", async () => {
    const officer = await officerOf(database, 'fsa')
    const { reportId, reference, caseFileId } = await closedReport(officer)
    const id = await database
      .as(officer)
      .transaction((tx) => insertLegalHold(tx, { reportId, reference, reason: '捜査のため', now: monday }))
    const again = { reportId, reference, reason: '二度目', now: monday }
    expect(await database.as(officer).transaction((tx) => insertLegalHold(tx, again))).toBeNull()
    await run(after(4000))
    expect(await isThere(officer, reportId)).toBe(true)
    const seen = await database.as(operator).transaction((tx) => listLegalHolds(tx, reportId))
    expect(seen).toMatchObject([{ recipient: 'fsa', reason: null, liftedAt: null }])
    expect(await database.as(operator).transaction((tx) => liftLegalHold(tx, id ?? '', 'x', monday))).toBeNull()

    await database.as(officer).transaction((tx) => liftLegalHold(tx, id ?? '', '終わった', after(4000)))
    const [hold] = await database.as(officer).transaction((tx) => listLegalHolds(tx, reportId))
    expect(hold).toMatchObject({ reason: '捜査のため', liftedReason: '終わった' })
    await run(after(4000))
    expect(await isThere(officer, reportId)).toBe(false)
    expect(await owner`select 1 from case_files where id = ${caseFileId}`).toEqual([])
  })

  test('whoever files again after years reaches the body, whose own record of then is gone', async () => {
    const officer = await officerOf(database, 'mic')
    const holder = await closedReport(officer)
    const { reportId, caseFileId } = holder
    await database.as(operator).transaction(async (tx) => {
      await insertPeriod(
        tx,
        { kind: 'report', recipient: null, days: 9000, basis: 'own-choice', reason: 'x' },
        after(1),
      )
    })
    await run(after(1827))
    expect(await isThere(officer, reportId)).toBe(false)
    expect(await owner`select length(heading) as left from case_files where id = ${caseFileId}`).toEqual([{ left: 0 }])

    const again = submissionOf(reportId, { recipients: ['mic'], expectRevision: 1, now: after(1900) })
    await insertSubmission(database.as({ kind: 'holder', reportId }), again)
    const found = await database.as(officer).transaction((tx) => findCaseFileOfReport(tx, reportId, 'mic'))
    expect(found).toMatchObject({ id: caseFileId, closedAt: null, heading: { organisation: '架空病院' } })
    expect(await owner`select 1 from notes where case_file_id = ${caseFileId}`).toEqual([])
  })

  test('nobody but the portal itself deletes', async () => {
    for (const actor of [operator, await officerOf(database, 'npa'), { kind: 'anyone' } as const]) {
      const attempt = database.as(actor).transaction((tx) => deleteExpired(tx, after(90_000), 1))
      await expect(attempt).rejects.toMatchObject({ code: '42501' })
    }
  })
})
