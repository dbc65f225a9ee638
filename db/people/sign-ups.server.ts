/** A mail address that somebody wrote down: to make an account, or because the way in is lost. The job tells which. */
import type { Tx } from '#db/context.ts'
import { signUpPlace } from '#db/places.ts'
import { newToken, tokenHash } from '#db/sealing/secrets.server.ts'
import { mailHash } from './accounts.server.ts'

const lasts = 24 * 3_600_000
/** Mails to one address within a day; whoever asks more often is told the same. */
const most = 5

export interface SignUp {
  mail: string
  name: string
  language: 'ja' | 'en'
  /** Asked for with the words "I cannot get in": an unknown address then gets no mail. */
  lost: boolean
}

interface Content extends SignUp {
  /** Until the mail is sent; then its hash is all there is. */
  token?: string
}

/** As the worker. Returns what names the row for the job, and the token (the demo shows it). */
export async function insertSignUp(tx: Tx, asked: SignUp, now: Date): Promise<{ row: string; token: string }> {
  const { token, hash } = newToken()
  const row = hash.toString('hex')
  const content = (await tx.peopleKey()).seal(signUpPlace(row), { ...asked, token } satisfies Content)
  await tx.sql`delete from sign_ups where expires_at < ${now}`
  await tx.sql`
    insert into sign_ups (token_hash, mail_hash, content, made_at, expires_at)
    values (${hash}, ${mailHash(tx, asked.mail)}, ${content}, ${now}, ${new Date(now.getTime() + lasts)})`
  return { row, token }
}

export interface UnsentSignUp extends SignUp {
  token: string
  madeAt: Date
  tooMany: boolean
}

/** What the job is to send; null when it was sent, or is too old. */
export async function findUnsentSignUp(tx: Tx, row: string): Promise<UnsentSignUp | null> {
  const hash = Buffer.from(row, 'hex')
  const [found] = await tx.sql<{ content: Buffer; madeAt: Date; earlier: number }[]>`
    select content, made_at, (select count(*)::int from sign_ups o
      where o.mail_hash = s.mail_hash and o.sent_at is not null) as earlier
    from sign_ups s where token_hash = ${hash} and sent_at is null`
  if (!found) return null
  const { token, ...asked } = (await tx.peopleKey()).unseal<Content>(signUpPlace(row), found.content)
  return token ? { ...asked, token, madeAt: found.madeAt, tooMany: found.earlier >= most } : null
}

/** From now on the token is in the mail only. `accountId`: whose way in is lost. */
export async function markSignUpSent(
  tx: Tx,
  row: string,
  asked: SignUp,
  accountId: string | null,
  now: Date,
): Promise<void> {
  const { mail, name, language, lost } = asked
  const content = (await tx.peopleKey()).seal(signUpPlace(row), { mail, name, language, lost } satisfies Content)
  await tx.sql`
    update sign_ups set content = ${content}, sent_at = ${now}, account_id = ${accountId}
    where token_hash = ${Buffer.from(row, 'hex')}`
}

/** Whom the link is for: an account whose way in is lost, or (null) an account that is still to be made. */
export async function findSignUp(
  tx: Tx,
  token: string,
  now: Date,
): Promise<(SignUp & { accountId: string | null }) | null> {
  const hash = tokenHash(token)
  const [row] = await tx.sql<{ content: Buffer; accountId: string | null }[]>`
    select content, account_id from sign_ups where token_hash = ${hash} and used_at is null and expires_at > ${now}`
  if (!row) return null
  const content = (await tx.peopleKey()).unseal<Content>(signUpPlace(hash.toString('hex')), row.content)
  return { ...content, accountId: row.accountId }
}

/** Links for a lost way in that went to an address which the account no longer has. */
export async function endLostLinks(tx: Tx, accountId: string): Promise<void> {
  await tx.sql`delete from sign_ups where account_id = ${accountId} and used_at is null`
}

/** False when it was used in between. */
export async function markSignUpUsed(tx: Tx, token: string, now: Date): Promise<boolean> {
  const used = await tx.sql`
    update sign_ups set used_at = ${now} where token_hash = ${tokenHash(token)} and used_at is null returning 1`
  return used.length > 0
}
