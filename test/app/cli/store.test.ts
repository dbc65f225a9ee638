import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text as wholeOf } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import postgres from 'postgres'
import { z } from 'zod'
import { bounceToken } from '#app/notices/tokens.ts'
import { openDatabase } from '#db/client.server.ts'
import { type Embedded, startEmbedded } from '#db/cluster/embedded.server.ts'
import { prepareDatabase } from '#db/cluster/migrate.server.ts'
import { claimMail, insertMail } from '#db/notices/mails.server.ts'
import { findNoticeAddress, replaceNoticeAddress } from '#db/notices/notice-addresses.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { called, commandLine } from '#test/support/command-line.ts'
import { layDataFolder } from '#test/support/data-folder.ts'
import { filedReport } from '#test/support/filings.ts'
import { scratchFolder } from '#test/support/scratch.ts'

/** The data folder of a portal that has filed two reports and runs on. */
const folder = scratchFolder()
let server: Embedded

beforeAll(async () => {
  const keyring = layDataFolder(folder)
  server = await startEmbedded({ folder: join(folder, 'pg') })
  await prepareDatabase({ url: server.url, keyring })
  const database = openDatabase({ url: server.url, keyring, connections: 2 })
  await filedReport(database)
  await filedReport(database)
  await database.end()
})

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const ofIt = { MADOGUCHI_DATA_DIR: folder, MADOGUCHI_DEMO: '1' }
const madoguchi = (...args: string[]) => called(args, ofIt)
const piped = (input: string, ...args: string[]) => called(args, ofIt, input)

