import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeCheckpoint } from '#db/audit/checkpoints.server.ts'
import { checkFiles, readManifest } from '#db/backup/backup-manifest.server.ts'
import { type Database, openAsKeeper, openAsOwner, openDatabase } from '#db/client.server.ts'
import { type Embedded, findEmbedded, startEmbedded } from '#db/cluster/embedded.server.ts'
import { prepareDatabase } from '#db/cluster/migrate.server.ts'
import type { Holder } from '#db/context.ts'
import { findRevision } from '#db/reports/revisions.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { removePortal } from '#test/bench/portal.ts'
import { signIn } from '#test/bench/sessions.ts'
import { called } from '#test/support/command-line.ts'
import { contentOf, ours } from '#test/support/content.ts'
import { layDataFolder } from '#test/support/data-folder.ts'
import { filedReport } from '#test/support/filings.ts'
import { scratchFolder } from '#test/support/scratch.ts'
import { openPortalWith } from '#test/support/server.ts'

const home = scratchFolder()
const [folder, backup, restored] = [join(home, 'portal'), join(home, 'backup'), join(home, 'restored')]
const elsewhere = join(home, 'evidence')
let server: Embedded
let database: Database
let holder: Holder & { reference: string }
let cookie = ''

beforeAll(async () => {
  const keyring = layDataFolder(folder)
  server = await startEmbedded({ folder: join(folder, 'pg') })
  await prepareDatabase({ url: server.url, keyring })
  database = openDatabase({ url: server.url, keyring, connections: 4 })
  holder = await filedReport(database)
  cookie = await signIn(database, 'report', holder)
  mkdirSync(join(folder, 'files', 'ab'), { recursive: true })
  writeFileSync(join(folder, 'files', 'ab', 'evidence'), 'sealed evidence')
  const keeper = openAsKeeper(server.url)
  await writeCheckpoint(keeper, join(folder, 'checkpoints'), keyring, new Date())
  await keeper.end()
})

afterAll(async () => {
  await database.end()
  await server.stop()
  await removePortal(restored)
  rmSync(home, { recursive: true })
})

/** The restored portal keeps its files apart. */
const placeOf = (dataDir: string) => ({
  MADOGUCHI_DATA_DIR: dataDir,
  ...(dataDir === restored ? { MADOGUCHI_FILES_DIR: elsewhere } : {}),
})
const madoguchi = (dataDir: string, ...args: string[]) => called(args, placeOf(dataDir))

describe('a backup', () => {
  test('brings back everything: each table, the audit, the files, a sealed answer, a page', async () => {
    const before = await contentOf(server.url)
    expect((await madoguchi(folder, 'backup', backup, '--with-keys')).code).toBe(0)
    expect(await contentOf(server.url)).toEqual(before)
    expect((await madoguchi(restored, 'restore', backup)).code).toBe(0)

    const portal = await openPortalWith({ ...placeOf(restored), HOST: '127.0.0.1', LOG_LEVEL: 'info' })
    const url = (await findEmbedded(join(restored, 'pg'))) ?? ''
    expect(ours(await contentOf(url))).toEqual(ours(before))
    expect(Object.keys(ours(before)).length).toBeGreaterThan(50)
    const store = openDatabase({ url, keyring: openKeyring(join(restored, 'keys.json')), connections: 1 })
    const revision = await store.as(holder).transaction((tx) => findRevision(tx, holder.reportId, 1))
    await store.end()
    expect(revision?.answers).toMatchObject({ 'org-name': '架空病院' })
    const page = await fetch(`${portal.origin}/reports/${holder.reference}`, {
      headers: { Cookie: cookie },
    })
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(holder.reference)])
    await portal.stop()
    expect(readdirSync(join(elsewhere, 'ab'))).toEqual(['evidence'])
    expect(existsSync(join(restored, 'files', 'ab'))).toBe(false)
    expect((await madoguchi(restored, 'audit', 'verify')).text).toContain('1 checkpoints\nEvery line is as it was')
  })

  test('goes into an empty place only, and is refused in one line without its keys or when it is not whole', async () => {
    const other = join(home, 'other')
    const refused = async (dataDir: string) => {
      const { code, text } = await madoguchi(dataDir, 'restore', backup)
      expect([code, text.trim().split('\n').length]).toEqual([1, 1])
      return text
    }
    expect(await refused(restored)).toContain('restore goes into an empty place only')
    appendFileSync(join(backup, 'cluster', 'backup_label'), 'x')
    expect(await refused(other)).toContain('damaged: cluster/backup_label is not as it was written')
    expect(existsSync(other)).toBe(false)

    const check = () => checkFiles(backup, readManifest(backup).manifest)
    rmSync(join(backup, 'cluster', 'backup_label'))
    await expect(check()).rejects.toThrow('incomplete: cluster/backup_label is missing')
    writeFileSync(join(backup, 'manifest.json'), '{')
    await expect(async () => check()).rejects.toThrow('manifest.json cannot be read')
    rmSync(join(backup, 'manifest.json'))
    expect(await refused(other)).toContain('There is no whole backup')
  })

  test('does not hold the keys unless asked, and says where they must lie before it is restored', async () => {
    const apart = join(home, 'apart')
    const { text } = await madoguchi(folder, 'backup', apart)
    expect(text).toContain('The keys are not in it')
    expect(readdirSync(apart)).not.toContain('keys.json')
    appendFileSync(join(apart, 'cluster', 'PG_VERSION'), 'x') // not looked at before there are keys
    const keyless = await madoguchi(join(home, 'keyless'), 'restore', apart)
    expect(keyless).toMatchObject({
      code: 1,
      text: expect.stringMatching(/^This backup holds no keys: .*\n$/),
    })
  })

  test('is kept where only the note of it finds no room', async () => {
    const [kept, notes] = [join(home, 'kept'), join(folder, 'last-backup.json')]
    rmSync(notes)
    mkdirSync(notes) // nothing can be written there, as on a full disk
    const { code, text } = await madoguchi(folder, 'backup', kept)
    rmSync(notes, { recursive: true })
    expect([code, text]).toEqual([0, expect.stringContaining('cannot be written (EISDIR), so the doctor')])
    expect(readdirSync(kept)).toContain('manifest.json')
  })

  test('that turns out at the end not to open leaves nothing but the folder for evidence that was there', async () => {
    const [spoilt, disk] = [join(home, 'spoilt'), join(home, 'disk')]
    const owner = openAsOwner(server.url)
    await owner`update data_keys set wrapped = '' where report_id = ${holder.reportId}`
    const told = await madoguchi(folder, 'backup', spoilt, '--with-keys')
    expect([told.code, told.text]).toEqual([
      1,
      expect.stringMatching(/^BROKEN: the data key \S+ does not open; a restore refuses this backup$/m),
    ])
    await owner.end()
    mkdirSync(disk)
    const place = { MADOGUCHI_DATA_DIR: join(home, 'new'), MADOGUCHI_FILES_DIR: disk }
    const { code, text } = await called(['restore', spoilt], place)
    expect([code, text]).toEqual([1, expect.stringMatching(/The data key \S+ does not open with this key file\.\n$/)])
    expect([existsSync(disk) && readdirSync(disk), readdirSync(join(home, 'new'))]).toEqual([[], []])
  })
})
