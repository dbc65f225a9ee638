/** Sessions. The cookie holds a token, the database its hash; only whoever has the token finds the session. */
import type { Database } from '#db/client.server.ts'
import { askedTogether } from '#db/connections/asked-together.server.ts'
import type { Actor, Tx } from '#db/context.ts'
import { sessionPlace } from '#db/places.ts'

/** How somebody came in. `demo` exists in the demo only: one click. */
export type Means = 'passkey' | 'totp' | 'recovery' | 'openid' | 'demo'

export interface Session {
  actor: Actor
  createdAt: Date
  expiresAt: Date
  /** Null for the session of a report, which nobody has a login for. */
  id: string | null
  loginId: string | null
  means: Means | null
  /** When a factor was last shown. */
  factorAt: Date | null
}

/** Where somebody sits: the browser as it names itself, and the network address. */
export interface SessionPlace {
  browser: string
  address: string
}

export interface LoginSession {
  id: string
  loginId: string
  means: Means
  place: SessionPlace
  /** When a factor was shown, where that was not now. */
  factorAt?: Date | undefined
}

/**
 * May a report be opened by its key still, or `typed` at the desk? What ends that waits until this transaction, which inserts the
 * session, has ended. As anyone.
 */
export async function holderEnters(
  tx: Tx,
  { reportId, typed }: { reportId: string; typed: boolean },
): Promise<boolean> {
  const [row] = await tx.sql<{ enters: boolean }[]>`select holder_enters(${reportId}, ${typed}) as enters`
  return row?.enters ?? false
}

/** With a `login` the session can be listed and ended by its person. As anyone; with a login, as the worker. */
export async function insertSession(
  tx: Tx,
  session: { hash: Uint8Array; actor: Actor; now: Date; expiresAt: Date; login?: LoginSession },
): Promise<void> {
  const { hash, actor, now, expiresAt, login } = session
  const said = JSON.stringify(actor)
  if (!login) {
    await tx.sql`
      insert into sessions (token_hash, actor, created_at, expires_at)
      values (${hash}, ${said}::text::jsonb, ${now}, ${expiresAt})`
    return
  }
  const { id, loginId, means, factorAt = now } = login
  const place = (await tx.peopleKey()).seal(sessionPlace(id, loginId), login.place)
  await tx.sql`
    insert into sessions (token_hash, actor, created_at, expires_at, id, login_id, means, factor_at, seen_at, place)
    values (${hash}, ${said}::text::jsonb, ${now}, ${expiresAt}, ${id}, ${loginId}, ${means}, ${factorAt}, ${now}, ${place})`
}

export const findSession = (database: Database, hash: Uint8Array, now: Date): Promise<Session | null> =>
  askForSessions(database, { hash, now })

const askForSessions = askedTogether(async (database, asked: readonly { hash: Uint8Array; now: Date }[]) => {
  const hashes = asked.map(({ hash }) => Buffer.from(hash).toString('hex'))
  const moments = asked.map(({ now }) => now.toISOString())
  const found = await database.bare(
    (sql) => sql<(Session & { at: number })[]>`
      select w.at::integer, s.* from unnest(${hashes}::text[], ${moments}::timestamptz[]) with ordinality w (hash, moment, at),
        session_of(decode(w.hash, 'hex'), w.moment) s`,
  )
  const sessions = new Map(found.map(({ at, ...session }) => [at - 1, session]))
  return asked.map((_, at) => sessions.get(at) ?? null)
})

export async function markSessionEnded(database: Database, hash: Uint8Array): Promise<void> {
  await database.bare((sql) => sql`select session_end(${hash})`)
}

/** For the list of somebody's sessions; a session of a report keeps no such time. */
export async function markSessionSeen(database: Database, hash: Uint8Array, now: Date): Promise<void> {
  await database.bare((sql) => sql`select session_seen(${hash}, ${now})`)
}

export interface SessionLine extends SessionPlace {
  id: string
  means: Means
  createdAt: Date
  seenAt: Date
}

/** The open sessions of a login, latest first. As the worker. */
export async function listSessions(tx: Tx, loginId: string): Promise<SessionLine[]> {
  const key = await tx.peopleKey()
  const rows = await tx.sql<(Omit<SessionLine, keyof SessionPlace> & { place: Buffer })[]>`
    select id, means, created_at, seen_at, place from sessions where login_id = ${loginId} order by seen_at desc`
  return rows.map(({ place, ...line }) => ({
    ...line,
    ...key.unseal<SessionPlace>(sessionPlace(line.id, loginId), place),
  }))
}

/** Ends one session of a login, or all of them but one. Returns how many. */
export async function endSessions(
  tx: Tx,
  loginId: string,
  which: { id?: string; but?: string | null } = {},
): Promise<number> {
  const { id = null, but = null } = which
  const ended = await tx.sql`
    delete from sessions where login_id = ${loginId} and (${id}::uuid is null or id = ${id})
      and (${but}::uuid is null or id <> ${but})`
  return ended.count
}
