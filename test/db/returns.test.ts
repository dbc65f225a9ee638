import { expect, test } from 'vitest'
import { findCaseFileOfReport, getCaseFile } from '#db/case-files/case-files.server.ts'
import { insertMerge, listMerged } from '#db/case-files/merges.server.ts'
import {
  findAssessment,
  findResponsibility,
  setAssessment,
  setResponsibility,
} from '#db/case-files/responsibility.server.ts'
import { returnCopies } from '#db/case-files/returns.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, monday, officerOf } from '#test/support/filings.ts'

const database = await testDatabase()

/** What hangs on a case file, and what a return leaves of it. What is kept holds nothing that anybody told. */
const hanging: Record<string, 'emptied' | 'kept'> = {
  assessments: 'emptied',
  assignments: 'emptied',
  data_keys: 'emptied', // the key of what the body wrote
  deliveries: 'emptied',
  escalations: 'emptied',
  extracts: 'emptied',
  feedback: 'emptied',
  file_deliveries: 'emptied', // with the delivery: who gave a copy back finds no file
  file_hand_overs: 'emptied', // with the hand-over
  hand_overs: 'emptied', // the row stays, its content is gone
  labels: 'emptied',
  merges: 'emptied',
  mentions: 'emptied',
  notes: 'emptied',
  opinions: 'emptied',
  question_answers: 'emptied',
  responsibilities: 'emptied',
  returns: 'kept',
  sightings: 'emptied',
}

test('every table that hangs on a case file is known, so that none keeps what was given back', async () => {
  const found = await database.owner<{ name: string }[]>`
    with recursive hanging as (
      select 'case_files'::regclass::oid as id
      union select c.conrelid from pg_constraint c join hanging h on c.confrelid = h.id
        where c.contype = 'f' and c.conrelid <> h.id
    )
    select id::regclass::text as name from hanging where id <> 'case_files'::regclass order by 1`
  expect(found.map(({ name }) => name)).toEqual(Object.keys(hanging).toSorted())
})

const nameless = { organisation: null, title: null }

test('nobody gives back a copy of another body or of another prefecture', async () => {
  const { reportId } = await filedReport(database, { recipients: ['npa', 'ppc'] })
  const npa = await officerOf(database, 'npa', '13')
  const caseFileId = (await database.as(npa).transaction((tx) => findCaseFileOfReport(tx, reportId, 'npa')))?.id ?? ''
  const wish = {
    caseFileId,
    reportId,
    handOverId: null,
    heading: nameless,
    reason: 'wrong-addressee',
    now: monday,
  } as const
  for (const stranger of [await officerOf(database, 'ppc'), await officerOf(database, 'npa', '27')]) {
    const attempt = database.as(stranger).transaction((tx) => returnCopies(tx, wish))
    await expect(attempt).rejects.toMatchObject({ code: '42501' })
  }
  expect(await database.as(npa).transaction((tx) => returnCopies(tx, wish))).not.toBeNull()
  expect(await database.as(npa).transaction((tx) => returnCopies(tx, wish))).toBeNull()
})

test('what a body thought of a case goes with its copy, and what was merged into it is a case of its own again', async () => {
  const [given, kept] = [
    await filedReport(database, { recipients: ['npa'] }),
    await filedReport(database, { recipients: ['npa'] }),
  ]
  const npa = await officerOf(database, 'npa', '13')
  const { id, other } = await database.as(npa).transaction(async (tx) => {
    const [file, duplicate] = [
      await findCaseFileOfReport(tx, given.reportId, 'npa'),
      await findCaseFileOfReport(tx, kept.reportId, 'npa'),
    ]
    const found = { id: file?.id ?? '', other: duplicate?.id ?? '' }
    await setAssessment(tx, found.id, { severity: 4, reason: 'x' }, monday)
    await setResponsibility(tx, found.id, { deputyId: npa.officerId, teamId: null }, monday)
    await insertMerge(tx, { caseFileId: found.other, masterId: found.id, reason: 'x', now: monday })
    return found
  })
  const copy = { caseFileId: id, reportId: given.reportId, handOverId: null, heading: nameless, now: monday }
  await database.as(npa).transaction((tx) => returnCopies(tx, { ...copy, reason: 'not-in-charge' }))
  await database.as(npa).transaction(async (tx) => {
    expect(await findAssessment(tx, id)).toBeNull()
    expect(await findResponsibility(tx, id)).toEqual({ deputy: null, team: null })
    expect(await listMerged(tx, id)).toEqual([])
    expect(await getCaseFile(tx, other)).toMatchObject({ masterId: null })
    expect(await getCaseFile(tx, id)).toMatchObject({ ownSeverity: null })
  })
})
