/** What happened that somebody wants a mail about; as the worker. Several notices of a day may go in one mail. */
import type { Tx } from '#db/context.ts'
import { isGone } from '#db/people/gone.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { Frequency, NoticeOwner } from './notice-addresses.server.ts'

/** An address that mails may go to now. */
export interface Subscriber {
  addressId: string
  frequency: Frequency
  dailyHour: number
}

/** Confirmed, not stopped, not off, and of nobody who has left. */
const active = `a.content is not null and a.confirmed_at is not null and a.stopped_at is null and a.frequency <> 'off'
  and (a.officer_id is null or o.disabled_at is null)
  and not exists (select from accounts c where c.id = a.account_id and c.disabled_at is not null)`

export interface DeskOfCase {
  caseFileId: string
  /** The officer who asked. */
  askedBy?: string | null | undefined
  /** Whoever hears of arrivals is told already. */
  arrives?: boolean | undefined
}

/** Whoever has the case or asked and is still there; where that is nobody, everybody who may see it and hears of arrivals. */
function atDesk({ sql }: Tx, { caseFileId, askedBy, arrives }: DeskOfCase) {
  const asker = askedBy ?? null
  return sql`exists (select from case_files c where c.id = ${caseFileId} and c.recipient = o.recipient
    and (o.prefecture is null or c.prefecture = o.prefecture)
    and case when exists (select from officers o where o.id in (c.assignee_id, ${asker}::uuid) and not ${isGone({ sql })})
      then o.id in (c.assignee_id, ${asker}::uuid) else a.arrivals_told is not null end)
    ${arrives ? sql`and a.arrivals_told is null` : sql``}`
}

/** `prefecture` takes those of one prefecture, and those who see the whole country. */
export function listSubscribers(
  tx: Tx,
  to: NoticeOwner | { accounts: readonly string[] } | { recipient: string; prefecture?: string } | DeskOfCase,
): Promise<Subscriber[]> {
  const { sql } = tx
  const of = () => {
    if ('reportId' in to) return sql`a.report_id = ${to.reportId}`
    if ('officerId' in to) return sql`a.officer_id = ${to.officerId}`
    if ('accountId' in to) return sql`a.account_id = ${to.accountId}`
    if ('accounts' in to) return sql`a.account_id = any (${[...to.accounts]}::uuid[])`
    if ('caseFileId' in to) return atDesk(tx, to)
    const { recipient, prefecture } = to
    return sql`o.recipient = ${recipient}
      ${prefecture ? sql`and (o.prefecture is null or o.prefecture = ${prefecture})` : sql``}`
  }
  return sql<Subscriber[]>`
    select a.id as address_id, a.frequency, a.daily_hour
    from notice_addresses a left join officers o on o.id = a.officer_id
    where ${sql.unsafe(active)} and ${of()} order by a.id`
}

export interface NewNotice {
  addressId: string
  event: string
  /** The same event and key at the same address is one notice. */
  key: string
  now: Date
  /** When a mail about it is to go. */
  dueAt: Date
}

/** Null: it is there already. */
export async function insertNotice(tx: Tx, { addressId, event, key, now, dueAt }: NewNotice): Promise<string | null> {
  const [row] = await tx.sql<{ id: string }[]>`
    insert into notices (id, address_id, event, key, happened_at, due_at)
    values (${newId()}, ${addressId}, ${event}, ${key}, ${now}, ${dueAt})
    on conflict (address_id, event, key) do nothing returning id`
  return row?.id ?? null
}

/** What is due and in no mail yet, by address; locked, so that of several workers one makes the mail. */
export async function takeDueNotices(tx: Tx, now: Date): Promise<{ addressId: string; notices: string[] }[]> {
  return tx.sql<{ addressId: string; notices: string[] }[]>`
    with due as (
      select n.id, n.address_id from notices n
        join notice_addresses a on a.id = n.address_id left join officers o on o.id = a.officer_id
      where n.mail_id is null and n.due_at <= ${now} and ${tx.sql.unsafe(active)}
      for update of n skip locked
    )
    select address_id, array_agg(id) as notices from due group by address_id`
}

/** So late does a filing commit at the most; what is younger is told next time. */
const settled = 30_000 // ms

/** Officers for whose desk something came since they were told last; each is told once. */
export async function claimArrivals(tx: Tx, now: Date): Promise<(Subscriber & { newest: Date })[]> {
  const until = new Date(now.getTime() - settled)
  return tx.sql<(Subscriber & { newest: Date })[]>`
    with found as (
      select a.id, came.newest
      from notice_addresses a join officers o on o.id = a.officer_id cross join lateral (
        select max(c.updated_at) as newest from case_files c
        where c.recipient = o.recipient and (o.prefecture is null or c.prefecture = o.prefecture)
          and c.updated_at > a.arrivals_told and c.updated_at <= ${until}) came
      where a.arrivals_told is not null and came.newest is not null and ${tx.sql.unsafe(active)}
      for update of a skip locked
    )
    update notice_addresses a set arrivals_told = ${until} from found f where f.id = a.id
    returning a.id as address_id, a.frequency, a.daily_hour, f.newest`
}

const kept = 90 // days

/** Old mails are no record: what happened to a report is in its audit. */
export async function removeOldMails(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - kept * 86_400_000)
  await tx.sql`delete from mails where made_at < ${before} and (sent_at is not null or given_up_at is not null)`
  await tx.sql`delete from notices where happened_at < ${before} and mail_id is null`
}
