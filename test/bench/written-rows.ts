/**
 * Takes down every row that a transaction writes, in whatever table, by triggers that stand only while one submission
 * is watched. Rows are kept as first written: the jobs that follow a submission change some of them at once.
 */
import type { Sql } from 'postgres'

export interface WrittenTable {
  name: string
  columns: readonly { name: string; type: string }[]
  rows: readonly Readonly<Record<string, unknown>>[]
}

/** What the transaction that inserted into `revisions` wrote while `submission` ran. `sql` is the owner's. */
export async function rowsOfSubmission(sql: Sql, submission: () => Promise<void>): Promise<WrittenTable[]> {
  const names = await tablesOf(sql)
  await patiently(() => sql.unsafe(watching + names.map(watch).join('')))
  try {
    await submission()
    const [revision] = await sql<{ transaction: string }[]>`
      select transaction::text from watched.rows where name = 'public.revisions'`
    if (!revision) throw new Error('the submission that was watched wrote no revision')
    const tables = await Promise.all(names.map((name) => rowsOfTable(sql, name, revision.transaction)))
    return tables.filter(({ rows }) => rows.length > 0)
  } finally {
    const ends = names.map((name) => `drop trigger watched on ${name};`).join('') + 'drop schema watched cascade'
    await patiently(() => sql.unsafe(ends))
  }
}

/** The portal's own jobs may hold the same tables in another order; the database then ends one of the two. */
async function patiently(change: () => Promise<unknown>, tries = 5): Promise<void> {
  try {
    await change()
  } catch (error) {
    if (tries === 0 || !/deadlock/.test(String(error))) throw error
    await patiently(change, tries - 1)
  }
}

const watching = `
  create schema watched;
  create table watched.rows (at bigint generated always as identity, name text, transaction xid8, line jsonb);
  create function watched.take_down() returns trigger language plpgsql security definer as $$
    begin
      insert into watched.rows (name, transaction, line)
        values (tg_table_schema || '.' || tg_table_name, pg_current_xact_id(), to_jsonb(new));
      return null;
    end $$;
  grant usage on schema watched to public;`

const watch = (name: string) =>
  `create trigger watched after insert or update on ${name} for each row execute function watched.take_down();`

async function tablesOf(sql: Sql): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker') and not c.relispartition order by c.oid`
  return tables.map(({ name }) => name)
}

/** A row that was changed several times in the transaction counts once, as it was left. */
async function rowsOfTable(sql: Sql, name: string, transaction: string): Promise<WrittenTable> {
  const columns = await sql<{ name: string; type: string; key: boolean; counted: boolean }[]>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attidentity <> '' as counted,
      exists (select from pg_index i where i.indrelid = a.attrelid and i.indisprimary and a.attnum = any (i.indkey)) as key
    from pg_attribute a
    where a.attrelid = ${name}::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by a.attnum`
  const rows = await sql.unsafe(
    `select (jsonb_populate_record(null::${name}, line)).* from watched.rows
      where name = $1 and transaction = $2::xid8 order by at`,
    [name, transaction],
  )
  const keys = columns.filter(({ key }) => key).map((column) => column.name)
  const last = new Map(rows.map((row) => [JSON.stringify(keys.map((key) => row[key])), row]))
  const told = columns.filter((column) => !column.counted && rows.some((row) => row[column.name] !== null))
  return { name, columns: told.map(({ name: column, type }) => ({ name: column, type })), rows: [...last.values()] }
}
