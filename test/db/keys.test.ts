import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { keyFindings } from '#app/doctor/key-checks.ts'
import { type Database, openAsKeeper, openDatabase } from '#db/client.server.ts'
import { prepareDatabase } from '#db/cluster/migrate.server.ts'
import type { Holder } from '#db/context.ts'
import { readDraft, saveDraft } from '#db/reports/drafts.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { checkKeys, forgetKey, rewrapKeys, rotateKeys } from '#db/sealing/keys.server.ts'
import { insertSubmission } from '#db/submissions/submissions.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, monday, startedReport, submissionOf } from '#test/support/filings.ts'
import { scratchFolder } from '#test/support/scratch.ts'

const database = await testDatabase({ connections: 8 })
const shared = await testDatabase({ connections: 1 })
const folder = scratchFolder()
afterAll(() => rmSync(folder, { recursive: true }))

/** A copy of the run's key file, so that a rotation here concerns nobody else. */
function copiedKeys(name: string): string {
  const path = join(folder, name)
  writeFileSync(path, readFileSync(inject('server').keyFile), { mode: 0o600 })
  return path
}

describe('the key file', () => {
  test('is made once, for its owner only', () => {
    const path = join(folder, 'new', 'keys.json')
    const made = openKeyring(path, { create: true })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(openKeyring(path).loginPassword()).toBe(made.loginPassword())
  })

  test('that cannot be put in its place leaves no copy of the keys beside it', () => {
    const path = join(folder, 'whole', 'keys.json')
    openKeyring(path, { create: true })
    utimesSync(path, 1, 1)
    const keyring = openKeyring(path)
    rmSync(path)
    mkdirSync(path) // a rename onto a folder fails, as writing does on a full disk
    utimesSync(path, 1, 1)
    expect(() => keyring.addPrimary()).toThrow(/^EISDIR/)
    expect(readdirSync(join(folder, 'whole'))).toEqual(['keys.json'])
  })

  test('is not replaced by the beginning of one where the disk takes no more', () => {
    const path = join(folder, 'long', 'keys.json')
    const keyring = openKeyring(path, { create: true })
    while (statSync(path).size < 2048) keyring.addPrimary()
    const before = readFileSync(path, 'utf8')
    const rotate = `(await import('#db/sealing/keyring.server.ts')).openKeyring(${JSON.stringify(path)}).addPrimary()`
    // A limit of size cuts a write short as a full disk does: what fits is written, and no error told of the rest
    const limited = ['-c', 'trap "" XFSZ; ulimit -f 2; exec "$0" --input-type=module -e "$1"', process.execPath, rotate]
    const { status, stderr } = spawnSync('sh', limited, { env: {}, encoding: 'utf8' })
    expect([status, stderr]).toEqual([1, expect.stringContaining('EFBIG')])
    expect(readFileSync(path, 'utf8')).toBe(before)
  })

  test('is refused when it is missing, open to others, or not a key file', () => {
    expect(() => openKeyring(join(folder, 'none.json'))).toThrow('no key file at')
    const open = copiedKeys('open.json')
    chmodSync(open, 0o644)
    expect(() => openKeyring(open)).toThrow('others can read')
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, '{"version":1}', { mode: 0o600 })
    expect(() => openKeyring(broken)).toThrow('is no key file')
    mkdirSync(join(folder, 'folder.json'), { mode: 0o700 })
    expect(() => openKeyring(join(folder, 'folder.json'))).toThrow(/folder\.json cannot be read \(EISDIR\)$/)
    const unsigned = copiedKeys('unsigned.json')
    const file = JSON.parse(readFileSync(unsigned, 'utf8'))
    for (const signing of ['AAAA', '']) {
      writeFileSync(unsigned, JSON.stringify({ ...file, signing }))
      expect(() => openKeyring(unsigned)).toThrow('unsigned.json is no key file')
    }
  })

  test('that is put in the place of another one while the portal runs seals nothing', () => {
    const path = copiedKeys('replaced.json')
    const running = openKeyring(path)
    const right = readFileSync(path)
    const other = readFileSync(openKeyring(join(folder, 'another.json'), { create: true }).path)
    const wrap = () => running.wrap('row', new Uint8Array(32)).wrappedBy
    for (const wrong of [
      other,
      Buffer.from(JSON.stringify({ ...JSON.parse(`${right}`), keys: JSON.parse(`${other}`).keys })),
    ]) {
      writeFileSync(path, wrong)
      expect(wrap).toThrow(`${path} is not the key file that this portal was started with`)
      writeFileSync(path, right)
      utimesSync(path, 1, 1)
      expect(wrap()).toBe('key-1')
    }
  })

  test('of another portal stops the start instead of showing empty reports', async () => {
    await startedReport(database)
    const wrong = openKeyring(join(folder, 'wrong.json'), { create: true })
    await expect(prepareDatabase({ url: database.url, keyring: wrong })).rejects.toMatchObject({ code: 'sealBroken' })
    const right = openDatabase({ url: database.url, keyring: database.keyring, connections: 1 })
    expect(await right.isReady(), 'a portal with the right keys is not locked out').toBe(true)
    await right.end()
  })

  test.for(['lookup', 'signing'])('with only another “%s” stops the start as well', async (name) => {
    const path = copiedKeys(`other-${name}.json`)
    const other = openKeyring(join(folder, `for-${name}.json`), { create: true })
    const file = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...file, [name]: JSON.parse(readFileSync(other.path, 'utf8'))[name] }))
    const start = prepareDatabase({ url: database.url, keyring: openKeyring(path) })
    await expect(start).rejects.toThrow(`"${name}" in ${path} is not the one that this database was made with`)
    await prepareDatabase({ url: database.url, keyring: database.keyring })
  })

  test('that lacks the key of a report refuses it', async () => {
    const holder = await startedReport(database)
    await database.owner`update data_keys set wrapped_by = 'key-99' where report_id = ${holder.reportId}`
    const fresh = openDatabase({ url: database.url, keyring: database.keyring, connections: 1 })
    const reading = fresh.as(holder).transaction((tx) => readDraft(tx, holder.reportId))
    await expect(reading).rejects.toMatchObject({ code: 'keyMissing' })
    await fresh.end()
    await database.owner`update data_keys set wrapped_by = 'key-1' where report_id = ${holder.reportId}`
  })

  test('does not open a wrapped key that was moved to another report', async () => {
    const [mine, theirs] = [await startedReport(database), await startedReport(database)]
    await database.owner`
      update data_keys d set wrapped = o.wrapped from data_keys o
      where d.report_id = ${mine.reportId} and o.report_id = ${theirs.reportId}`
    const fresh = openDatabase({ url: database.url, keyring: database.keyring, connections: 1 })
    const reading = fresh.as(mine).transaction((tx) => readDraft(tx, mine.reportId))
    await expect(reading).rejects.toMatchObject({ code: 'sealBroken' })
    await fresh.end()
    await database.owner`delete from data_keys where report_id = ${mine.reportId}`
  })
})

