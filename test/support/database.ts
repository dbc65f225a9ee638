/** A database of one's own, cloned from the migrated template. */
import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, inject } from 'vitest'
import { camelCase, type Database, openDatabase } from '#db/client.server.ts'
import { openKeyring } from '#db/keyring.server.ts'
import { databaseUrl, template } from './global-database.ts'

export interface TestDatabase extends Database {
  /** As the superuser, whom no policy binds: to look, and to do what an attacker of the server could do. */
  owner: Sql
}

/** Call it at the top of a test file; it is dropped when the file is done. */
export async function testDatabase(options: { connections?: number } = {}): Promise<TestDatabase> {
  const { url: server, keyFile } = inject('server')
  const name = `test_${randomBytes(6).toString('hex')}`
  const root = postgres(server, { max: 1, onnotice: () => {} })
  await root.unsafe(`create database ${name} template ${template} strategy file_copy`)

  const url = databaseUrl(server, name)
  const owner = postgres(url, { max: 3, onnotice: () => {}, transform: camelCase })
  const database = openDatabase({ url, keyring: openKeyring(keyFile), connections: options.connections ?? 8 })
  afterAll(async () => {
    await database.end()
    await owner.end()
    await root.unsafe(`drop database ${name} with (force)`)
    await root.end()
  })
  return { ...database, owner }
}
