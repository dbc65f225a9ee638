import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { verifyAudit } from '#db/audit/audit-verify.server.ts'
import { openAsKeeper, openDatabase } from '#db/client.server.ts'
import { startEmbedded } from '#db/cluster/embedded.server.ts'
import { prepareDatabase } from '#db/cluster/migrate.server.ts'
import { refusePooler } from '#db/cluster/server-fit.server.ts'
import { refuseOtherLogin } from '#db/cluster/serving-login.server.ts'
import { moveOutbox, queueJob } from '#db/connections/outbox.server.ts'
import { openKeyring, type Keyring } from '#db/sealing/keyring.server.ts'
import { checkKeys } from '#db/sealing/keys.server.ts'
import { filedReport } from '#test/support/filings.ts'
import { scratchFolder } from '#test/support/scratch.ts'

/** Rented databases give no superuser: an owner who may make roles has to be enough. */
test('everything works for an owner who is no superuser, and whom the policies bind as well', async () => {
  const folder = scratchFolder()
  const server = await startEmbedded({ folder: join(folder, 'pg') })
  try {
    const root = postgres(server.url, { max: 1 })
    await root`create role plain login password 'plain'`
    await root`create database rented owner plain`
    const rented = new URL(server.url)
    Object.assign(rented, { username: 'plain', password: 'plain', pathname: '/rented' })
    const { href: url } = rented
    const keyring = openKeyring(join(folder, 'keys.json'), { create: true })
    await expect(prepareDatabase({ url, keyring })).rejects.toThrow(
      'plain may not make roles: as a superuser, `alter role plain createrole`',
    )
    await root`alter role plain createrole`
    await root`create role madoguchi_keeper`
    await expect(prepareDatabase({ url, keyring })).rejects.toThrow(/belong to another owner than plain$/)
    await root`drop role madoguchi_keeper`
    await root.end()
    await refusePooler(url)
    for (const _ of ['first start', 'second start']) await prepareDatabase({ url, keyring })

    const database = openDatabase({ url, keyring, connections: 2 })
    await filedReport(database)
    await database.as({ kind: 'worker' }).transaction((tx) => queueJob(tx, 'any', {}))
    const [keeper, owner] = [openAsKeeper(url), postgres(url, { max: 1 })]
    expect(await checkKeys(keeper, keyring)).toEqual({ held: { 'key-1': 6 }, broken: [] })
    expect(await verifyAudit(keeper, new Map())).toEqual({ cases: 1, lines: 2, broken: null })
    expect(await moveOutbox(owner)).toBe(1)
    expect(await owner`select from revisions`).toEqual([])
    await Promise.all([database.end(), keeper.end(), owner.end()])
    expect(await opensWithPassword(rented, keyring)).toBe(true)
    await refusesOtherLogins(server.url, rented, keyring)
    await movesRows(server.url, rented, keyring)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true })
  }
})

/** A login that was configured keeps its own password from start to start. */
async function opensWithPassword({ href: url }: URL, keyring: Keyring): Promise<boolean> {
  const login = new URL(url)
  Object.assign(login, { username: 'madoguchi_app', password: encodeURIComponent('of its own/%') })
  const { href: appUrl } = login
  for (const _ of ['first start', 'second start']) await prepareDatabase({ url, appUrl, keyring })
  const own = openDatabase({ url, appUrl, keyring, connections: 1 })
  const ready = await own.isReady()
  await own.end()
  return ready
}

/** Whoever is not bound by row security, or is in the wrong database, would serve everybody everything, or nobody. */
async function refusesOtherLogins(root: string, { href: url }: URL, keyring: Keyring): Promise<void> {
  const login = new URL(url)
  Object.assign(login, { username: 'madoguchi_app', password: encodeURIComponent('of its own/%') })
  const elsewhere = new URL('/postgres', login)
  const refused = async (appUrl: string) => {
    const database = openDatabase({ url, appUrl, keyring, connections: 1 })
    return refuseOtherLogin(database)
      .then(
        () => 'nothing',
        (error: Error) => error.message,
      )
      .finally(() => database.end())
  }
  expect(await refused(login.href)).toBe('nothing')
  expect(await refused(url)).toBe('it signs in as plain instead of madoguchi_app')
  expect(await refused(elsewhere.href)).toBe('its database does not have the tables of the portal')
  Object.assign(login, { password: 'another' })
  expect(await refused(login.href)).toMatch(/^password authentication failed/)
  Object.assign(login, { password: encodeURIComponent('of its own/%') })
  const admin = postgres(root, { max: 1 })
  await admin`alter role madoguchi_app bypassrls`
  expect(await refused(login.href)).toMatch(/^row security does not bind its login/)
  await admin`alter role madoguchi_app nobypassrls`
  await admin.end()
}

/** Rows from before a migration, which the policies let the owner neither see nor change. */
async function movesRows(root: string, rented: URL, keyring: Keyring): Promise<void> {
  const admin = postgres(root, { max: 1 })
  await admin`create database older owner plain`
  await admin.end()
  const older = new URL('/older', rented)
  const [owner, all] = [
    postgres(older.href, { max: 1, onnotice: () => {} }),
    postgres(new URL('/older', root).href, { max: 1 }),
  ]
  await owner`create table migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`
  const folder = join(import.meta.dirname, '../../db/migrations')
  for (const name of readdirSync(folder).toSorted()) {
    if (name > '081') break
    const text = readFileSync(join(folder, name))
    await owner.begin(async (tx) => {
      await tx.unsafe(text.toString()).simple()
      await tx`insert into migrations ${tx({ name, sha256: createHash('sha256').update(text).digest('hex') })}`
    })
  }
  for (const statement of rowsOfBefore) await all.unsafe(statement)
  await prepareDatabase({ url: older.href, keyring })
  expect(await all`select role from memberships`).toEqual([{ role: 'administrator' }])
  expect(await all`select redeemed_at = valid_from as kept from mandates`).toEqual([{ kept: true }])
  expect(
    await all`select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity and not relforcerowsecurity`,
  ).toEqual([])
  await Promise.all([owner.end(), all.end()])
}

const one = `'00000000-0000-7000-8000-000000000001'`
const rowsOfBefore = [
  `insert into organisations values (${one}, null, '', now())`,
  `insert into accounts values (${one}, '', '', now())`,
  `insert into memberships values (${one}, ${one}, 'owner', now())`,
  `insert into mandates values (${one}, ${one}, ${one}, 'file', null, now())`,
]
