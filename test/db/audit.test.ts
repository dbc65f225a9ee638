import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { genesisOf, hashOf, type ChainLine } from '#db/audit/audit-chain.ts'
import { verifyAudit } from '#db/audit/audit-verify.server.ts'
import { listAudit, recordAudit } from '#db/audit/audit.server.ts'
import { readCheckpoints, writeCheckpoint } from '#db/audit/checkpoints.server.ts'
import { openAsKeeper } from '#db/client.server.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, hours, monday, officerOf } from '#test/support/filings.ts'
import { scratchFolder } from '#test/support/scratch.ts'

const database = await testDatabase()
const { owner, keyring } = database
const keeper = openAsKeeper(database.url)
const folder = scratchFolder()
let report = ''

afterAll(async () => {
  await keeper.end()
  rmSync(folder, { recursive: true, force: true })
})

/** A report with five lines, signed; then the database belongs to the attacker. */
beforeEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await owner`truncate audit, audit_heads, reports cascade`
  const holder = await filedReport(database)
  await filedReport(database)
  report = holder.reportId
  for (const _ of [1, 2, 3]) {
    await database
      .as(holder)
      .transaction((tx) => recordAudit(tx, { reportId: report, did: 'draft.saved', now: hours(1) }))
  }
  await writeCheckpoint(keeper, folder, keyring, hours(2))
})

async function brokenLink() {
  return (await verifyAudit(keeper, readCheckpoints(folder, keyring).signed)).broken
}

/** Writes a chain anew from `lines` on, with right hashes: what somebody with the portal's code would do. */
async function rewritten(lines: ChainLine[]): Promise<void> {
  let previous = genesisOf(report)
  await owner`delete from audit where report_id = ${report}`
  await owner`alter table audit disable trigger user`
  for (const [index, line] of lines.entries()) {
    const next = { ...line, sequence: index + 1 }
    const hash = hashOf(previous, next)
    await owner`insert into audit values (${report}, ${next.sequence}, ${next.at}, ${next.did}, ${next.actorKind},
      ${next.actorId}, ${next.recipient}, ${next.subject}, ${next.details}, ${previous}, ${hash})`
    previous = hash
  }
  await owner`alter table audit enable trigger user`
  await owner`update audit_heads set sequence = ${lines.length}, head = ${previous} where report_id = ${report}`
}

const linesOf = () => owner<ChainLine[]>`
  select report_id, sequence, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, did, actor_kind,
    actor_id, recipient, subject, details, previous, hash
  from audit where report_id = ${report} order by sequence`

