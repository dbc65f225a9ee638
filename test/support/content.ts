/** All that a database holds, to be compared with what was restored. */
import postgres from 'postgres'

/** Every table of every schema: how many rows, and one hash over all that is in them. */
export async function contentOf(url: string): Promise<Record<string, string>> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const tables = await sql`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`
    const rows = tables.map(
      ({ name }) => `
      select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, ' ' order by t::text)), '') as held from ${name} t`,
    )
    const held = await sql.unsafe<{ name: string; held: string }[]>(rows.join(' union all '))
    return Object.fromEntries(held.map((row) => [row.name, row.held]))
  } finally {
    await sql.end()
  }
}

/** What is the portal's own; the queue's bookkeeping goes on when a portal starts. */
export const ours = (held: Record<string, string>) =>
  Object.fromEntries(Object.entries(held).filter(([name]) => name.startsWith('public.')))
