import { planAt } from '#app/reports/plan-at.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { listOpenQuestions } from '#db/case-files/feedback.server.ts'
import type { Context, Filer, Tx } from '#db/context.ts'
import { findNoticeAddress } from '#db/notices/notice-addresses.server.ts'
import { findCalendar, makeCalendar, removeCalendar } from '#db/reports/calendars.server.ts'
import { listClocks, listEndedClocks, type ClockLine } from '#db/reports/clocks.server.ts'
import { lateAbout, listCovers, setCover } from '#db/reports/covers.server.ts'
import { listReminders, reminderDays, setReminders, type Reminder } from '#db/reports/reminders.server.ts'
import { findRevision, listRevisions } from '#db/reports/revisions.server.ts'
import { listDeliveries, type DeliveryLine } from '#db/submissions/deliveries.server.ts'
import { findClock } from '#forms/deadlines.ts'
import { metAt } from '#forms/deadlines/met.ts'
import type { RecipientId } from '#forms/plan.ts'

import { endingOf, type Ending, type PlannedRevision } from './calendar-ended.ts'

export interface OwedReport extends ClockLine {
  metAt: Date | null
  late: boolean
  /** Law, order, notice or guideline, as the source names it. */
  ground: string | null
  /** Why it is late, waiting to go with the next report. */
  reason: string
  remindDays: readonly number[]
}

export interface DeadlinePage {
  owed: readonly OwedReport[]
  questions: readonly { recipient: RecipientId; due: string; late: boolean }[]
  ended: readonly { recipient: RecipientId; clock: string; endedAt: Date; ending: Ending | null }[]
  calendar: string | null
  hasAddress: boolean
}

/** What is owed to whom by when, what no longer is, and how the reporter wants to be reminded. */
export async function readDeadlines({ db, actor, now }: Context<Filer>): Promise<DeadlinePage> {
  const { reportId } = actor
  return db.transaction(async (tx) => {
    const [clocks, ended, deliveries, covers, reminders, open, calendar, address] = await Promise.all([
      listClocks(tx, reportId),
      listEndedClocks(tx, reportId),
      listDeliveries(tx, reportId),
      listCovers(tx, reportId),
      listReminders(tx, reportId),
      listOpenQuestions(tx, reportId),
      findCalendar(tx, reportId),
      findNoticeAddress(tx, { reportId }),
    ])
    const history = ended.length > 0 ? await plannedRevisions(tx, reportId) : []
    return {
      owed: clocks.map((clock) => ({
        ...owedReport(clock, deliveries, now),
        reason: covers.get(lateAbout(clock.recipient, clock.clock)) ?? '',
        remindDays: daysOf(reminders, clock),
      })),
      questions: open.flatMap(({ recipient, body: { due } }) =>
        due ? [{ recipient, due, late: Date.parse(`${due}T23:59:59+09:00`) < now.getTime() }] : [],
      ),
      ended: ended.map((clock) => ({
        recipient: clock.recipient,
        clock: clock.clock,
        endedAt: clock.endedAt,
        ending: endingOf(history, clock),
      })),
      calendar,
      hasAddress: address !== null && address.confirmedAt !== null && address.stoppedAt === null,
    }
  })
}

/** Late by the last moment that the law can be read to allow. A guideline mark is no deadline. */
function owedReport(clock: ClockLine, deliveries: readonly DeliveryLine[], now: Date) {
  const met = metAt(
    clock.report,
    deliveries.filter(({ recipient }) => recipient === clock.recipient),
  )
  const late = clock.dueAt !== null && clock.dueAt.getTime() < (met ?? now).getTime()
  return { ...clock, metAt: met, late, ground: findClock(clock.clock)?.ground ?? null }
}

const daysOf = (reminders: readonly Reminder[], { recipient, clock }: ClockLine) =>
  reminders.filter((one) => one.recipient === recipient && one.clock === clock).map(({ daysBefore }) => daysBefore)

/** Each revision with the plan that its own day's rules made of it. */
export async function plannedRevisions(tx: Tx, reportId: string): Promise<PlannedRevision[]> {
  const lines = await listRevisions(tx, reportId)
  const read = await Promise.all(lines.map(({ number }) => findRevision(tx, reportId, number)))
  return read.flatMap((revision) => {
    if (!revision) return []
    const { number, answers, submittedAt } = revision
    return { number, answers, plan: planAt(answers, submittedAt) }
  })
}

/** `wanted`: "<recipient> <clock> <days>" of every box that is ticked. */
export async function chooseReminders({ db, actor }: Context<Filer>, wanted: readonly string[]): Promise<void> {
  const reminders = wanted.flatMap((text): Reminder[] => {
    const [recipient = '', clock = '', days] = text.split(' ')
    const daysBefore = reminderDays.find((known) => String(known) === days)
    return daysBefore ? [{ recipient, clock, daysBefore }] : []
  })
  await db.transaction((tx) => setReminders(tx, actor.reportId, reminders))
}

/** Only of a clock that the report has. */
export async function explainLate(
  { db, actor, now }: Context<Filer>,
  { recipient, clock, text }: { recipient: string; clock: string; text: string },
): Promise<void> {
  const { reportId } = actor
  await db.transaction(async (tx) => {
    const clocks = await listClocks(tx, reportId)
    if (!clocks.some((one) => one.recipient === recipient && one.clock === clock)) return
    await setCover(tx, { reportId, about: lateAbout(recipient, clock), text, now })
  })
}

/** Whoever knew the old address sees nothing from now on. */
export async function openCalendar({ db, actor, now }: Context<Filer>): Promise<void> {
  const { reportId } = actor
  await db.transaction(async (tx) => {
    await makeCalendar(tx, reportId, now)
    await recordAudit(tx, { reportId, did: 'calendar.opened', now })
  })
}

export async function closeCalendar({ db, actor, now }: Context<Filer>): Promise<void> {
  const { reportId } = actor
  await db.transaction(async (tx) => {
    if (await removeCalendar(tx, reportId)) await recordAudit(tx, { reportId, did: 'calendar.closed', now })
  })
}