describe('the audit', () => {
  test('is whole when nobody touched it, also after more was written', async () => {
    expect(await brokenLink()).toBeNull()
    await filedReport(database)
    expect(await brokenLink()).toBeNull()
    await writeCheckpoint(keeper, folder, keyring, hours(3))
    expect(await brokenLink()).toBeNull()
  })

  test('cannot be changed or taken back by the portal', async () => {
    for (const statement of ["update audit set did = 'x.y'", 'delete from audit', 'truncate audit']) {
      const trying = database.as({ kind: 'worker' }).transaction(({ sql }) => sql.unsafe(statement))
      await expect(trying).rejects.toMatchObject({ code: '42501' })
    }
  })

  test.for(['did', 'actor_kind', 'actor_id', 'recipient', 'subject'])('shows a changed %s', async (column) => {
    const other = column === 'recipient' ? 'x' : 'x.y'
    await owner`update audit set ${owner(column)} = ${other} where report_id = ${report} and sequence = 3`
    expect(await brokenLink()).toEqual({ reportId: report, sequence: 3, why: 'changed' })
  })

  test('shows a changed time and changed details', async () => {
    await owner`update audit set at = at + interval '1 microsecond' where report_id = ${report} and sequence = 4`
    expect(await brokenLink()).toEqual({ reportId: report, sequence: 4, why: 'changed' })
    await owner`update audit set details = '{}' where report_id = ${report} and sequence = 2`
    expect(await brokenLink()).toEqual({ reportId: report, sequence: 2, why: 'changed' })
  })

  test('shows a line that was taken out of the middle', async () => {
    await owner`delete from audit where report_id = ${report} and sequence = 3`
    expect(await brokenLink()).toEqual({ reportId: report, sequence: 3, why: 'missing' })
  })

  test('shows a line that was put in between', async () => {
    await owner`alter table audit disable trigger user`
    await owner`update audit set sequence = sequence + 100 where report_id = ${report} and sequence >= 3`
    await owner`update audit set sequence = sequence - 99 where report_id = ${report} and sequence >= 100`
    await owner`insert into audit select report_id, 3, at, did, actor_kind, actor_id, recipient, subject, details, previous, hash
      from audit where report_id = ${report} and sequence = 2`
    await owner`alter table audit enable trigger user`
    expect(await brokenLink()).toMatchObject({ reportId: report, sequence: 3 })
  })

  test('shows two lines that changed places', async () => {
    await owner`alter table audit disable trigger user`
    await owner`update audit set sequence = -sequence where report_id = ${report} and sequence in (3, 4)`
    await owner`update audit set sequence = case sequence when -3 then 4 else 3 end where report_id = ${report} and sequence < 0`
    await owner`alter table audit enable trigger user`
    expect(await brokenLink()).toMatchObject({ reportId: report, sequence: 3 })
  })

  test('shows that the end was cut off, also when the head was moved with it', async () => {
    const lines = await linesOf()
    await owner`delete from audit where report_id = ${report} and sequence = 5`
    expect(await brokenLink()).toEqual({ reportId: report, sequence: 5, why: 'missing' })
    await rewritten(lines.slice(0, 4))
    expect(await brokenLink()).toEqual({ reportId: report, sequence: 5, why: 'missing' })
  })

  test('shows that all of it was written anew with right hashes', async () => {
    const lines = await linesOf()
    await rewritten(lines.map((line) => ({ ...line, did: 'draft.lost' })))
    expect(await brokenLink()).toEqual({ reportId: report, sequence: 5, why: 'not as signed' })
  })

  test('shows that all of it, or all of one report, is gone', async () => {
    await owner`delete from audit where report_id = ${report}`
    expect(await brokenLink()).toEqual({ reportId: report, sequence: 1, why: 'missing' })
    await owner`delete from audit_heads where report_id = ${report}`
    expect(await brokenLink()).toEqual({ reportId: report, sequence: 1, why: 'missing' })
    await owner`truncate audit, audit_heads, reports cascade`
    expect(await brokenLink()).toMatchObject({ sequence: 1, why: 'missing' })
  })

  test('takes no line that would look like two', async () => {
    const split = { reportId: report, did: 'draft.saved', subject: 'a\nreport.submitted', now: hours(1) }
    const written = database.as({ kind: 'holder', reportId: report }).transaction((tx) => recordAudit(tx, split))
    await expect(written).rejects.toMatchObject({ constraint_name: 'audit_one_line' })
  })

  test('of one report keeps its order when many write at once', async () => {
    const holder = { kind: 'holder', reportId: report } as const
    await Promise.all(
      Array.from({ length: 30 }, () =>
        database
          .as(holder)
          .transaction((tx) => recordAudit(tx, { reportId: report, did: 'draft.saved', now: hours(1) })),
      ),
    )
    expect(await brokenLink()).toBeNull()
    expect(await linesOf()).toHaveLength(35)
  })

  test('lets nobody write in the name of another', async () => {
    const trying = database
      .as({ kind: 'holder', reportId: report })
      .transaction(
        ({ sql }) =>
          sql`insert into audit (report_id, at, did, actor_kind, actor_id) values (${report}, now(), 'a.b', 'officer', 'x')`,
      )
    await expect(trying).rejects.toMatchObject({ code: '42501' })
  })

  test('shows an officer the acts of the own body, and the reporter its own', async () => {
    const officer = await officerOf(database, 'npa')
    await database.as(officer).transaction(async (tx) => {
      const { lines } = await listQueue(tx, { filters: {}, order: 'newest' })
      await recordAudit(tx, { reportId: report, did: 'case.opened', subject: lines[0]?.id ?? '', now: monday })
      expect((await listAudit(tx, report)).map(({ did }) => did)).toEqual(['case.opened'])
    })
    const own = await database.as({ kind: 'holder', reportId: report }).transaction((tx) => listAudit(tx, report))
    expect(own.map(({ did }) => did)).not.toContain('case.opened')
    expect(own[1]).toMatchObject({ did: 'report.submitted', actorKind: 'holder', details: { phase: 'initial' } })
  })
})

const spoil = (change: (text: string) => string) => {
  const path = join(folder, '000001.json')
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}

describe('checkpoints', () => {
  test('are refused when their figures, their signature or their order were changed', async () => {
    await filedReport(database)
    await writeCheckpoint(keeper, folder, keyring, hours(3))
    const original = readFileSync(join(folder, '000001.json'), 'utf8')
    spoil((text) => text.replace(/"cases": \d+/, '"cases": 9'))
    await expect(brokenLink()).rejects.toThrow('000001.json is not signed by this portal')
    spoil(() => original.replace('{', '{ '))
    await expect(brokenLink()).rejects.toThrow('000002.json does not follow the one before')
    rmSync(join(folder, '000001.json'))
    await expect(brokenLink()).rejects.toThrow('000001.json is missing')
  })

  test('hold only what moved since the last one', async () => {
    expect(await writeCheckpoint(keeper, folder, keyring, hours(3))).toBeNull()
    const { reportId } = await filedReport(database)
    const path = await writeCheckpoint(keeper, folder, keyring, hours(3))
    expect(Object.keys(JSON.parse(readFileSync(path ?? '', 'utf8')).heads)).toEqual([reportId])
  })

  test('are not cut short where the disk takes no more', async () => {
    for (let filed = 0; filed < 20; filed++) await filedReport(database)
    const told = [database.url, folder, keyring.path].map((text) => JSON.stringify(text))
    const sign = `const [{ openAsKeeper }, { writeCheckpoint }, { openKeyring }] = await Promise.all([
      import('#db/client.server.ts'), import('#db/audit/checkpoints.server.ts'), import('#db/sealing/keyring.server.ts')])
      await writeCheckpoint(openAsKeeper(${told[0]}), ${told[1]}, openKeyring(${told[2]}), new Date())
      process.exit()`
    // A limit of size cuts a write short as a full disk does: what fits is written, and no error told of the rest
    const limited = ['-c', 'trap "" XFSZ; ulimit -f 2; exec "$0" --input-type=module -e "$1"', process.execPath, sign]
    const { stderr } = spawnSync('sh', limited, { env: {}, encoding: 'utf8' })
    expect(stderr).toContain('EFBIG')
    expect(readCheckpoints(folder, keyring).count).toBe(1)
  })
})
