import type { Mailer } from '#app/notices/mailer.server.ts'
import { findReminders, sendReminder } from '#app/notices/remind.server.ts'
import { sendNotice } from '#app/notices/send-notice.server.ts'
import type { Database } from '#db/client.server.ts'
import type { Context, Worker } from '#db/context.ts'
import type { JobTask } from '#db/jobs.server.ts'

export interface TaskWorld {
  database: Database
  /** Null when no mail server is configured. */
  mailer: Mailer | null
  /** The public address, for links in mails. */
  origin: string | null
}

/** What the worker does by the clock: minute, hour, day, month, weekday, task. */
export const crontab = '*/5 * * * * find-reminders'

/** What the worker can be asked to do. A task that throws is tried again later, with growing pauses. */
export function tasksOf({ database, mailer, origin }: TaskWorld): Record<string, JobTask> {
  const actor: Worker = { kind: 'worker' }
  const context = (): Context<Worker> => ({ db: database.as(actor), actor, now: new Date() })
  return {
    'address-notice': (payload) => sendNotice(context(), payload, { mailer, origin }),
    'find-reminders': () => findReminders(context()),
    'send-reminder': (payload) => sendReminder(context(), payload, { mailer, origin }),
  }
}
