/** Puts a copy of the embedded server back in an empty place, and reads everything in it before anybody relies on it. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Sql } from 'postgres'
import { verifyAudit } from '#db/audit/audit-verify.server.ts'
import { readCheckpoints } from '#db/audit/checkpoints.server.ts'
import { openAsKeeper, openAsOwner } from '#db/client.server.ts'
import { startEmbedded } from '#db/cluster/embedded.server.ts'
import { unprivileged } from '#db/cluster/postgres-binaries.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import type { Keyring } from '#db/sealing/keyring.server.ts'
import { checkKeys, refuseOtherSecrets } from '#db/sealing/keys.server.ts'
import { copyFile, copyFolder, makeFolder, syncFolders } from './backup-files.server.ts'
import { BackupRefusal } from './backup-manifest.server.ts'
import { restoreServer } from './backup-server.server.ts'

/** PostgreSQL wants them and never makes them; whoever carried the backup elsewhere may have lost empty folders. */
const emptyFolders = ['commit_ts', 'dynshmem', 'logical/mappings', 'logical/snapshots', 'notify', 'replslot', 'serial']
  .concat(['snapshots', 'stat', 'stat_tmp', 'subtrans', 'tblspc', 'twophase', 'wal/archive_status', 'wal/summaries'])
  .map((name) => `pg_${name}`)

export interface Restored {
  reports: number
  auditLines: number
  dataKeys: number
}

/** `<backup>/cluster` and `<backup>/password` to `folder`. It looks like a database only once it is whole. */
export async function placeCluster(backup: string, folder: string): Promise<void> {
  const partial = join(folder, 'cluster.partial')
  rmSync(partial, { recursive: true, force: true })
  const owner = unprivileged()
  await copyFolder({ from: join(backup, 'cluster'), to: partial, owner })
  for (const name of emptyFolders) makeFolder(join(partial, name), owner)
  await copyFile(join(backup, 'password'), join(folder, 'password'))
  renameSync(partial, join(folder, 'cluster'))
  await syncFolders(folder)
}

/**
 * Starts the restored server, which works through its journal, and reads all of it: every table (each page has its
 * checksum), every line of the audit against the checkpoints, every data key. Errors: BackupRefusal that says what is wrong.
 */
export async function provePlaced(
  place: { folder: string } | { url: string },
  checkpoints: string,
  keyring: Keyring,
): Promise<Restored> {
  if ('url' in place) return prove(place.url, checkpoints, keyring)
  const server = await startEmbedded(place)
  return prove(server.url, checkpoints, keyring).finally(() => server.stop())
}

async function prove(url: string, checkpoints: string, keyring: Keyring): Promise<Restored> {
  const [owner, keeper] = [openAsOwner(url), openAsKeeper(url)]
  try {
    await readAll(owner)
    const { lines, broken } = await verifyAudit(keeper, readCheckpoints(checkpoints, keyring).signed)
    if (broken)
      throw new BackupRefusal(`The audit is broken: report ${broken.reportId}, line ${broken.sequence}, ${broken.why}.`)
    const keys = await checkKeys(keeper, keyring)
    if (keys.broken.length > 0)
      throw new BackupRefusal(`The data key ${keys.broken[0]} does not open with this key file.`)
    await refuseOtherSecrets(keeper, keyring).catch((error: unknown) => {
      throw error instanceof StoreRefusal ? new BackupRefusal(`Another key file: ${error.message}.`) : error
    })
    const [counted] = await owner<{ reports: number }[]>`select count(*)::int as reports from reports`
    const dataKeys = Object.values(keys.held).reduce((sum, count) => sum + count, 0)
    return { reports: counted?.reports ?? 0, auditLines: lines, dataKeys }
  } finally {
    await Promise.all([owner.end(), keeper.end()])
  }
}

async function readAll(owner: Sql): Promise<void> {
  const tables = await owner<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`
  for (const { name } of tables) await owner.unsafe(`select sum(length(t::text)) from ${name} t`)
}

/** Errors: BackupRefusal when there is anything of a portal in the database. */
export async function refuseFilled(url: string): Promise<void> {
  const owner = openAsOwner(url)
  try {
    const [found] = await owner<{ name: string }[]>`
      select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace limit 1`
    if (found)
      throw new BackupRefusal(`The database is not empty (${found.name}): restore goes into an empty place only.`)
  } finally {
    await owner.end()
  }
}

/** Roles belong to the whole server and are in no dump; the login gets its password when the portal starts. */
export async function fillServer(url: string, dump: string): Promise<void> {
  const owner = openAsOwner(url)
  try {
    for (const role of ['madoguchi_app', 'madoguchi_keeper']) {
      const [known] = await owner`select from pg_roles where rolname = ${role}`
      if (!known) await owner.unsafe(`create role ${role} nosuperuser nobypassrls nocreatedb nocreaterole noinherit`)
    }
    await owner`grant madoguchi_keeper to current_user with set true`
  } finally {
    await owner.end()
  }
  await restoreServer(url, dump)
}

/** Checkpoints, evidence and the like, when the backup has them. */
export async function placeFolder(backup: string, name: string, to: string): Promise<void> {
  const from = join(backup, name)
  if (!existsSync(from)) return
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  await copyFolder({ from, to })
}
