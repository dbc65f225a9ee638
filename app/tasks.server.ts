import { sendAccountMail } from '#app/accounts/account-mail.server.ts'
import { mailFormerAddress, mailNewAddress } from '#app/accounts/mail-change.server.ts'
import { escalate } from '#app/escalations/escalate.server.ts'
import type { Shelf } from '#app/files/shelf.server.ts'
import { sweepFiles } from '#app/files/sweep.server.ts'
import { endWaiting } from '#app/mandates/end-sendings.server.ts'
import { addressNotice, findArrivals, mailCode, makeDigests } from '#app/notices/address-notice.server.ts'
import type { Mailer } from '#app/notices/mailer.server.ts'
import { findReminders } from '#app/notices/remind.server.ts'
import { removeMails, resumeMails, sendMail } from '#app/notices/send-mail.server.ts'
import { tellAsNow } from '#app/organisations/approval-mail.server.ts'
import { sendClaimMail } from '#app/organisations/claim-mail.server.ts'
import { forgetCalls } from '#app/programs/forget-calls.server.ts'
import { deleteExpiredRecords } from '#app/retention/delete-expired.server.ts'
import type { Database } from '#db/client.server.ts'
import type { JobTask } from '#db/connections/jobs.server.ts'
import type { Context, Worker } from '#db/context.ts'
import { forgetVisits } from '#db/people/attempts.server.ts'
import { removeOldMessages } from '#db/programs/webhook-messages.server.ts'

import type { TaskName } from './task-names.ts'

export interface TaskWorld {
  database: Database
  /** Null when no mail server is configured. */
  mailer: Mailer | null
  /** The public address, for links in mails. */
  origin: string | null
  now(): Date
  shelf: Pick<Shelf, 'store'>
}

/** What the worker does by the clock: minute, hour, day, month, weekday, task. */
export const crontab = [
  '*/5 * * * * find-reminders',
  '*/5 * * * * escalate',
  '*/5 * * * * end-sendings',
  '*/5 * * * * find-arrivals',
  '*/5 * * * * make-digests',
  '* * * * * resume-mails',
  '17 18 * * * remove-mails',
  '37 18 * * * forget-calls',
  '27 18 * * * remove-webhook-messages',
  '7 * * * * delete-expired',
  '41 * * * * sweep-files',
  '51 * * * * forget-visits',
].join('\n')

/** What the worker can be asked to do. A task that throws is tried again later, with growing pauses. */
export function tasksOf({ database, mailer, origin, now, shelf }: TaskWorld): Record<TaskName, JobTask> {
  const actor: Worker = { kind: 'worker' }
  const context = (): Context<Worker> => ({ db: database.as(actor), actor, now: now() })
  const world = { mailer, origin, sign: database.keyring.lookup }
  return {
    'account-mail': (payload) => sendAccountMail(context(), payload, world),
    'approval-mail': (payload) => tellAsNow(context(), payload),
    'claim-mail': (payload) => sendClaimMail(context(), payload, world),
    'mail-change': (payload) => mailNewAddress(context(), payload, world),
    'mail-changed': (payload) => mailFormerAddress(context(), payload, world),
    'address-notice': (payload) => addressNotice(context(), payload),
    'mail-code': (payload) => mailCode(context(), payload),
    'send-mail': (payload) => sendMail(context(), payload, world),
    escalate: () => escalate(context()),
    'end-sendings': () => endWaiting(context()),
    'find-reminders': () => findReminders(context()),
    'find-arrivals': () => findArrivals(context()),
    'make-digests': () => makeDigests(context()),
    'resume-mails': () => resumeMails(context()),
    'remove-mails': () => removeMails(context()),
    'forget-calls': () => forgetCalls(context()),
    'remove-webhook-messages': () => database.as(actor).transaction((tx) => removeOldMessages(tx, now())),
    'forget-visits': () => database.as(actor).transaction((tx) => forgetVisits(tx, now())),
    'delete-expired': async () => void (await deleteExpiredRecords(context())),
    'sweep-files': async () => {
      await sweepFiles(context(), shelf)
    },
  }
}
