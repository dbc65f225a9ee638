/** Where people want to be told that something is new. Addresses are sealed under a key of the portal's own. */
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Filer, Officer, Place, Tx } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'

/** Not a recipient of reports: the owner of the key that the worker opens addresses with. */
const keyOwner = 'notices'

export type Frequency = 'at-once' | 'daily' | 'off'
export type Language = 'ja' | 'en'

/** Whose address it is: of a report, of an officer, or of somebody with an account. */
export type NoticeOwner = { reportId: string } | { officerId: string } | { accountId: string }

export interface NoticeWishes {
  frequency: Frequency
  /** Hour of the day in Japan, for `daily`. */
  dailyHour: number
  /** Of officers: told of what comes in. */
  arrivals: boolean
}

export interface NoticeAddress extends NoticeWishes {
  id: string
  /** Null: not known, or both are wished, so mails are written in both. Of people it is theirs, which only the worker sees. */
  language: Language | null
  address: string
  setAt: Date
  confirmedAt: Date | null
  stoppedAt: Date | null
  stoppedWhy: 'bounced' | 'unsubscribed' | null
}

/** Whose notices the actor arranges: those of the held report, or the officer's own. */
export function noticeOwner(actor: Filer | Officer): NoticeOwner {
  return actor.kind === 'officer' ? { officerId: actor.officerId } : { reportId: actor.reportId }
}

const columns = `id, report_id, officer_id, account_id, case when not both_languages then coalesce((select l.language from logins l
    where l.id = coalesce(officer_id, account_id)), language) end as language, content, frequency, daily_hour, arrivals_told is not null as arrivals,
  set_at, confirmed_at, stopped_at, stopped_why`

type Row = Omit<NoticeAddress, 'address'> & {
  reportId: string | null
  officerId: string | null
  accountId: string | null
  content: Buffer
}

