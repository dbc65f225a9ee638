/**
 * The way to the database. Every piece of work is one transaction as madoguchi_app with the actor set, so that row
 * security decides what exists. BEGIN, the actor and the first query travel together; nothing waits for BEGIN.
 */
import type { PendingQuery, Row, Sql } from 'postgres'
import postgres from 'postgres'
import type { ActingDb, Actor, Tx } from './context.ts'
import { dataKeys, type DataKeys } from './data-keys.server.ts'
import type { Keyring } from './keyring.server.ts'
import { type Lease, type Pool, openPool } from './pool.server.ts'

export interface Database {
  keyring: Keyring
  /** The owner's connection string: migrations, jobs and the command line only. */
  url: string
  as(actor: Actor): ActingDb
  /** One statement outside of any transaction and with no actor: for SECURITY DEFINER functions. */
  bare<T>(query: (sql: Sql) => Promise<T>): Promise<T>
  isReady(): Promise<boolean>
  end(): Promise<void>
}

export interface DatabaseOptions {
  url: string
  /** Connection string of madoguchi_app; derived from `url` and the keyring when left out. */
  appUrl?: string
  keyring: Keyring
  connections?: number
  /** Told of what fails after a commit; it undoes nothing. */
  onFault?: (fault: unknown) => void
}

interface Store {
  pool: Pool
  keys: DataKeys
  onFault: (fault: unknown) => void
}

export function openDatabase(options: DatabaseOptions): Database {
  const store: Store = {
    pool: openPool(options.appUrl ?? loginOf(options.url, options.keyring), options.connections ?? 16),
    keys: dataKeys(options.keyring),
    onFault: options.onFault ?? (() => {}),
  }
  const bare = <T>(query: (sql: Sql) => Promise<T>) => store.pool.use((lease) => query(lease.sql))
  return {
    keyring: options.keyring,
    url: options.url,
    as: (actor) => acting(store, actor),
    bare,
    isReady: () => bare((sql) => sql`select 1`.then(() => true)).catch(() => false),
    end: () => store.pool.end(),
  }
}

/** A connection as the owner, for the command line and the worker. The caller ends it. */
export const openAsOwner = (url: string): Sql => postgres(url, { max: 2, onnotice: () => {}, transform: camelCase })

export const camelCase = { column: { from: postgres.toCamel } }

function loginOf(url: string, keyring: Keyring): string {
  const login = new URL(url)
  login.username = 'madoguchi_app'
  login.password = keyring.loginPassword()
  return login.href
}

function acting(store: Store, actor: Actor): ActingDb {
  return {
    actor,
    as: (other) => acting(store, other),
    transaction: (work) => store.pool.use((lease) => transaction(store, lease, actor, work)),
    atOnce: (query) => store.pool.use((lease) => atOnce(lease, actor, query)),
  }
}

async function transaction<T>(store: Store, lease: Lease, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { sql } = lease
  const afterwards: (() => void | Promise<void>)[] = []
  const began = Promise.all([sql.unsafe('begin').execute(), actAs(sql, actor).execute()])
  began.catch(() => {}) // it is awaited below; work() may fail first
  const tx: Tx = {
    sql,
    actor,
    ...store.keys.within(sql, (task) => afterwards.push(task)),
    afterCommit: (task) => afterwards.push(task),
    become: async (other) => {
      tx.actor = other
      await actAs(sql, other)
    },
  }
  let result: T
  try {
    result = await work(tx)
    await began
    await commit(lease)
  } catch (error) {
    await sql.unsafe('rollback').catch(() => {}) // a lost connection has rolled back by itself
    throw error
  }
  for (const task of afterwards) await Promise.try(task).catch(store.onFault)
  return result
}

async function atOnce<T extends readonly (Row | undefined)[]>(
  lease: Lease,
  actor: Actor,
  query: (sql: Sql) => PendingQuery<T>,
): Promise<T> {
  const { sql } = lease
  const began = Promise.all([sql.unsafe('begin').execute(), actAs(sql, actor).execute()])
  const asked = query(sql).execute()
  const committed = commit(lease)
  const [, result] = await Promise.all([began, asked, committed.catch(() => {})]) // the query's own error says more
  await committed
  return result
}

/** PostgreSQL answers ROLLBACK when something failed before; a new connection knows of no transaction at all. */
async function commit(lease: Lease): Promise<void> {
  const lost = lease.lost()
  const done = await lease.sql.unsafe('commit').execute()
  if (done.command !== 'COMMIT' || lost || lease.lost()) throw new Error('the transaction was not committed')
}

const actAs = (sql: Sql, actor: Actor) => sql`
  select set_config('madoguchi.actor', ${actor.kind}, true),
    set_config('madoguchi.person', ${personOf(actor)}, true),
    set_config('madoguchi.report', ${actor.kind === 'holder' ? actor.reportId : ''}, true),
    set_config('madoguchi.organisation', ${'organisationId' in actor ? actor.organisationId : ''}, true),
    set_config('madoguchi.mandates', ${mandatesOf(actor)}, true),
    set_config('madoguchi.recipient', ${('recipient' in actor && actor.recipient) || ''}, true),
    set_config('madoguchi.prefecture', ${(actor.kind === 'officer' && actor.prefecture) || ''}, true)`

/** The id that stands in the audit; a holder is known by the report alone. */
export function personOf(actor: Actor): string {
  switch (actor.kind) {
    case 'member':
    case 'vendor':
      return actor.accountId
    case 'officer':
      return actor.officerId
    case 'operator':
      return actor.operatorId
    case 'machine':
      return actor.clientId
    default:
      return ''
  }
}

function mandatesOf(actor: Actor): string {
  if (actor.kind === 'vendor') return actor.mandateIds.join(',')
  return actor.kind === 'machine' ? (actor.mandateId ?? '') : ''
}
