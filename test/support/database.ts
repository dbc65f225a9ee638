/** A database of one's own, cloned from the migrated template. */
import postgres, { type ReservedSql, type Sql } from 'postgres'
import { afterAll, expect, inject } from 'vitest'
import { camelCase, type Database, openDatabase } from '#db/client.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { cloneOfEmpty, type Clone } from './clone.ts'

export interface TestDatabase extends Database {
  /** As the superuser, whom no policy binds: to look, and to do what an attacker of the server could do. */
  owner: Sql
}

/** In ms. A busy machine is no defect; tests about a database that hangs open it themselves. */
const patience = 20_000

/** Call it at the top of a test file; it is dropped when the file is done. Empty, unless it is said what it is a copy of. */
export async function testDatabase(
  options: { connections?: number; from?: () => Promise<Clone> } = {},
): Promise<TestDatabase> {
  const { url, drop } = await (options.from ?? cloneOfEmpty)()
  const { socket, keyFile } = inject('server') // as the portal itself goes: a third cheaper than the loopback
  const owner = postgres(url, { max: 3, onnotice: () => {}, transform: camelCase, ...(socket ? { path: socket } : {}) })
  const keyring = openKeyring(keyFile)
  const database = openDatabase({ url, socket, keyring, connections: options.connections ?? 8, patience })
  afterAll(async () => {
    await database.end()
    await owner.end()
    await drop()
  })
  return { ...database, owner }
}

/** Until somebody, or as many as are named, wait for a row or a turn that another transaction holds. */
export const somebodyWaits = ({ owner }: Pick<TestDatabase, 'owner'>, many = 1) =>
  expect
    .poll(async () => {
      const waiting = await owner`
        select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
      return waiting.length
    })
    .toBeGreaterThanOrEqual(many)

/** What `work` does beside others is never written: they wait for it and find nothing of it. */
export async function unwritten<T>(
  { owner }: Pick<TestDatabase, 'owner'>,
  work: (sql: ReservedSql) => Promise<T>,
): Promise<T> {
  const connection = await owner.reserve()
  try {
    await connection`begin`
    return await work(connection)
  } finally {
    await connection`rollback`
    connection.release()
  }
}
