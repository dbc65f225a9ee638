/** Sessions as the portal makes them at its door, without the doors: a row in the store and the cookie that goes with it. */
import type { Database } from '#db/client.server.ts'
import type { Actor } from '#db/context.ts'
import { insertSession } from '#db/people/sessions.server.ts'
import { newId, newToken } from '#db/sealing/secrets.server.ts'

const halfADay = 12 * 3_600_000

/** Returns the Cookie header of somebody's requests. With a login the session is listed, and fresh. */
export async function signIn(
  database: Database,
  door: 'report' | 'staff',
  actor: Actor,
  loginId?: string,
  /** When the browser was here last. */
  seenAt = new Date(),
): Promise<string> {
  const [{ token, hash }, now] = [newToken(), new Date()]
  const expiresAt = new Date(now.getTime() + halfADay)
  const place = { browser: '', address: '' }
  const login = loginId ? { login: { id: newId(), loginId, means: 'totp', place } as const } : {}
  await database
    .as({ kind: loginId ? 'worker' : 'anyone' })
    .transaction((tx) => insertSession(tx, { hash, actor, now, expiresAt, ...login }))
  const at = seenAt.getTime()
  const seal = database.keyring.lookup(`session ${door} ${token} ${at}`).toString('base64url')
  return `${door}=${token}.${at}.${seal}`
}