test('keys are rotated while reports come in: nothing fails, and everything opens with the new key', async () => {
  const path = copiedKeys('rotated.json')
  const portal = openDatabase({ url: database.url, keyring: openKeyring(path), connections: 8 })
  const keeper = openAsKeeper(database.url)
  const before = await Promise.all(Array.from({ length: 20 }, () => filedReport(portal)))

  const done = new AbortController()
  const filings = fileUntil(portal, done.signal)
  const { primary } = await rotateKeys(keeper, openKeyring(path), 3) // as the command line does: its own view of the file
  done.abort()
  const during = await filings

  const { held, broken } = await checkKeys(keeper, openKeyring(path))
  expect(broken).toEqual([])
  expect(held['key-1'] ?? 0).toBeLessThanOrEqual(1) // one that was being written as the last batch ended
  expect(during.length).toBeGreaterThan(0)

  const restarted = openDatabase({ url: database.url, keyring: openKeyring(path), connections: 4 })
  for (const holder of [...before, ...during]) {
    const db = restarted.as(holder)
    const draft = await db.transaction((tx) => readDraft(tx, holder.reportId))
    const content = { answers: { a: 1 }, stamps: {}, choices: { declined: [], added: {}, withheld: {} } }
    await db.transaction((tx) =>
      saveDraft(tx, { reportId: holder.reportId, content, expectVersion: draft?.version ?? 0, now: monday }),
    )
    await insertSubmission(db, submissionOf(holder.reportId, { expectRevision: 1 }))
  }
  expect(primary).not.toBe('key-1')
  await Promise.all([portal.end(), restarted.end(), keeper.end()])
})

test('where machines have copies of the key file a rotation leaves none of them without the key', async () => {
  const [own, copy] = [copiedKeys('own.json'), copiedKeys('copy.json')]
  const keyring = openKeyring(own)
  const elsewhere = openDatabase({ url: shared.url, keyring: openKeyring(copy), connections: 2 })
  const holder = await filedReport(shared)
  const keeper = openAsKeeper(shared.url)
  expect([keyring.prepare(), keyring.prepare(), keyring.primary()]).toEqual(['key-2', 'key-2', 'key-1'])
  const isOld = async () => (await keyFindings(keeper, keyring)).some(({ check }) => check === 'oldKeys')
  expect([keyring.prepared(), await isOld()]).toEqual(['key-2', false])
  copyFileSync(own, copy)

  expect((await rotateKeys(keeper, keyring)).primary).toBe('key-2')
  expect([keyring.prepared(), await isOld()]).toEqual([null, true])
  const draft = await elsewhere.as(holder).transaction((tx) => readDraft(tx, holder.reportId))
  expect(draft).not.toBeNull()
  await filedReport(elsewhere) // by the key that is primary in its copy
  const left = (await checkKeys(keeper, keyring)).held['key-1'] ?? 0
  expect(left).toBeGreaterThan(0)
  expect(await forgetKey(keeper, keyring, 'key-1')).toBe(left)

  copyFileSync(own, copy)
  expect(await rewrapKeys(keeper, keyring)).toBe(left)
  expect(await forgetKey(keeper, keyring, 'key-1')).toBe(0)
  expect(await checkKeys(keeper, openKeyring(own))).toMatchObject({ broken: [], held: { 'key-2': expect.any(Number) } })
  await Promise.all([elsewhere.end(), keeper.end()])
})

async function fileUntil(portal: Database, done: AbortSignal): Promise<Holder[]> {
  const filed: Holder[] = []
  while (!done.aborted) filed.push(await filedReport(portal))
  return filed
}
