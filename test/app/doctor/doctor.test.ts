/** What the doctor says of each part when that part is not well. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig, type Config } from '#app/config.server.ts'
import { demoOperator } from '#app/demo/people.ts'
import { databaseFindings } from '#app/doctor/database-checks.ts'
import { evidenceFindings } from '#app/doctor/evidence-checks.ts'
import type { Finding } from '#app/doctor/finding.ts'
import { keyFindings } from '#app/doctor/key-checks.ts'
import { machineFindings } from '#app/doctor/machine-checks.ts'
import { mailFindings } from '#app/doctor/mail-checks.ts'
import { isDemoWorld, peopleFindings } from '#app/doctor/people-checks.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { openAsKeeper } from '#db/client.server.ts'
import { insertOperator } from '#db/people/people.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'
import { scratchFolder } from '#test/support/scratch.ts'

const database = await testDatabase({ connections: 2 })
const { owner } = database
const folder = scratchFolder()
const disk = path.join(folder, 'disk')
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const now = new Date('2026-11-21T12:00:00Z')
const served: Config = { ...readConfig({ MADOGUCHI_DATA_DIR: folder }), production: true, demo: false }
const level = (findings: readonly Finding[], wanted: string) =>
  findings.find(({ check }) => check === wanted)?.level ?? 'not looked at'

const ofDatabase = () => databaseFindings(owner)

describe('of the database it says', () => {
  test('that a commit would not survive, as on this server, which is for tests', async () => {
    const settings = (await ofDatabase()).filter(({ check }) => check === 'setting')
    const weak = settings.filter((one) => one.level === 'fail').map(({ values }) => values?.['name'])
    expect(weak).toEqual(expect.arrayContaining(['fsync', 'full_page_writes', 'synchronous_commit']))
    expect(level(settings, 'setting')).not.toBe('not looked at')
  })

  test('that its clock is apart from the portal’s', async () => {
    expect(level(await ofDatabase(), 'clock')).toBe('ok')
    await owner`create schema late`
    await owner`create function late.clock_timestamp() returns timestamptz language sql
      as $$ select pg_catalog.clock_timestamp() - interval '40 seconds' $$`
    const there = await owner.reserve()
    try {
      await there`set search_path = late, pg_catalog, public`
      const [clock] = (await databaseFindings(there)).filter(({ check }) => check === 'clock')
      expect([clock?.level, Number(clock?.values?.['seconds'])]).toEqual(['fail', expect.closeTo(40, 0)])
    } finally {
      await there`reset search_path`
      there.release()
    }
  })

  test('that work waits too long, and that some was given up', async () => {
    expect([level(await ofDatabase(), 'queue'), level(await ofDatabase(), 'deadJobs')]).toEqual(['ok', 'ok'])
    await owner`select graphile_worker.add_job('late', run_at => now() - interval '10 minutes')`
    expect(level(await ofDatabase(), 'queue')).toBe('warn')
    await owner`select graphile_worker.add_job('later', run_at => now() - interval '40 minutes')`
    expect(level(await ofDatabase(), 'queue')).toBe('fail')
    await owner`update graphile_worker._private_jobs set attempts = max_attempts`
    expect([level(await ofDatabase(), 'queue'), level(await ofDatabase(), 'deadJobs')]).toEqual(['ok', 'fail'])
  })

  test('that a migration waits', async () => {
    expect(level(await ofDatabase(), 'migrations')).toBe('ok')
    await owner`delete from migrations where name = (select max(name) from migrations)`
    expect(level(await ofDatabase(), 'migrations')).toBe('fail')
    await owner`insert into migrations (name, sha256) values ('999-of-a-later-version.sql', '')`
    expect(level(await ofDatabase(), 'newer')).toBe('fail')
  })
})

test('of the keys it says that one is missing from the file', async () => {
  const keeper = openAsKeeper(database.url)
  await database.as({ kind: 'worker' }).transaction((tx) => tx.peopleKey())
  await owner`update data_keys set wrapped_by = 'key-9'`
  const findings = await keyFindings(keeper, database.keyring)
  await keeper.end()
  expect([level(findings, 'keys'), level(findings, 'wrappingKeys')]).toEqual(['fail', 'fail'])
})

test('of people it says that nobody keeps the portal, or reads what a body is sent', async () => {
  const looked = async () => {
    const [operators, bodies] = await peopleFindings(database, now)
    return [operators?.level, bodies?.words?.['bodies']?.includes('rules:recipients.ppc.name')]
  }
  expect([await looked(), await isDemoWorld(database)]).toEqual([['warn', true], false])
  await officerOf(database, 'ppc')
  const { operatorId } = demoOperator
  await database.as({ kind: 'operator', operatorId }).transaction((tx) => insertOperator(tx, demoOperator, now))
  expect([await looked(), await isDemoWorld(database)]).toEqual([['ok', false], true])

  const places = async () => {
    const findings = await peopleFindings(database, now)
    return findings.flatMap(({ check, words }) => (check === 'prefectures' && words ? [words] : []))
  }
  expect(await places(), 'the commission’s officer sees the whole country').toEqual([])
  await officerOf(database, 'police', '徳島県')
  const [police] = await places()
  expect(police?.['body']).toEqual(['rules:recipients.police.name'])
  const named = police?.['places']?.map((key) => wordsOf('en')(key))
  expect([named?.length, named?.includes('Okinawa'), named?.includes('Tokushima')]).toEqual([47, true, false])
  expect(named, 'a victim whose head office is abroad').toContain('Outside Japan')
  await officerOf(database, 'police')
  expect(await places()).toEqual([])
})

describe('of the machine it says', () => {
  const checkpoints = path.join(folder, 'checkpoints')
  const findings = (config = served) => machineFindings(config, checkpoints, now)

  test('that the configuration is not one for the public', () => {
    expect(level(findings({ ...served, production: false }), 'configuration')).toBe('warn')
    expect(level(findings(), 'origin')).toBe('warn')
    const open = { ...served, origin: 'https://portal.example.jp' }
    expect([level(findings(open), 'origin'), level(findings(open), 'proxy')]).toEqual(['ok', 'warn'])
    expect(level(findings({ ...open, trustProxy: true }), 'proxy')).toBe('not looked at')
  })

  const both = () => [level(findings(), 'checkpoint'), level(findings(), 'backup')]

  test('that the last checkpoint and the last backup are old, or that there is none', () => {
    expect(both()).toEqual(['warn', 'warn'])
    mkdirSync(checkpoints)
    const [signed, backedUp] = [path.join(checkpoints, '000001.json'), path.join(folder, 'last-backup.json')]
    const age = (hours: number) => {
      const at = new Date(now.getTime() - hours * 3_600_000)
      writeFileSync(signed, '{}')
      utimesSync(signed, at, at)
      writeFileSync(backedUp, JSON.stringify({ at: at.toISOString() }))
      return both()
    }
    expect([age(25), age(27)]).toEqual([
      ['ok', 'ok'],
      ['warn', 'warn'],
    ])
  })

  test.skipIf(process.getuid?.() !== 0)('that the disk is nearly full', () => {
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk])
    try {
      expect(level(findings({ ...served, dataDir: disk }), 'disk')).toBe('fail')
    } finally {
      execFileSync('umount', ['--lazy', disk])
    }
  })
})

const untrusted = ['notices:operator.reasons.tls']
const refused = async (smtpUrl: string) => (await mailFindings({ ...served, smtpUrl }, database))[0]

test('of a mail server whose certificate nobody trusts it does not say that it cannot be reached', async () => {
  const server = new SMTPServer({ authOptional: true, logger: false }) // with the library's own certificate
  server.on('error', () => {})
  const { port } = await new Promise<AddressInfo>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.server.address() as AddressInfo)) // of a TCP server
  })
  const plain = await refused(`smtp://127.0.0.1:${port}`)
  expect([plain?.words?.['why'], plain?.values?.['said']]).toEqual([
    untrusted,
    expect.stringMatching(/^ \([A-Z_]*CERT[A-Z_]*\)$/),
  ])
  expect((await refused(`smtps://127.0.0.1:${port}`))?.words?.['why']).toEqual(untrusted) // no TLS at this port
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

test('of what it needs besides it says that nobody answers there', async () => {
  const nobody = '127.0.0.1:9'
  const mail = { ...served, smtpUrl: `smtp://${nobody}?from=a@b.example` }
  expect(level(await mailFindings(mail, database), 'mailServer')).toBe('fail')
  expect(level(await mailFindings(mail, database), 'mailLinks')).toBe('fail')
  expect(level(await mailFindings(mail, database), 'mailBounces')).toBe('warn') // mails go all the same
  const without = await mailFindings({ ...served, demo: false, smtpUrl: null }, database)
  expect(without).toEqual([{ check: 'mailServer', level: 'warn', found: 'none' }])
  const file = path.join(folder, 'no-folder')
  writeFileSync(file, '')
  const evidence = { ...served, filesDir: path.join(file, 'files'), clamd: nobody }
  const found = await evidenceFindings(evidence, owner)
  expect([level(found, 'files'), level(found, 'scanner')]).toEqual(['fail', 'warn'])
  const bucket = { endpoint: `http://${nobody}/evidence`, region: 'x', keyId: 'x', secret: 'x' }
  expect(level(await evidenceFindings({ ...served, bucket }, owner), 'files')).toBe('fail')
})
