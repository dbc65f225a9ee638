/** Another mail address that somebody with an account wants to have. As the worker, where nothing else is said. */
import type { Tx } from '#db/context.ts'
import { mailChangePlace } from '#db/places.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { mailHash } from './accounts.server.ts'

const lasts = 24 * 3_600_000
const mostTries = 5
/** How long an operator finds the account by the address before, ms. */
const remembered = 183 * 24 * 3_600_000

interface Content {
  mail: string
  before: string
  language: 'ja' | 'en'
}

export interface MailChange extends Content {
  id: string
  accountId: string
  madeAt: Date
  doneAt: Date | null
}

/** Whatever was asked for before ends. */
export async function insertMailChange(
  tx: Tx,
  { accountId, now, ...content }: Content & { accountId: string; now: Date },
): Promise<string> {
  const id = newId()
  const sealed = (await tx.peopleKey()).seal(mailChangePlace(id), content satisfies Content)
  await endMailChange(tx, accountId)
  await tx.sql`delete from mail_changes where made_at < ${new Date(now.getTime() - remembered)}`
  await tx.sql`
    insert into mail_changes (id, account_id, content, former_hash, made_at)
    values (${id}, ${accountId}, ${sealed}, ${mailHash(tx, content.before)}, ${now})`
  return id
}

type Row = Omit<MailChange, keyof Content> & { content: Buffer }

const columns = (tx: Tx) => tx.sql`id, account_id, content, made_at, done_at`

export async function findMailChange(tx: Tx, id: string): Promise<MailChange | null> {
  const [row] = await tx.sql<Row[]>`select ${columns(tx)} from mail_changes where id = ${id}`
  return row ? opened(tx, row) : null
}

/** What waits for its code; null also when it waited too long, or was guessed at too often. */
export async function findOpenMailChange(tx: Tx, accountId: string, now: Date): Promise<MailChange | null> {
  const [row] = await tx.sql<Row[]>`
    select ${columns(tx)} from mail_changes
    where account_id = ${accountId} and done_at is null and tries < ${mostTries}
      and made_at > ${new Date(now.getTime() - lasts)} for update`
  return row ? opened(tx, row) : null
}

async function opened(tx: Tx, { content, ...row }: Row): Promise<MailChange> {
  return { ...row, ...(await tx.peopleKey()).unseal<Content>(mailChangePlace(row.id), content) }
}

export async function countWrongMailCode(tx: Tx, id: string): Promise<void> {
  await tx.sql`update mail_changes set tries = tries + 1 where id = ${id}`
}

export async function markMailChanged(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.sql`update mail_changes set done_at = ${now} where id = ${id}`
}

export async function endMailChange(tx: Tx, accountId: string): Promise<void> {
  await tx.sql`delete from mail_changes where account_id = ${accountId} and done_at is null`
}

/** Whose address it was, the last first. As an operator. */
export async function listFormerOwners(tx: Tx, mail: string): Promise<string[]> {
  const rows = await tx.sql<{ accountId: string }[]>`
    select account_id from mail_changes where former_hash = ${mailHash(tx, mail)} and done_at is not null
    order by done_at desc`
  return [...new Set(rows.map(({ accountId }) => accountId))]
}
