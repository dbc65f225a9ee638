/** Which deadlines the reporter wants to be reminded of, and how many days before. */
import type { Tx } from '#db/context.ts'

export const reminderDays = [1, 3, 7] as const
export type ReminderDays = (typeof reminderDays)[number]

export interface Reminder {
  recipient: string
  clock: string
  daysBefore: ReminderDays
}

export function listReminders(tx: Tx, reportId: string): Promise<Reminder[]> {
  return tx.sql<Reminder[]>`
    select recipient, clock, days_before from reminders where report_id = ${reportId}
    order by recipient, clock, days_before`
}

/** All that is wanted for a report; whatever else was wanted before is taken back. */
export async function setReminders(tx: Tx, reportId: string, wanted: readonly Reminder[]): Promise<void> {
  const rows = JSON.stringify(wanted)
  await tx.sql`
    delete from reminders m where m.report_id = ${reportId} and not exists (
      select from json_to_recordset(${rows}::text::json) as w(recipient text, clock text, "daysBefore" integer)
      where w.recipient = m.recipient and w.clock = m.clock and w."daysBefore" = m.days_before)`
  await tx.sql`
    insert into reminders (report_id, recipient, clock, days_before)
    select c.report_id, c.recipient, c.clock, w."daysBefore"
    from json_to_recordset(${rows}::text::json) as w(recipient text, clock text, "daysBefore" integer)
      join clocks c on c.report_id = ${reportId} and c.recipient = w.recipient and c.clock = w.clock
    on conflict do nothing`
}

/**
 * As the worker: marks what is to be reminded of now, and returns the reports. Decided by the clocks as they stand: one
 * that moved is reminded of again, one that was met or ended is not. Deadlines of a whole day are told at nine in Japan.
 */
export async function claimReminders(tx: Tx, now: Date): Promise<string[]> {
  // As the index clocks_day has it: only those of the next days are looked at.
  const day = tx.sql`case when c.cautious_at is not null then c.cautious_at when c.due_at is not null then c.due_at else c.guideline_at end`
  const rows = await tx.sql<{ reportId: string }[]>`
    with due as (
      select c.*, ${day} as day from clocks c
      where c.over_at is null and c.ended_at is null and ${day} > ${now}
        and ${day} < ${now}::timestamptz + ${Math.max(...reminderDays) + 1} * interval '1 day'
    ), claimed as (
      update reminders m set sent_for = c.day from due c
      where c.report_id = m.report_id and c.recipient = m.recipient and c.clock = m.clock
        and m.sent_for is distinct from c.day
        and ${now} >= case when c.due_kind = 'at' then c.day - m.days_before * interval '1 day'
          else ((c.day at time zone 'Asia/Tokyo')::date - m.days_before + time '09:00') at time zone 'Asia/Tokyo' end
        and not exists (select from case_files f where f.report_id = c.report_id and f.withdrawn_at is not null)
        and not exists (select from deliveries d where d.report_id = c.report_id and d.recipient = c.recipient
          and c.report <> 'notice' and d.delivered_at is not null
          and array_position(array['initial', 'interim', 'final'], d.phase)
            >= array_position(array['initial', 'interim', 'final'], c.report))
      returning m.report_id
    )
    select distinct report_id from claimed order by report_id`
  return rows.map(({ reportId }) => reportId)
}
