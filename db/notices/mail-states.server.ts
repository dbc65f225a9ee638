/** How mails get on, for the operator: no address, and of a reporter's mail not whose it is. */
import type { Tx } from '#db/context.ts'
import type { MailKind } from './mails.server.ts'

export const mailStates = ['failed', 'waiting', 'bounced'] as const
export type MailState = (typeof mailStates)[number]

export interface MailLine {
  id: string
  kind: MailKind
  madeAt: Date
  tries: number
  nextTryAt: Date | null
  bouncedAt: Date | null
  reason: string | null
  answer: string | null
  officer: { name: string; recipient: string } | null
}

/** The newest first; as an operator. */
export async function listMails(tx: Tx, state: MailState, limit = 50): Promise<MailLine[]> {
  const { sql } = tx
  const rows = await sql<(Omit<MailLine, 'officer'> & { name: string | null; recipient: string | null })[]>`
    select m.id, m.kind, m.made_at, m.tries, m.next_try_at, m.bounced_at, m.reason, m.answer, o.name, o.recipient
    from mails m left join officers o on o.id = m.officer_id
    where ${inState(tx, state)} order by m.made_at desc limit ${limit}`
  return rows.map(({ name, recipient, ...line }) => ({
    ...line,
    officer: name && recipient ? { name, recipient } : null,
  }))
}

function inState({ sql }: Tx, state: MailState) {
  if (state === 'bounced') return sql`m.bounced_at is not null`
  const failed = state === 'failed' ? sql`is not null` : sql`is null`
  return sql`m.sent_at is null and m.given_up_at is null and m.failed_at ${failed}`
}

export type MailCounts = Record<MailState | 'sent' | 'unsendable', number>

/** `unsendable`: there was no mail server, which is no failure of the mail; of thirty days, like those that bounced. */
export async function countMails(tx: Tx, now: Date): Promise<MailCounts> {
  const [row] = await tx.sql<MailCounts[]>`
    select count(*) filter (where sent_at is null and given_up_at is null and failed_at is null)::integer as waiting,
      count(*) filter (where sent_at is null and given_up_at is null and failed_at is not null)::integer as failed,
      count(*) filter (where bounced_at > ${minutesBefore(now, 30 * 1440)})::integer as bounced,
      count(*) filter (where given_up_at > ${minutesBefore(now, 30 * 1440)} and reason = 'no-server')::integer as unsendable,
      count(*) filter (where sent_at > ${minutesBefore(now, 1440)})::integer as sent
    from mails`
  return row ?? { waiting: 0, failed: 0, bounced: 0, sent: 0, unsendable: 0 }
}

export async function listFailedMails(tx: Tx): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from mails where failed_at is not null and sent_at is null and given_up_at is null order by made_at`
  return rows.map(({ id }) => id)
}

/** Officers whose address was stopped, until they give another one. */
export function listUnreachable(tx: Tx): Promise<{ name: string; recipient: string; stoppedAt: Date }[]> {
  return tx.sql<{ name: string; recipient: string; stoppedAt: Date }[]>`
    select o.name, o.recipient, m.stopped_at from mails m join officers o on o.id = m.officer_id
    where m.stopped_at is not null and o.disabled_at is null order by o.recipient, o.name`
}

const minutesBefore = (now: Date, minutes: number) => new Date(now.getTime() - minutes * 60_000)
