import { describe, expect, test } from 'vitest'
import { clearFailures, countTry, findBlock, forgetVisits, recordFailure } from '#db/people/attempts.server.ts'
import { findSession, insertSession, markSessionEnded } from '#db/people/sessions.server.ts'
import { readDraft, saveDraft, type DraftContent } from '#db/reports/drafts.server.ts'
import { findReport, findReportDoor, markWithdrawn } from '#db/reports/reports.server.ts'
import * as secrets from '#db/sealing/secrets.server.ts'
import { verifyDigest } from '#db/submissions/deliveries.server.ts'
import { somebodyWaits, testDatabase } from '#test/support/database.ts'
import { filedReport, hours, monday, startedReport, submissionOf } from '#test/support/filings.ts'

const database = await testDatabase()
const anyone = database.as({ kind: 'anyone' })

describe('references and secrets', () => {
  test('hold no character that is mistaken for another', () => {
    const all = Array.from({ length: 300 }, () => secrets.newReference() + secrets.newSecret()).join('')
    expect(all).not.toMatch(/[018258BOQILSZUV]/)
    expect(secrets.newReference()).toMatch(/^\w{4}-\w{4}-\w{2}$/)
    expect(secrets.newSecret()).toMatch(/^(\w{4}-){5}\w{4}$/)
  })

  test('are understood in small letters, in full width, with any dashes and spaces', () => {
    const reference = secrets.newReference()
    const plain = reference.replaceAll('-', '').toLowerCase()
    const wide = [...plain].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join('')
    for (const typed of [plain, wide, ` ${plain.slice(0, 4)} ー ${plain.slice(4)} `, reference]) {
      expect(secrets.normaliseReference(typed)).toBe(reference)
    }
    for (const typed of ['', plain + 'a', plain.slice(1), plain.slice(0, 9) + '0']) {
      expect(secrets.normaliseReference(typed)).toBeNull()
    }
  })

  test('say what is odd about what was typed, for whoever copies them by hand', () => {
    const reference = secrets.newReference()
    expect(secrets.codeFlaw(reference.toLowerCase(), 10)).toBeNull()
    expect(secrets.codeFlaw(reference.slice(1), 10)).toEqual({ flaw: 'length', typed: 9, length: 10 })
    expect(secrets.codeFlaw('K7WF-3HXM-0o', 10)).toEqual({ flaw: 'letters', letters: '0 O' })
    expect(secrets.codeFlaw('受付番号は K7WF-3HXM-9P です', 10)?.flaw).toBe('letters')
  })

  test('verify against their slow hash, and nothing else does', async () => {
    const hash = await secrets.hashSecret('K7WF')
    expect(await secrets.verifySecret('K7WF', hash)).toBe(true)
    expect(await secrets.verifySecret('K7WG', hash)).toBe(false)
    expect(await secrets.verifySecret('K7WF', 'nonsense')).toBe(false)
  })
})

describe('the door of a report', () => {
  test('shows whoever has the reference the hash of the secret, and nothing of the report', async () => {
    const holder = await startedReport(database)
    expect(await anyone.transaction((tx) => findReportDoor(tx, holder.reference))).toEqual({
      id: holder.reportId,
      secretHash: 'x',
    })
    expect(await anyone.transaction((tx) => findReportDoor(tx, 'AAAA-AAAA-AA'))).toBeNull()
    expect(await anyone.transaction((tx) => findReport(tx, holder.reportId))).toBeNull()
  })

  test('closes for a quarter of a minute after six wrong secrets, longer each time, for this key only', async () => {
    const keys = ['reference:x', 'address:203.0.113.7']
    const blocked = (now: Date, which = keys) => anyone.transaction((tx) => findBlock(tx, which, now))
    const fail = (now: Date) => anyone.transaction((tx) => recordFailure(tx, keys, now))
    for (let wrong = 0; wrong < 5; wrong++) await fail(monday)
    expect(await blocked(monday)).toBeNull()
    await fail(monday)
    expect(await blocked(monday)).toEqual(new Date(monday.getTime() + 15_000))
    await fail(monday)
    expect(await blocked(monday)).toEqual(new Date(monday.getTime() + 30_000))
    expect(await blocked(monday, ['address:203.0.113.8'])).toBeNull()
    expect(await blocked(monday, ['address:203.0.113.7'])).not.toBeNull()
    await fail(hours(25))
    expect(await blocked(hours(25))).toBeNull()
    await anyone.transaction((tx) => clearFailures(tx, keys))
    const stored = await database.owner`select key from attempts`
    expect(stored).toEqual([])
  })

  test('counts wrong secrets that come at the same time', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () => anyone.transaction((tx) => recordFailure(tx, ['b', 'a'], monday))),
    )
    const rows = await database.owner`select failures from attempts`
    expect(rows.map(({ failures }) => failures)).toEqual([20, 20])
  })
})

