/** Brings a database to the current shape: named migrations, forward only, each in its own transaction. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Logger, runMigrations } from 'graphile-worker'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { openQueuePool } from '#db/connections/queue-pool.server.ts'
import type { Keyring } from '#db/sealing/keyring.server.ts'
import { refuseOtherSecrets, refuseWrongKeys } from '#db/sealing/keys.server.ts'
import { refuseUnfitServer } from './server-fit.server.ts'

const folder = join(import.meta.dirname, '../migrations')
const oneAtATime = 7_319_026_001 // advisory lock: several instances may start together

/**
 * Migrates, gives the application's role its password, and prepares the job queue. `url` is the owner's connection.
 * Errors: a server that is unfit, a migration that was changed after it ran or is unknown here, a key file that does not
 * open what is there.
 */
export async function prepareDatabase({ url, appUrl, keyring }: Preparing): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  try {
    await refuseUnfitServer(sql)
    await sql`select pg_advisory_lock(${oneAtATime})`
    await migrate(sql)
    await sql.begin(async (tx) => {
      await tx`set local role madoguchi_keeper`
      await refuseWrongKeys(tx, keyring)
      await refuseOtherSecrets(tx, keyring)
    })
    const password = appUrl ? decodeURIComponent(new URL(appUrl).password) : keyring.loginPassword()
    if (password) await giveLogin(sql, password)
    await migrateQueue(url)
  } finally {
    await sql.end()
  }
}

interface Preparing {
  url: string
  /** Of madoguchi_app, when it was configured: its password is the login's; without one the login is left as it is. */
  appUrl?: string | undefined
  keyring: Keyring
}

async function migrate(sql: Sql): Promise<void> {
  await sql`create table if not exists migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`
  const applied = await sql<{ name: string; sha256: string }[]>`select name, sha256 from migrations order by name`
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()

  for (const { name, sha256 } of applied) {
    if (!files.includes(name))
      throw new Error(
        `the database is newer than this version (${name}): run the newer one, or restore a backup from before the upgrade`,
      )
    if (sha256 !== digestOf(name)) throw new Error(`migration ${name} was changed after it ran here`)
  }
  for (const name of files.filter((file) => !applied.some((done) => done.name === file))) {
    const done = sql.begin(async (tx) => {
      const migration = () => tx.unsafe(readFileSync(join(folder, name), 'utf8')).simple()
      await (applied.length > 0 ? unbound(tx, migration) : migration()) // in a new database there are no rows yet
      await tx`insert into migrations (name, sha256) values (${name}, ${digestOf(name)})`
    })
    await done.catch((cause: unknown) => {
      throw new Error(`migration ${name} failed: ${cause instanceof Error ? cause.message : 'unknown'}`, { cause })
    })
  }
}

/**
 * Migrations change rows that are there already, and an owner who is no superuser is bound by the policies as everybody is:
 * it would see none of them. Inside the transaction they let the owner through, but for tables that the migration itself makes.
 */
async function unbound(tx: TransactionSql, migration: () => Promise<unknown>): Promise<void> {
  const bound = await tx<{ oid: number }[]>`
    select c.oid from pg_class c, pg_roles r where r.rolname = current_user and not (r.rolsuper or r.rolbypassrls)
      and c.relforcerowsecurity and c.relowner = r.oid`
  const oids = bound.map(({ oid }) => oid)
  await bind(tx, oids, 'no force')
  await migration()
  await bind(tx, oids, 'force')
}

/** Those of the tables that are there still, whatever they are called now. */
async function bind(tx: TransactionSql, oids: readonly number[], how: 'force' | 'no force'): Promise<void> {
  const tables = await tx<{ name: string }[]>`
    select oid::regclass::text as name from pg_class where oid = any (${[...oids]}::oid[])`
  const statements = tables.map(({ name }) => `alter table ${name} ${how} row level security`)
  if (statements.length > 0) await tx.unsafe(statements.join('; ')).simple()
}

/** The queue's tables. */
async function migrateQueue(url: string): Promise<void> {
  const queue = openQueuePool(url, 1)
  try {
    await runMigrations({ pgPool: queue.pool, logger: silent })
  } finally {
    await queue.end()
  }
}

const digestOf = (name: string) =>
  createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex')

/** The server gets the SCRAM verifier, never the password, so that no log of the server can hold it. */
async function giveLogin(sql: Sql, password: string): Promise<void> {
  const salt = randomBytes(16)
  const rounds = 4096
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64')
  const server = hmac('Server Key').toString('base64')
  const verifier = `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${server}`
  await alterPatiently(sql, `alter role madoguchi_app login password '${verifier}'`)
}

/** Logins belong to the whole server, which refuses (and does not queue) two at once: another database's portal starts. */
async function alterPatiently(sql: Sql, statement: string, tries = 20): Promise<void> {
  try {
    await sql.unsafe(statement)
  } catch (error) {
    if (tries === 0 || !/tuple concurrently updated/.test(String(error))) throw error
    await wait(20 + Math.random() * 80)
    await alterPatiently(sql, statement, tries - 1)
  }
}

const silent = new Logger(() => () => {})
