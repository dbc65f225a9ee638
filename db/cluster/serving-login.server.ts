/** Row security is only as good as the login it binds: whoever serves people is madoguchi_app, in the right database. */
import type { Database } from '#db/client.server.ts'

/** Errors: no way in, another login than madoguchi_app, one that no policy binds, a database without the portal's tables. */
export async function refuseOtherLogin(database: Database): Promise<void> {
  const [login] = await database.bare(
    (sql) => sql<{ name: string; isUnbound: boolean; isHere: boolean }[]>`
      select rolname as name, rolsuper or rolbypassrls as "isUnbound", to_regclass('reports') is not null as "isHere"
      from pg_roles where rolname = current_user`,
  )
  if (login?.name !== 'madoguchi_app') throw new Error(`it signs in as ${login?.name} instead of madoguchi_app`)
  if (login.isUnbound)
    throw new Error('row security does not bind its login: it must be no superuser, without BYPASSRLS')
  if (!login.isHere) throw new Error('its database does not have the tables of the portal')
}