test('who tries while another try is being counted waits for it, and is told to wait by it', async () => {
  const tries = (now: Date) => anyone.transaction((tx) => countTry(tx, 'in turn', now))
  for (let free = 0; free < 5; free++) expect(await tries(monday)).toBeNull()
  const { counted, other } = await anyone.transaction(async (tx) => {
    const sixth = await countTry(tx, 'in turn', monday)
    const seventh = tries(monday)
    await somebodyWaits(database)
    return { counted: sixth, other: seventh }
  })
  expect(counted).toBeNull()
  expect(await other).toEqual(new Date(monday.getTime() + 15_000))
})

test('a session is found by its token only, until it ends', async () => {
  const holder = await startedReport(database)
  const { token, hash } = secrets.newToken()
  await anyone.transaction((tx) => insertSession(tx, { hash, actor: holder, now: monday, expiresAt: hours(1) }))
  expect(await findSession(database, secrets.tokenHash(token), monday)).toMatchObject({
    actor: holder,
    createdAt: monday,
  })
  expect(await findSession(database, secrets.newToken().hash, monday)).toBeNull()
  expect(await findSession(database, hash, hours(2))).toBeNull()
  await markSessionEnded(database, hash)
  expect(await findSession(database, hash, monday)).toBeNull()
})

describe('a draft', () => {
  const content: DraftContent = {
    answers: { 'org-name': '髙橋﨑𠮷㈱' },
    stamps: { 'org-name': monday.toISOString() },
    choices: { declined: ['npa'], added: {}, withheld: {} },
  }

  test('comes back as it was saved', async () => {
    const { reportId, ...holder } = await startedReport(database)
    const db = database.as({ ...holder, reportId })
    expect(await db.transaction((tx) => readDraft(tx, reportId))).toMatchObject({ version: 1, answers: {} })
    expect(await db.transaction((tx) => saveDraft(tx, { reportId, content, expectVersion: 1, now: hours(1) }))).toEqual(
      { version: 2 },
    )
    expect(await db.transaction((tx) => readDraft(tx, reportId))).toEqual({ ...content, version: 2, savedAt: hours(1) })
  })

  test('that was saved in between is not overwritten: of two tabs one is refused', async () => {
    const { reportId, ...holder } = await startedReport(database)
    const db = database.as({ ...holder, reportId })
    const saves = await Promise.allSettled(
      [1, 2].map(() => db.transaction((tx) => saveDraft(tx, { reportId, content, expectVersion: 1, now: monday }))),
    )
    const refused = saves.filter((save) => save.status === 'rejected')
    expect(refused.map(({ reason }) => reason.code)).toEqual(['staleDraft'])
  })

  test('of somebody else is not there', async () => {
    const [mine, theirs] = [await startedReport(database), await startedReport(database)]
    expect(await database.as(mine).transaction((tx) => readDraft(tx, theirs.reportId))).toBeNull()
  })
})

test('a receipt is verified by anybody who holds the projection', async () => {
  const submission = submissionOf('', { recipients: ['ppc'] })
  await filedReport(database, { recipients: ['ppc'], deliveries: submission.deliveries })
  const digest = submission.deliveries[0]?.digest ?? Buffer.alloc(0)
  const found = await anyone.transaction((tx) => verifyDigest(tx, digest))
  expect(found).toEqual({ how: 'sent', revisionNumber: 1, sentAt: monday, returnedAt: null })
  expect(await anyone.transaction((tx) => verifyDigest(tx, Buffer.alloc(32)))).toBeNull()
})

test('a report is withdrawn once, and its recipients see it', async () => {
  const holder = await filedReport(database, { recipients: ['ppc'] })
  const withdraw = () => database.as(holder).transaction((tx) => markWithdrawn(tx, holder.reportId, hours(1)))
  expect([await withdraw(), await withdraw()]).toEqual([true, false])
  const files = await database.owner`select withdrawn_at from case_files where report_id = ${holder.reportId}`
  expect(files).toEqual([{ withdrawnAt: hours(1) }])
})

/** How many of them are left after the worker came by. */
const left = async (now: Date) => {
  await database.as({ kind: 'worker' }).transaction((tx) => forgetVisits(tx, now))
  const [row] = await database.owner<{ sessions: number; guesses: number }[]>`
    select (select count(*)::int from sessions where created_at = ${monday}) as sessions,
      (select count(*)::int from attempts where key in ${database.owner(['then', 'lately'].map(database.keyring.lookup))}) as guesses`
  return row
}

test('what is over is forgotten: sessions past their end, guesses that count no more', async () => {
  const session = { hash: secrets.tokenHash('over'), actor: { kind: 'anyone' } as const, now: monday }
  await anyone.transaction((tx) => insertSession(tx, { ...session, expiresAt: hours(2) }))
  await anyone.transaction((tx) =>
    insertSession(tx, { ...session, hash: secrets.tokenHash('on'), expiresAt: hours(30) }),
  )
  await anyone.transaction((tx) => recordFailure(tx, ['then'], monday))
  await anyone.transaction((tx) => recordFailure(tx, ['lately'], hours(20)))
  expect(await left(hours(1))).toEqual({ sessions: 2, guesses: 2 })
  expect(await left(hours(25))).toEqual({ sessions: 1, guesses: 1 })
  await expect(anyone.transaction((tx) => forgetVisits(tx, monday))).rejects.toMatchObject({ code: '42501' })
})
