/**
 * The way to the database. Every piece of work is one transaction as madoguchi_app with the actor set, so that row
 * security decides what exists. BEGIN, the actor and the first query travel together; nothing waits for BEGIN.
 */
import { availableParallelism } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import type { Sql } from 'postgres'
import postgres from 'postgres'
import { actAs } from '#db/connections/actor-settings.ts'
import { type Announcer, openAnnouncer } from '#db/connections/arrivals.server.ts'
import { atOnce, begin, commit, connectionLost, lostInstead } from '#db/connections/at-once.server.ts'
import { type Lease, type Pool, openPool } from '#db/connections/pool.server.ts'
import { dataKeys, type DataKeys } from '#db/sealing/data-keys.server.ts'
import { forgetOpenings } from '#db/sealing/kept-openings.server.ts'
import type { Keyring } from '#db/sealing/keyring.server.ts'
import { type FirstReports, openFirstReports } from '#db/submissions/first-reports.server.ts'
import type { ActingDb, Actor, DataKey, Reading, Tx } from './context.ts'

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
  /** A Unix socket for the app's connections. */
  socket?: string | null
  keyring: Keyring
  connections?: number
  /** How long one piece of work may take, waiting included; in ms. */
  patience?: number
  /** Told of what fails after a commit; it undoes nothing. */
  onFault?: (fault: unknown) => void
}

interface Store {
  pool: Pool
  keyring: Keyring
  keys: DataKeys
  announcer: Announcer
  firsts: FirstReports
  onFault: (fault: unknown) => void
}

/** More at work at once than processors can serve only makes each slower, and what waits stays in memory. */
const usual = Math.max(8, 4 * availableParallelism())

export function openDatabase(options: DatabaseOptions): Database {
  const { keyring, onFault = () => {} } = options
  const way = { url: options.appUrl ?? loginOf(options.url, keyring), socket: options.socket }
  const pool = openPool(way, options.connections ?? usual, options.patience)
  const bare = <T>(query: (sql: Sql) => Promise<T>) => pool.use((lease) => query(lease.sql))
  const announcer = openAnnouncer(bare, onFault)
  const store: Store = { pool, keyring, keys: dataKeys(keyring), announcer, firsts: openFirstReports(pool), onFault }
  return {
    keyring,
    url: options.url,
    as: (actor) => acting(store, actor),
    bare,
    isReady: () => Promise.race([bare((sql) => sql`select 1`.then(() => true)).catch(() => false), tooLate()]),
    end: async () => {
      await store.announcer.flush()
      await pool.end()
      forgetOpenings()
    },
  }
}

/** Whoever asks whether the store answers waits no longer than this for a store that hangs. */
const tooLate = () => wait(3000, false, { ref: false })

/** A connection as the owner, for the command line and the worker. The caller ends it. */
export const openAsOwner = (url: string): Sql => postgres(url, { max: 2, onnotice: () => {}, transform: camelCase })

/** For the audit's verifier and the keys' rewrapping: sees chains and wrapped keys, and nothing that these open. */
export const openAsKeeper = (url: string): Sql =>
  postgres(url, { max: 1, onnotice: () => {}, transform: camelCase, connection: { role: 'madoguchi_keeper' } })

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
    transaction: (work) => store.pool.use((lease) => transaction(store, lease, actor, { work })),
    atOnce: (query) => store.pool.use((lease) => atOnce(lease, actor, query)),
    readAtOnce: (work, reading) => readAtOnce(store, actor, { work, reading }),
    keysOf: (reportId, recipients) => keysOf(store, actor, reportId, recipients),
    // Nobody's report but one's own is put among those that are written together.
    writeFirst: (ready, alone) =>
      actor.kind === 'holder' && actor.reportId === ready.rows.reportId
        ? store.firsts.add({ ...ready, alone, program: actor.program ?? '' })
        : alone(),
    announce: store.announcer.announce,
  }
}

