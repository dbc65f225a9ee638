import { rmSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { verifyAudit } from '#db/audit-verify.server.ts'
import { openAsKeeper, openDatabase } from '#db/client.server.ts'
import { startEmbedded } from '#db/embedded.server.ts'
import { moveOutbox, queueJob } from '#db/jobs.server.ts'
import { openKeyring, type Keyring } from '#db/keyring.server.ts'
import { checkKeys } from '#db/keys.server.ts'
import { prepareDatabase } from '#db/migrate.server.ts'
import { filedReport } from '#test/support/filings.ts'
import { scratchFolder } from '#test/support/scratch.ts'

/** Rented databases give no superuser: an owner who may make roles has to be enough. */
test('everything works for an owner who is no superuser, and whom the policies bind as well', async () => {
  const folder = scratchFolder()
  const server = await startEmbedded({ folder: join(folder, 'pg') })
  try {
    const root = postgres(server.url, { max: 1 })
    await root`create role plain login createrole password 'plain'`
    await root`create database rented owner plain`
    await root.end()
    const rented = new URL(server.url)
    Object.assign(rented, { username: 'plain', password: 'plain', pathname: '/rented' })
    const { href: url } = rented
    const keyring = openKeyring(join(folder, 'keys.json'), { create: true })
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
