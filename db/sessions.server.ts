/** Sessions. The cookie holds a token, the database its hash; only whoever has the token finds the session. */
import type { Database } from './client.server.ts'
import type { Actor, Tx } from './context.ts'

export interface Session {
  actor: Actor
  createdAt: Date
  expiresAt: Date
}

export async function insertSession(
  tx: Tx,
  { hash, actor, now, expiresAt }: { hash: Uint8Array; actor: Actor; now: Date; expiresAt: Date },
): Promise<void> {
  await tx.sql`
    insert into sessions (token_hash, actor, created_at, expires_at)
    values (${hash}, ${JSON.stringify(actor)}::text::jsonb, ${now}, ${expiresAt})`
}

export async function findSession(database: Database, hash: Uint8Array, now: Date): Promise<Session | null> {
  const [session] = await database.bare((sql) => sql<Session[]>`select * from session_of(${hash}, ${now})`)
  return session ?? null
}

export async function markSessionEnded(database: Database, hash: Uint8Array): Promise<void> {
  await database.bare((sql) => sql`select session_end(${hash})`)
}