async function keysOf(store: Store, actor: Actor, reportId: string, recipients: readonly string[]) {
  const cached = store.keys.cached(reportId)
  const known = new Map<string, DataKey>()
  for (const recipient of recipients) {
    const key = store.keys.cached(recipient)
    if (key) known.set(recipient, key)
  }
  if (cached && known.size === recipients.length) return { report: cached, of: known }
  return acting(store, actor).transaction(async (tx) => {
    const report = await tx.reportKey(reportId)
    const of = new Map<string, DataKey>()
    for (const recipient of recipients) of.set(recipient, await tx.recipientKey(recipient))
    return { report, of }
  })
}

interface Asked<T> {
  work: (tx: Tx) => Promise<T>
  reading?: Reading | undefined
}

async function transaction<T>(store: Store, lease: Lease, actor: Actor, { work, reading }: Asked<T>): Promise<T> {
  const { sql } = lease
  const afterwards: (() => void | Promise<void>)[] = []
  const began = begin(sql, actor, reading)
  let isOpen = true
  const tx = txOf(
    store,
    whileOpen(sql, () => isOpen),
    actor,
    { afterwards, goesOn: lease.goesOn },
  )
  let result: T
  try {
    result = await work(tx)
    await began
    await commit(lease)
  } catch (error) {
    isOpen = false // for what goes on beside what failed: the connection is somebody else's soon
    await sql.unsafe('rollback').catch(() => {}) // a lost connection has rolled back by itself
    throw await lostInstead(lease, began, error)
  }
  for (const task of afterwards) await Promise.try(task).catch(store.onFault)
  return result
}

interface Around {
  afterwards: (() => void | Promise<void>)[]
  goesOn(): void
}

function txOf(store: Store, sql: Sql, actor: Actor, { afterwards, goesOn }: Around): Tx {
  const tx: Tx = {
    sql,
    actor,
    ...store.keys.within(sql, (task) => afterwards.push(task)),
    lookup: store.keyring.lookup,
    goesOn,
    afterCommit: (task) => afterwards.push(task),
    announce: (arrival) => afterwards.push(() => store.announcer.announce([arrival])),
    become: async (other) => {
      tx.actor = other
      await actAs(sql, other)
    },
  }
  return tx
}

async function readAtOnce<T>(store: Store, actor: Actor, asked: Asked<T>): Promise<T> {
  try {
    return await store.pool.use((lease) => readTogether(store, lease, actor, asked))
  } catch (error) {
    if (!(error instanceof AskedTooLate)) throw error
    return store.pool.use((lease) => transaction(store, lease, actor, asked)) // a key that was not in memory, for example
  }
}

async function readTogether<T>(store: Store, lease: Lease, actor: Actor, { work, reading }: Asked<T>): Promise<T> {
  let isOpen = true
  const began = begin(lease.sql, actor, reading)
  const result = work(
    txOf(
      store,
      whileOpen(lease.sql, () => isOpen),
      actor,
      { afterwards: [], goesOn: lease.goesOn },
    ),
  )
  result.catch(() => {}) // awaited below
  await new Promise<void>((done) => process.nextTick(done)) // until nothing goes on without an answer; all is written after
  isOpen = false
  const committed = commit(lease).catch(() => {}) // what failed before says more, and may fail later than this
  try {
    const [found] = await Promise.all([result, began])
    if (lease.lost()) throw connectionLost()
    return found
  } catch (error) {
    throw await lostInstead(lease, began, error)
  } finally {
    await committed // the connection is free only then
  }
}

class AskedTooLate extends Error {}

/** A query after the end would be nobody's and find nothing, or another actor's: it is refused instead. */
function whileOpen(sql: Sql, isOpen: () => boolean): Sql {
  return new Proxy(sql, {
    apply(target, self, told) {
      if (!isOpen()) throw new AskedTooLate('asked after the end of the transaction')
      return Reflect.apply(target, self, told)
    },
  })
}
