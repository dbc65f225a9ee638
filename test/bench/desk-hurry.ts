/** What makes seeding quick, and is taken back before anything is measured. */
import type { Sql } from 'postgres'

const untilDone = { fsync: 'off', full_page_writes: 'off', max_wal_size: '32GB' }

/** Nothing is measured yet, and what is lost is made again. Foreign keys and triggers: what is written here is right. */
export async function hurry(sql: Sql): Promise<void> {
  for (const [name, value] of Object.entries(untilDone)) await sql.unsafe(`alter system set ${name} = '${value}'`)
  await sql`select pg_reload_conf()`
  await sql`set session_replication_role = replica`
  await sql`set synchronous_commit = off`
  await sql`set maintenance_work_mem = '2GB'`
  await sql`set work_mem = '64MB'`
}

/** As the portal runs, with everything on the disk. */
export async function endHurry(sql: Sql): Promise<void> {
  await sql`set session_replication_role = origin`
  for (const name of Object.keys(untilDone)) await sql.unsafe(`alter system reset ${name}`)
  await sql`select pg_reload_conf()`
  await sql`checkpoint`
}

/** Building an index once is quicker than growing it; constraints stay. Returns how to build them again. */
export async function dropIndexes(sql: Sql, tables: readonly string[]): Promise<string[]> {
  const found = await sql<{ name: string; definition: string }[]>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid::regclass::text in ${sql(tables)}
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`
  for (const { name } of found) await sql.unsafe(`drop index ${name}`)
  return found.map(({ definition }) => definition)
}
