import { textOf } from '#app/http/form.server.ts'
import { listStandingJobs, type StandingJobs } from '#db/connections/standing-jobs.server.ts'
import type { Context, Operator } from '#db/context.ts'
import {
  countMails,
  listFailedMails,
  listMails,
  listUnreachable,
  mailStates,
  type MailCounts,
  type MailLine,
  type MailState,
} from '#db/notices/mail-states.server.ts'
import { markMailGivenUp, renewMail } from '#db/notices/mails.server.ts'

import { queueSending } from './address-notice.server.ts'

export interface NoticeOverview {
  counts: Readonly<MailCounts>
  mails: readonly { state: MailState; lines: readonly MailLine[] }[]
  standing: readonly StandingJobs[]
  unreachable: readonly { name: string; recipient: string; stoppedAt: Date }[]
}

/** How mails get on. Nothing here says what they are about, or who a reporter is. */
export async function readOverview({ db, now }: Context<Operator>): Promise<NoticeOverview> {
  return db.transaction(async (tx) => {
    const mails = []
    for (const state of mailStates) mails.push({ state, lines: await listMails(tx, state) })
    const [counts, standing] = [await countMails(tx, now), await listStandingJobs(tx)]
    return { counts, mails, standing, unreachable: await listUnreachable(tx) }
  })
}

export type Operated = 'again' | 'gaveUp' | 'nothing'

/** Tries a mail again, or all that failed; or gives one up. A mail that is gone by now is left alone. */
export async function operateNotices({ db, now }: Context<Operator>, form: FormData): Promise<Operated> {
  const [wish, id] = [textOf(form, 'do'), textOf(form, 'mail')]
  return db.transaction(async (tx) => {
    if (wish === 'give-up') return isId(id) && (await markMailGivenUp(tx, id, now)) ? 'gaveUp' : 'nothing'
    const wanted = wish === 'again-all' ? await listFailedMails(tx) : [id].filter(isId)
    let renewed = 0
    for (const mail of wanted) {
      if (!(await renewMail(tx, mail))) continue
      await queueSending(tx, mail)
      renewed += 1
    }
    return renewed > 0 ? 'again' : 'nothing'
  })
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