/** As its owner or the worker; null when there is none. */
export async function findNoticeAddress(tx: Tx, owner: NoticeOwner | { id: string }): Promise<NoticeAddress | null> {
  const [row] = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from notice_addresses where ${which(tx, owner)} and content is not null`
  return row ? opened(tx, row) : null
}

async function opened(tx: Tx, { content, reportId, officerId, accountId, ...rest }: Row): Promise<NoticeAddress> {
  const key = await tx.recipientKey(keyOwner)
  return { ...rest, address: key.unseal<string>(placeOf(reportId ?? officerId ?? accountId ?? ''), content) }
}

/** Why no mails go to an owner any more, if so; opens nothing. */
export async function findWhyStopped(tx: Tx, owner: NoticeOwner): Promise<'bounced' | 'unsubscribed' | null> {
  const [row] = await tx.sql<{ stoppedWhy: 'bounced' | 'unsubscribed' | null }[]>`
    select stopped_why from notice_addresses where ${which(tx, owner)}`
  return row?.stoppedWhy ?? null
}

/** How often a code may be mailed in a day, so that nobody fills a stranger's mailbox from here. */
const codesADay = 5

/**
 * A new address under a new id, which nothing that was sent to the old one can touch; null takes it back. The mails to the
 * old one go with it. Returns the id, or null when there were too many changes in a day.
 */
export async function replaceNoticeAddress(
  tx: Tx,
  owner: NoticeOwner,
  { address, language, now }: { address: string | null; language: Language | null; now: Date },
): Promise<string | null> {
  const ownerId = Object.values(owner)[0] ?? ''
  await inTurn(tx, `notices ${ownerId}`) // of a first address there is no row that the second press could wait for
  const { frequency, dailyHour, ...asked } = await before(tx, owner, now)
  if (address !== null && asked.count >= codesADay) return null
  const id = newId()
  const content = address === null ? null : (await tx.recipientKey(keyOwner)).seal(placeOf(ownerId), address)
  await tx.sql`delete from notice_addresses where ${which(tx, owner)}`
  await tx.sql`
    insert into notice_addresses (id, report_id, officer_id, language, content, set_at, frequency, daily_hour, asked, asked_since)
    values (${id}, ${'reportId' in owner ? owner.reportId : null}, ${'officerId' in owner ? owner.officerId : null},
      ${language}, ${content}, ${now}, ${frequency}, ${dailyHour}, ${asked.count + (address === null ? 0 : 1)}, ${asked.since})`
  return id
}

/** What stays with a new address: how often, at what hour, and how many codes went out today. */
async function before(tx: Tx, owner: NoticeOwner, now: Date) {
  const [row] = await tx.sql<{ asked: number; askedSince: Date; frequency: Frequency; dailyHour: number }[]>`
    select asked, asked_since, frequency, daily_hour from notice_addresses where ${which(tx, owner)} for update`
  const { frequency = 'at-once', dailyHour = 9 } = row ?? {}
  const recent = row && now.getTime() - row.askedSince.getTime() < 86_400_000
  return { frequency, dailyHour, count: recent ? row.asked : 0, since: recent ? row.askedSince : now }
}

/** The address of an account is confirmed with the account. As the worker, or its owner; one that is there stays as it is. */
export async function insertAccountAddress(
  tx: Tx,
  { accountId, address, language, now }: { accountId: string; address: string; language: Language | null; now: Date },
): Promise<void> {
  const content = (await tx.recipientKey(keyOwner)).seal(placeOf(accountId), address)
  await tx.sql`
    insert into notice_addresses (id, account_id, language, content, set_at, confirmed_at, asked_since)
    values (${newId()}, ${accountId}, ${language}, ${content}, ${now}, ${now}, ${now}) on conflict do nothing`
}

/** Another address of an account, under a new id; when and in which languages stays, and so does a wish for none. */
export async function moveAccountAddress(
  tx: Tx,
  { accountId, address, now }: { accountId: string; address: string; now: Date },
): Promise<void> {
  const content = (await tx.recipientKey(keyOwner)).seal(placeOf(accountId), address)
  const [kept] = await tx.sql<Kept[]>`
    delete from notice_addresses where account_id = ${accountId}
    returning language, both_languages, frequency, daily_hour, stopped_at, stopped_why`
  if (!kept) return
  const { language, bothLanguages, frequency, dailyHour } = kept
  const { stoppedAt, stoppedWhy } = kept.stoppedWhy === 'unsubscribed' ? kept : { stoppedAt: null, stoppedWhy: null }
  await tx.sql`
    insert into notice_addresses (id, account_id, language, both_languages, content, set_at, confirmed_at, asked_since,
      frequency, daily_hour, stopped_at, stopped_why)
    values (${newId()}, ${accountId}, ${language}, ${bothLanguages}, ${content}, ${now}, ${now}, ${now},
      ${frequency}, ${dailyHour}, ${stoppedAt}, ${stoppedWhy})`
}

type Kept = Pick<NoticeAddress, 'language' | 'frequency' | 'dailyHour' | 'stoppedAt' | 'stoppedWhy'> & {
  bothLanguages: boolean
}

/** Does somebody with an account want to be written to in both languages, or in theirs? */
export async function setBothLanguages(tx: Tx, id: string, both: boolean): Promise<void> {
  await tx.sql`update notice_addresses set both_languages = ${both} where id = ${id}`
}

/** One more mail with the code; false when there were enough today. */
export async function countCode(tx: Tx, id: string): Promise<boolean> {
  const counted = await tx.sql`update notice_addresses set asked = asked + 1 where id = ${id} and asked < ${codesADay}`
  return counted.count > 0
}

/** A try counts before it is judged, so that many at the same time are no way around it; false when there were enough. */
export async function takeCodeTry(tx: Tx, id: string, most: number): Promise<boolean> {
  const taken = await tx.sql`
    update notice_addresses set code_tries = code_tries + 1 where id = ${id} and code_tries < ${most}`
  return taken.count > 0
}

/** Officers are told of what comes in from now on, until they say otherwise. */
export async function confirmNoticeAddress(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.sql`
    update notice_addresses set confirmed_at = ${now}, arrivals_told = case when officer_id is not null then ${now}::timestamptz end
    where id = ${id} and confirmed_at is null`
}

/**
 * What its owner wishes starts again what the link in a mail has ended; an address that does not exist stays stopped,
 * unless it is an account's: there is no other one, and its owner says that it works again.
 */
export async function setNoticeWishes(tx: Tx, id: string, wishes: NoticeWishes, now: Date): Promise<void> {
  const { frequency, dailyHour, arrivals } = wishes
  await tx.sql`
    update notice_addresses set frequency = ${frequency}, daily_hour = ${dailyHour},
      arrivals_told = case when ${arrivals} and officer_id is not null then coalesce(arrivals_told, ${now}) end,
      stopped_at = case when stopped_why = 'bounced' and account_id is null then stopped_at end,
      stopped_why = case when stopped_why = 'bounced' and account_id is null then stopped_why end
    where id = ${id}`
}

/** Returns the report that it was the address of, if any; undefined when nothing was stopped. */
export async function stopNoticeAddress(
  tx: Tx,
  id: string,
  why: 'bounced' | 'unsubscribed',
  now: Date,
): Promise<{ reportId: string | null } | undefined> {
  const [row] = await tx.sql<{ reportId: string | null }[]>`
    update notice_addresses set stopped_at = ${now}, stopped_why = ${why}
    where id = ${id} and stopped_at is null and content is not null returning report_id`
  return row
}

const which = ({ sql }: Tx, owner: NoticeOwner | { id: string }) => {
  if ('id' in owner) return sql`id = ${owner.id}`
  if ('accountId' in owner) return sql`account_id = ${owner.accountId}`
  return 'reportId' in owner ? sql`report_id = ${owner.reportId}` : sql`officer_id = ${owner.officerId}`
}

const placeOf = (ownerId: string): Place => ({
  table: 'notice_addresses',
  row: ownerId,
  column: 'content',
  tenant: keyOwner,
})
