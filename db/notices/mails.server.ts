/** Mails on their way. The row says how far a mail has come; whoever sends it claims it first. */
import type { Tx } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'

export type MailKind = 'notice' | 'digest' | 'code'

export interface ClaimedMail {
  id: string
  kind: MailKind
  madeAt: Date
  /** This one included. */
  tries: number
  addressId: string
  reportId: string | null
  officerId: string | null
  accountId: string | null
  /** What it tells of, one entry for each notice. */
  events: string[]
}

/** A sender that has not come back after this is taken for dead, and somebody else sends the mail. */
export const claimMinutes = 5

export async function insertMail(
  tx: Tx,
  { addressId, kind, notices = [], now }: { addressId: string; kind: MailKind; notices?: readonly string[]; now: Date },
): Promise<string> {
  const id = newId()
  await tx.sql`
    insert into mails (id, address_id, officer_id, kind, made_at)
    select ${id}, a.id, a.officer_id, ${kind}, ${now} from notice_addresses a where a.id = ${addressId}`
  if (notices.length > 0) await tx.sql`update notices set mail_id = ${id} where id in ${tx.sql(notices)}`
  return id
}

/** Null: it is sent, given up, or with another sender. */
export async function claimMail(tx: Tx, id: string, now: Date): Promise<ClaimedMail | null> {
  const [row] = await tx.sql<ClaimedMail[]>`
    update mails m set claimed_at = ${now}, tries = m.tries + 1, next_try_at = null from notice_addresses a
    where m.id = ${id} and a.id = m.address_id and m.sent_at is null and m.failed_at is null and m.given_up_at is null
      and (m.claimed_at is null or m.claimed_at < ${minutesBefore(now, claimMinutes)})
    returning m.id, m.kind, m.made_at, m.tries, m.address_id, a.report_id, a.officer_id, a.account_id,
      array(select n.event from notices n where n.mail_id = m.id order by n.happened_at, n.id) as events`
  return row ?? null
}

export async function markMailSent(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.sql`update mails set sent_at = ${now}, claimed_at = null, reason = null, answer = null where id = ${id}`
}

export interface MailProblem {
  reason: string
  /** Codes of SMTP, such as `550 5.1.1`; their texts would hold addresses. */
  answer: string | null
}

/** `nextTryAt` null: it is not tried any more unless the operator says so. */
export async function markMailFailed(
  tx: Tx,
  id: string,
  { reason, answer, nextTryAt, now }: MailProblem & { nextTryAt: Date | null; now: Date },
): Promise<void> {
  await tx.sql`
    update mails set claimed_at = null, reason = ${reason}, answer = ${answer}, next_try_at = ${nextTryAt},
      failed_at = ${nextTryAt === null ? now : null}
    where id = ${id}`
}

/** Nobody wants it any more, the operator has decided so, or `reason` says why nothing can become of it. */
export async function markMailGivenUp(tx: Tx, id: string, now: Date, reason?: 'no-server'): Promise<boolean> {
  const done = await tx.sql`
    update mails set given_up_at = ${now}, claimed_at = null, next_try_at = null, reason = coalesce(${reason ?? null}, reason)
    where id = ${id} and sent_at is null and given_up_at is null`
  return done.count > 0
}

/** From the start, with all its tries; false when it has been sent or given up. */
export async function renewMail(tx: Tx, id: string): Promise<boolean> {
  const done = await tx.sql`
    update mails set tries = 0, failed_at = null, next_try_at = null
    where id = ${id} and sent_at is null and given_up_at is null and claimed_at is null`
  return done.count > 0
}

/** Mails that should have gone and that no job may know of any more: their sender was killed. */
export async function listForgottenMails(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from mails
    where sent_at is null and given_up_at is null and failed_at is null
      and coalesce(claimed_at, next_try_at, made_at) < ${minutesBefore(now, claimMinutes)}
    order by made_at limit 500`
  return rows.map(({ id }) => id)
}

/** A mail came back, so it was sent, whatever we knew. Returns its address; null when there is no such mail or it had come back before. */
export async function markMailBounced(
  tx: Tx,
  id: string,
  { answer, now }: { answer: string | null; now: Date },
): Promise<string | null> {
  const [row] = await tx.sql<{ addressId: string }[]>`
    update mails set bounced_at = ${now}, sent_at = coalesce(sent_at, ${now}), claimed_at = null, reason = 'bounced',
      answer = ${answer}
    where id = ${id} and bounced_at is null and tries > 0 returning address_id`
  return row?.addressId ?? null
}

/** So many mails in a row that came back or were refused stop an address. */
export const bouncesThatStop = 3

/** Waits for whoever asks at the same time: of three mails that fail together, the last one counts all. */
export async function isDeadAddress(tx: Tx, addressId: string): Promise<boolean> {
  await tx.sql`select from notice_addresses where id = ${addressId} for update`
  const [last] = await tx.sql<{ dead: boolean }[]>`
    select count(*) = ${bouncesThatStop} and bool_and(bounced) as dead from (
      select bounced_at is not null or reason is not distinct from 'refused' as bounced from mails
      where address_id = ${addressId} and (sent_at is not null or failed_at is not null)
      order by made_at desc limit ${bouncesThatStop}) recent`
  return last?.dead ?? false
}

/** It was this mail that stopped its address; the operator is told by it. */
export async function markAddressStopped(tx: Tx, mailId: string, now: Date): Promise<void> {
  await tx.sql`update mails set stopped_at = ${now} where id = ${mailId}`
}

const minutesBefore = (now: Date, minutes: number) => new Date(now.getTime() - minutes * 60_000)

/** What became of the newest mail to an address; as its owner. */
export async function lastMailOf(
  tx: Tx,
  addressId: string,
): Promise<{ failedAt: Date | null; bouncedAt: Date | null; reason: string | null } | null> {
  const [row] = await tx.sql<{ failedAt: Date | null; bouncedAt: Date | null; reason: string | null }[]>`
    select failed_at, bounced_at, reason from mails where address_id = ${addressId} order by made_at desc limit 1`
  return row ?? null
}
