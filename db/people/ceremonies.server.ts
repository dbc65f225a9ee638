/** What was asked of a browser and waits for its one answer: a passkey's challenge, a code that confirms a new secret. */
import type { Tx } from '#db/context.ts'
import { ceremonyPlace } from '#db/places.ts'
import { newToken, tokenHash } from '#db/sealing/secrets.server.ts'

const lasts = 10 * 60_000
const mostTries = 5

/** Returns the token that the answer must come with. As the worker. */
export async function beginCeremony(
  tx: Tx,
  asked: { purpose: string; loginId: string | null; content: unknown },
  now: Date,
): Promise<string> {
  const { token, hash } = newToken()
  const key = await tx.peopleKey()
  const sealed = key.seal(ceremonyPlace(hash.toString('hex')), asked.content)
  const expiresAt = new Date(now.getTime() + lasts)
  await tx.sql`delete from ceremonies where expires_at < ${now}`
  await tx.sql`
    insert into ceremonies (token_hash, purpose, login_id, content, expires_at)
    values (${hash}, ${asked.purpose}, ${asked.loginId}, ${sealed}, ${expiresAt})`
  return token
}

export interface Ceremony<T> {
  loginId: string | null
  content: T
}

/** Takes it away, so that no answer counts twice. Content is what was begun under this purpose. */
export async function takeCeremony<T>(
  tx: Tx,
  { token, purpose }: { token: string; purpose: string },
  now: Date,
): Promise<Ceremony<T> | null> {
  const hash = tokenHash(token)
  const [row] = await tx.sql<{ loginId: string | null; content: Buffer }[]>`
    delete from ceremonies where token_hash = ${hash} and purpose = ${purpose} and expires_at > ${now}
    returning login_id, content`
  return row ? opened(tx, hash, row) : null
}

/** Looks at it and counts the try; after five it is gone. For answers that people mistype. */
export async function tryCeremony<T>(
  tx: Tx,
  { token, purpose }: { token: string; purpose: string },
  now: Date,
): Promise<Ceremony<T> | null> {
  const hash = tokenHash(token)
  const [row] = await tx.sql<{ loginId: string | null; content: Buffer }[]>`
    update ceremonies set tries = tries + 1
    where token_hash = ${hash} and purpose = ${purpose} and expires_at > ${now} and tries < ${mostTries}
    returning login_id, content`
  return row ? opened(tx, hash, row) : null
}

async function opened<T>(tx: Tx, hash: Buffer, row: { loginId: string | null; content: Buffer }): Promise<Ceremony<T>> {
  const key = await tx.peopleKey()
  return { loginId: row.loginId, content: key.unseal<T>(ceremonyPlace(hash.toString('hex')), row.content) }
}