describe('the command line', () => {
  test('says what it can do, and refuses what it does not know', async () => {
    const help = await madoguchi('help')
    expect(help.code).toBe(0)
    const commands = [
      'plan',
      'deadlines',
      'audit verify',
      'extracts rebuild',
      'keys create',
      'keys prepare',
      'keys rotate',
      'keys rewrap',
      'bounce',
      'doctor',
      'reset',
    ]
    for (const command of commands) {
      expect(help.text).toContain(command)
    }
    expect(await madoguchi('recet')).toMatchObject({ code: 2 })
  })

  test.for([
    [['audit', 'verify'], { MADOGUCHI_DATA_DIR: '.tmp/nowhere' }, /^madoguchi audit: no key file at \S+\n$/],
    [
      ['audit', 'verify'],
      { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' },
      /^madoguchi audit: connect ECONNREFUSED .+\n$/,
    ],
    [['doctor', '--lang=ja'], {}, /^madoguchi doctor: Unknown option '--lang'.*\n$/],
    [['doctor'], { PORT: 'abc' }, /\nFAIL  configuration +PORT is wrong: .+\n$/],
    [
      ['doctor'],
      { MADOGUCHI_DEMO: '', MADOGUCHI_ORIGIN: 'http://localhost' },
      /^ok +configuration +production\nwarn +public address/m,
    ],
    [['keys', 'forget', 'key-9'], {}, /^key-9 was not forgotten: there is no such key in \S+\.\n$/],
  ] as const)('says in one line what is wrong: %j with %j', async ([args, settings, line]) => {
    expect((await called(args, { ...ofIt, ...settings })).text).toMatch(line)
  })

  test('goes on to its end when nobody reads what it says', async () => {
    const env = { PATH: process.env.PATH, ...ofIt, DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' }
    const child = spawn(process.execPath, [...commandLine, 'doctor'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    const [said, [code]] = await Promise.all([wholeOf(child.stderr), once(child, 'close')])
    expect([said, code]).toEqual(['', 1])
  })

  test('says of a database on which no portal was started that it has no tables', async () => {
    const { code, text } = await called(['keys', 'check'], {
      ...ofIt,
      DATABASE_URL: server.url.replace(/[^/]+$/, 'template1'),
    })
    expect([code, text]).toEqual([1, expect.stringContaining('there are no tables in this database yet')])
  })

  test('verifies the audit, signs it, and names the line that was changed', async () => {
    expect(await madoguchi('audit', 'verify')).toEqual({
      code: 0,
      text: '4 lines in 2 chains, 0 checkpoints\nEvery line is as it was written.\n',
    })
    expect((await madoguchi('audit', 'checkpoint')).code).toBe(0)
    expect(readdirSync(join(folder, 'checkpoints'))).toEqual(['000001.json'])

    const sql = postgres(server.url, { max: 1 })
    const [changed] = await sql`
      update audit set did = 'report.lost' where sequence = 2 and report_id = (select min(report_id::text)::uuid from audit)
      returning report_id`
    const { code, text } = await madoguchi('audit', 'verify')
    expect([code, text]).toEqual([1, expect.stringContaining(`BROKEN: report ${changed?.report_id}, line 2: changed`)])
    await sql`update audit set did = 'report.submitted' where did = 'report.lost'`
    await sql.end()
    expect((await madoguchi('audit', 'verify')).code).toBe(0)
  })

  test('rotates the keys of a running portal and checks them', async () => {
    expect(await madoguchi('keys', 'check')).toMatchObject({
      code: 0,
      text: expect.stringContaining('key-1: 7 data keys (primary)'),
    })
    expect((await madoguchi('keys', 'prepare')).text).toMatch(/^key-2 is in .*keys\.json and wraps nothing yet/)
    expect((await madoguchi('keys', 'rotate')).text).toMatch(/^7 data keys are wrapped by key-2 now/)
    expect((await madoguchi('keys', 'rewrap')).text).toBe('0 data keys are wrapped by key-2 now.\n')
    const { code, text } = await madoguchi('keys', 'check')
    expect([code, text]).toEqual([0, 'key-1: 0 data keys\nkey-2: 7 data keys (primary)\n'])
    expect((await madoguchi('keys', 'forget', 'key-2')).code).toBe(1)
    expect((await madoguchi('keys', 'forget', 'key-1')).code).toBe(0)
    expect((await madoguchi('keys', 'check')).text).toBe('key-2: 7 data keys (primary)\n')
  })

  test('makes the first key file for a database of one’s own, and none in the place of one that was lost', async () => {
    const fresh = scratchFolder()
    const create = (settings: NodeJS.ProcessEnv) =>
      called(['keys', 'create'], { ...ofIt, MADOGUCHI_DATA_DIR: fresh, ...settings })
    const lost = await create({ DATABASE_URL: server.url })
    expect([lost.code, lost.text]).toEqual([1, expect.stringContaining('was sealed with other keys')])
    const empty = new URL(server.url)
    empty.pathname = '/template1'
    const made = await create({ DATABASE_URL: empty.href })
    expect([made.code, made.text]).toEqual([0, expect.stringContaining('keys.json is made')])
    expect(openKeyring(join(fresh, 'keys.json')).primary()).toBe('key-1')
    expect((await create({ DATABASE_URL: empty.href })).text).toContain('is there already')
    rmSync(fresh, { recursive: true })
  })

  test('makes what older reports lack, beside the running portal, and names the one that it cannot open', async () => {
    const sql = postgres(server.url, { max: 1 })
    const made = () => sql<{ extracts: number; facts: number }[]>`
      select (select count(*)::int from extracts) as extracts, (select count(*)::int from case_facts) as facts`
    expect(await made()).toEqual([{ extracts: 0, facts: 0 }])
    const [kept] = await sql`select report_id, wrapped from data_keys where report_id is not null limit 1`
    await sql`update data_keys set wrapped = ${Buffer.alloc(60)} where report_id = ${kept?.report_id}`
    const broken = await madoguchi('extracts', 'rebuild')
    expect([broken.code, broken.text]).toEqual([1, expect.stringContaining(`FAILED: report ${kept?.report_id}`)])
    expect(await made()).toEqual([{ extracts: 5, facts: 5 }])

    await sql`update data_keys set wrapped = ${kept?.wrapped} where report_id = ${kept?.report_id}`
    expect(await madoguchi('extracts', 'rebuild')).toMatchObject({ code: 0, text: expect.stringContaining('Done: 1') })
    expect(await made()).toEqual([{ extracts: 10, facts: 10 }])
    expect((await madoguchi('extracts', 'rebuild', '--all')).text).toContain('Done: 2 reports')
    await sql.end()
  })

  test('finds nothing wrong with a fresh portal, and says what is wrong with a broken one', async () => {
    const healthy = await madoguchi('doctor', '--language=ja')
    expect([healthy.code, healthy.text]).toEqual([0, expect.not.stringContaining('FAIL')])
    expect(healthy.text).toMatch(/warn  バックアップ +まだありません  → 毎日/)
    const sql = postgres(server.url, { max: 1 })
    await sql`update data_keys set wrapped_by = 'key-9' where recipient = 'npa'`
    const broken = await madoguchi('doctor')
    expect([broken.code, broken.text]).toEqual([1, expect.stringMatching(/FAIL +keys +6 of 7 data keys open/)])
    await sql`update data_keys set wrapped_by = 'key-2' where recipient = 'npa'`
    await sql.end()
  })

  test('takes in a mail that came back, from a pipe, and does not send back what is none', async () => {
    const database = openDatabase({ url: server.url, keyring: openKeyring(join(folder, 'keys.json')), connections: 2 })
    const sql = postgres(server.url, { max: 1 })
    const [report] = await sql`select id from reports limit 1`
    const reportId = z.string().parse(report?.id)
    const now = new Date()
    await database
      .as({ kind: 'holder', reportId })
      .transaction((tx) => replaceNoticeAddress(tx, { reportId }, { address: 'a@b.example', language: 'ja', now }))
    const mailId = await database.as({ kind: 'worker' }).transaction(async (tx) => {
      const address = await findNoticeAddress(tx, { reportId })
      const id = await insertMail(tx, { addressId: address?.id ?? '', kind: 'code', now })
      await claimMail(tx, id, now)
      return id
    })
    const sentFrom = `bounces+${bounceToken(database.keyring.lookup, mailId)}@portal.example.jp`
    await database.end()

    const message = ['Content-Type: message/delivery-status', '', 'Action: failed', 'Status: 5.1.1', ''].join('\r\n')
    expect(await piped(message, 'bounce', sentFrom)).toEqual({ code: 0, text: 'The mail is marked as come back.\n' })
    expect(await piped('Subject: x\r\n\r\nx', 'bounce')).toMatchObject({ code: 0 })
    expect(await piped('', 'bounce')).toMatchObject({ code: 2 })
    expect(await sql`select answer from mails where bounced_at is not null`).toEqual([{ answer: '5.1.1' }])
    await sql.end()
  })

  test('asks the mail server to come again with a mail while the database or the key file is away', async () => {
    const { lookup } = openKeyring(join(folder, 'keys.json'))
    const sentFrom = `bounces+${bounceToken(lookup, '00000000-0000-7000-8000-000000000001')}@portal.example.jp`
    const message = ['Content-Type: message/delivery-status', '', 'Action: failed', 'Status: 5.1.1', ''].join('\r\n')
    const away = { ...ofIt, DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' }
    for (const settings of [away, { MADOGUCHI_DATA_DIR: '.tmp/nowhere' }, { ...ofIt, PORT: 'abc' }]) {
      const { code, text } = await called(['bounce', sentFrom], settings, message)
      expect([code, text]).toEqual([75, expect.stringMatching(/^madoguchi bounce: try again later: .+\n$/)])
    }
  })

  test('gives an operator who lost the invitation a new one, and makes no second of that name', async () => {
    const sql = postgres(server.url, { onnotice: () => {} })
    const invite = ['operators', 'invite', '風見', '花子']
    expect((await madoguchi(...invite)).text).toContain('/enrol/')
    expect((await madoguchi(...invite)).text).toContain('/enrol/')
    const [made, ...others] = await sql`select id from operators where name = '風見 花子'`
    expect(others).toEqual([])
    await sql`update logins set key_hash = 'kept', totp = '\\x00' where id = ${made?.id}`
    expect(await madoguchi(...invite)).toMatchObject({
      code: 1,
      text: expect.stringContaining('is an operator already'),
    })
    await sql.end()
  })

  test('forgets no key of a report that is being written, and was begun before the rotation', async () => {
    const sql = postgres(server.url, { max: 2 })
    const begun = await sql.reserve()
    await begun`begin`
    await begun`insert into data_keys (id, recipient, wrapped, wrapped_by) values (gen_random_uuid(), 'late', '', 'key-2')`
    expect((await madoguchi('keys', 'rotate')).code).toBe(0)
    const forgetting = madoguchi('keys', 'forget', 'key-2')
    const waits = expect.poll(() => sql`select from pg_locks where not granted`, { timeout: 20_000 }).toHaveLength(1)
    await Promise.race([waits, forgetting])
    await begun`commit`
    begun.release()
    expect(await forgetting).toEqual({
      code: 1,
      text: 'key-2 was not forgotten: it still wraps 1 data keys; `keys rewrap` first.\n',
    })
    await sql`delete from data_keys where recipient = 'late'`
    await sql.end()
    expect((await madoguchi('keys', 'forget', 'key-2')).code).toBe(0)
  })

  test('resets no folder in which no portal ever was', async () => {
    const other = scratchFolder()
    writeFileSync(join(other, 'thesis.txt'), 'x')
    const told = await called(['reset'], { ...ofIt, MADOGUCHI_DATA_DIR: other })
    expect(told).toEqual({ code: 1, text: expect.stringContaining(`${other} holds no data of a portal`) })
    expect(readdirSync(other)).toEqual(['thesis.txt'])
    rmSync(other, { recursive: true })
  })

  test('resets nothing under a running portal, and everything once it has stopped', async () => {
    expect(await madoguchi('reset')).toMatchObject({ code: 1, text: expect.stringContaining('The portal is running') })
    expect(existsSync(join(folder, 'keys.json'))).toBe(true)
    await server.stop()
    expect((await madoguchi('reset')).code).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  })
})
