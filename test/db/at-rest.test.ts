import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as cases from '#db/case-files/case-files.server.ts'
import { insertFeedback } from '#db/case-files/feedback.server.ts'
import { insertNote } from '#db/case-files/notes.server.ts'
import { type Database, openDatabase } from '#db/client.server.ts'
import { type Embedded, startEmbedded } from '#db/cluster/embedded.server.ts'
import { prepareDatabase } from '#db/cluster/migrate.server.ts'
import { replaceNoticeAddress } from '#db/notices/notice-addresses.server.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { readDraft, saveDraft } from '#db/reports/drafts.server.ts'
import { startReport } from '#db/reports/reports.server.ts'
import { hashSecret, newId, newReference, newSecret } from '#db/sealing/secrets.server.ts'
import { insertSubmission } from '#db/submissions/submissions.server.ts'
import { layDataFolder } from '#test/support/data-folder.ts'
import { monday, officerOf, submissionOf } from '#test/support/filings.ts'
import { scratchFolder } from '#test/support/scratch.ts'

/** A server of its own, durable and with the log of production, whose files are then read byte by byte. */
const folder = scratchFolder()
let server: Embedded
let database: Database

const words = {
  draft: '下書きの秘密 canary-draft',
  answer: '侵入された病院 canary-answer',
  organisation: '架空総合病院 canary-organisation',
  title: '電子カルテの暗号化 canary-title',
  feedback: '回線を切ってください canary-feedback',
  number: '警サ第 canary-number 号',
  note: '内部の所見 canary-note',
  address: 'canary-address@example.jp',
  fault: '誤った値 canary-fault',
}
const reference = newReference()
const secret = newSecret()

beforeAll(async () => {
  const keyring = layDataFolder(folder)
  server = await startEmbedded({ folder: join(folder, 'pg') })
  await prepareDatabase({ url: server.url, keyring })
  database = openDatabase({ url: server.url, keyring })
  await fileEverything()
  await fail()
  const sql = postgres(server.url, { max: 1 })
  await sql`checkpoint`
  await sql.end()
})

afterAll(async () => {
  await database.end()
  await server.stop()
  rmSync(folder, { recursive: true })
})

/** Everything that a reporter and an officer can type. */
async function fileEverything(): Promise<void> {
  const holder = { kind: 'holder', reportId: newId() } as const
  const { reportId } = holder
  const secretHash = await hashSecret(secret)
  await database
    .as({ kind: 'anyone' })
    .transaction((tx) =>
      startReport(tx, { id: reportId, secretHash, language: 'ja', edition: '2026-10', now: monday }, () => reference),
    )
  const choices = { declined: [], added: {}, withheld: {} }
  await database.as(holder).transaction(async (tx) => {
    const content = { answers: { 'org-name': words.draft }, stamps: {}, choices }
    await saveDraft(tx, { reportId, content, expectVersion: 1, now: monday })
    await replaceNoticeAddress(tx, { reportId }, { language: 'ja', address: words.address, now: monday })
  })
  const answers = { 'incident-summary': words.answer, 'org-name': words.organisation }
  const submission = submissionOf(reportId, { answers, recipients: ['npa'] })
  const heading = { organisation: words.organisation, title: words.title }
  const caseFiles = submission.caseFiles.map((file) => ({ ...file, heading }))
  await insertSubmission(database.as(holder), { ...submission, caseFiles })

  const officer = await officerOf(database, 'npa')
  await database.as(officer).transaction(async (tx) => {
    const caseFileId = (await listQueue(tx, { filters: {}, order: 'newest' })).lines[0]?.id ?? ''
    await cases.acknowledgeCaseFile(tx, caseFileId, { number: words.number }, monday)
    await insertNote(tx, { caseFileId, text: words.note, now: monday })
    const said = { caseFileId, reportId, recipient: 'npa', now: monday }
    await insertFeedback(tx, { ...said, kind: 'advice', body: { text: words.feedback } })
  })
  expect((await database.as(holder).transaction((tx) => readDraft(tx, reportId)))?.answers).toEqual({
    'org-name': words.draft,
  })
}

/** Statements that fail with typed text among their parameters: a value of the wrong form, a row that breaks a rule. */
async function fail(): Promise<void> {
  const db = database.as({ kind: 'worker' })
  await expect(db.transaction(({ sql }) => sql`select ${words.fault}::text::uuid`)).rejects.toThrow()
  const breaking = db.transaction(
    ({ sql }) =>
      sql`insert into audit (report_id, at, did, actor_kind, subject) values (${newId()}, now(), ${words.fault}, 'worker', ${words.fault})`,
  )
  await expect(breaking).rejects.toThrow()
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)))
}

test('nothing that anybody typed is found in a copy of the data folder, its journal and the log of the server', () => {
  const copy = join(folder, 'copy')
  cpSync(join(folder, 'pg'), copy, { recursive: true })
  const files = filesUnder(copy).map((path) => ({ path, bytes: readFileSync(path) }))
  const holding = (text: string) => files.filter(({ bytes }) => bytes.includes(text)).map(({ path }) => path)

  // The search itself works: what is stored in the clear is found, in the tables and in the journal.
  expect(holding(reference).some((path) => path.includes('/base/'))).toBe(true)
  expect(holding(reference).some((path) => path.includes('/pg_wal/'))).toBe(true)
  expect(files.some(({ path }) => path.endsWith('server.log'))).toBe(true)

  for (const text of [...Object.values(words), 'canary-', secret, '架空総合病院', '侵入']) {
    expect([text, holding(text)]).toEqual([text, []])
  }
})
