/** Whether a PostgreSQL of one's own can hold the portal, asked before anything is made in it. */
import postgres, { type Sql } from 'postgres'

interface Server {
  number: number
  version: string
  owner: string
  mayMake: boolean
  /** Of the portal's two roles; and does the owner keep those that are there? */
  roles: number
  keeps: boolean
}

/** Errors: a server older than 18, or an owner who may not make the portal's two roles or does not keep them. */
export async function refuseUnfitServer(sql: Sql): Promise<void> {
  const [server] = await sql<Server[]>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
      current_user as owner, rolsuper or rolcreaterole as "mayMake", there.roles, there.keeps
    from pg_roles, (
      select count(*)::int as roles, coalesce(bool_and(pg_has_role(oid, 'member with admin option')), true) as keeps
      from pg_roles where rolname in ('madoguchi_app', 'madoguchi_keeper')
    ) there where rolname = current_user`
  if (!server || server.number < 180_000)
    throw new Error(`PostgreSQL 18 or newer is needed, found ${server?.version ?? 'none'}`)
  if (server.roles < 2 && !server.mayMake)
    throw new Error(`${server.owner} may not make roles: as a superuser, \`alter role ${server.owner} createrole\``)
  if (!server.keeps)
    throw new Error(
      `the roles madoguchi_app and madoguchi_keeper of this server belong to another owner than ${server.owner}`,
    )
}

/**
 * A pooler that gives each transaction another connection (`pool_mode = transaction`) looks well until several ask at
 * once: then prepared statements, LISTEN and locks are on connections of somebody else. Two that are open show it.
 */
export async function refusePooler(url: string): Promise<void> {
  const open = () => postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  const both = [open(), open()]
  try {
    const pids = new Set<number>()
    for (const sql of both)
      for (const { pid } of await sql<{ pid: number }[]>`select pg_backend_pid() as pid`) pids.add(pid)
    if (pids.size < 2)
      throw new Error(
        'a pooler shares its connections among transactions; name the server itself, or let it pool sessions',
      )
  } finally {
    await Promise.all(both.map((sql) => sql.end()))
  }
}
