/**
 * An online copy of the embedded server: pg_backup_start, the data folder file by file while the portal works on,
 * pg_backup_stop, and the journal between the two, from which the copy is made whole when it is first started.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { copyFile, copyFolder, type BackupFile } from './backup-files.server.ts'

/** What a server makes anew at its start, or what belongs to the running one only. */
const emptied = /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/./
const left = /(^|\/)(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map|pg_internal\.init|pgsql_tmp[^/]*)(\/|$)/

/** `url` is the superuser's. Writes `<into>/cluster` and returns what it holds, with paths below `into`. */
export async function copyCluster(url: string, cluster: string, into: string): Promise<BackupFile[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, idle_timeout: 0, max_lifetime: null }) // the backup is this session's
  const copy = join(into, 'cluster')
  try {
    await keepJournal(sql)
    await sql`select pg_backup_start(label => 'madoguchi', fast => true)`
    const files = await copyFolder({
      from: cluster,
      to: copy,
      wanted: (path) => !emptied.test(path) && !left.test(path),
    })
    const { label, first, last } = await stopped(sql)
    files.push(await written(copy, 'backup_label', label))
    files.push(...(await journal(join(cluster, 'pg_wal'), join(copy, 'pg_wal'), first, last)))
    return files.map((file) => ({ ...file, path: join('cluster', file.path) }))
  } finally {
    await sql.end()
  }
}

/** A slot of this session holds back the removal of the journal; it is gone with the session, whatever happens. */
async function keepJournal(sql: Sql): Promise<void> {
  await sql`select pg_create_physical_replication_slot(${`madoguchi_backup_${process.pid}`}, true, true)`
}

async function stopped(sql: Sql): Promise<{ label: string; first: string; last: string }> {
  const [end] = await sql<{ labelfile: string; last: string }[]>`
    select labelfile, pg_walfile_name(lsn) as last from pg_backup_stop(wait_for_archive => false)`
  const first = end?.labelfile.match(/^START WAL LOCATION: .* \(file ([0-9A-F]{24})\)$/m)?.[1]
  if (!end || !first) throw new Error('the server did not say which part of the journal belongs to the copy')
  return { label: end.labelfile, first, last: end.last }
}

/** The segments from the first to the last, and the histories of timelines. */
async function journal(from: string, to: string, first: string, last: string): Promise<BackupFile[]> {
  mkdirSync(join(to, 'archive_status'), { recursive: true, mode: 0o700 })
  const names = readdirSync(from).filter((name) =>
    /^[0-9A-F]{24}$/.test(name) ? name >= first && name <= last : /^[0-9A-F]{8}\.history$/.test(name),
  )
  if (!names.includes(first) || !names.includes(last)) throw new Error('the journal of the copy is not whole')
  const files: BackupFile[] = []
  for (const name of names.toSorted()) {
    const file = await copyFile(join(from, name), join(to, name))
    if (!file) throw new Error(`${name} of the journal went away`)
    files.push({ path: join('pg_wal', name), ...file })
  }
  return files
}

async function written(folder: string, name: string, text: string): Promise<BackupFile> {
  const file = await open(join(folder, name), 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  return { path: name, size: Buffer.byteLength(text), sha256: sha256(text) }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
