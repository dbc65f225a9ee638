import { z } from 'zod'

import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Tx, Worker } from '#db/context.ts'
import {
  claimMail,
  isDeadAddress,
  listForgottenMails,
  markAddressStopped,
  markMailFailed,
  markMailGivenUp,
  markMailSent,
  type ClaimedMail,
} from '#db/notices/mails.server.ts'
import { findNoticeAddress, stopNoticeAddress, type NoticeAddress } from '#db/notices/notice-addresses.server.ts'
import { removeOldMails } from '#db/notices/notices.server.ts'

import { queueSending } from './address-notice.server.ts'
import { nextTryAt } from './back-off.ts'
import { problemOf } from './mail-problem.ts'
import { mailText } from './mail-text.server.ts'
import type { Mailer, OutgoingMail } from './mailer.server.ts'
import { bounceToken, codeOf, markOf, stopToken, type Sign } from './tokens.ts'

/** What mails need from outside. */
export interface NoticeWorld {
  /** Null when no mail server is configured. */
  mailer: Mailer | null
  /** The public address of the portal, for links. */
  origin: string | null
  sign: Sign
}

const payloadOf = z.object({ mailId: z.string() })

/**
 * Sends one mail. It is claimed first and marked afterwards: killed in between, it is sent once more with the same
 * Message-ID, and never lost. A problem that may pass is thrown after it was written down, so that the job is tried again.
 */
export async function sendMail({ db, now }: Context<Worker>, payload: unknown, world: NoticeWorld): Promise<void> {
  const { mailId } = payloadOf.parse(payload)
  const claimed = await db.transaction(async (tx) => {
    const mail = await claimMail(tx, mailId, now)
    const address = mail && (await findNoticeAddress(tx, { id: mail.addressId }))
    if (mail && !(address && isWanted(mail, address))) await markMailGivenUp(tx, mailId, now)
    return mail && address && isWanted(mail, address) ? { mail, address } : null
  })
  if (!claimed) return

  const { mail, address } = claimed
  if (!world.mailer) return letLie({ db, now }, mail)
  const problem = await world.mailer.send(outgoing(mail, address, world)).then(() => null, problemOf)
  if (problem) {
    await fail({ db, now }, mail, problem)
    // Without its cause: what a mail server says holds addresses, and the queue keeps the message.
    if (problem.temporary) throw new Error(`a mail was not sent: ${problem.reason}`)
    return
  }
  await db.transaction(async (tx) => {
    await markMailSent(tx, mail.id, now)
    await recordOutcome(tx, mail, 'sent', now)
  })
}

/** Mails whose sender was killed, or whose job is gone, go on their way again. */
export async function resumeMails({ db, now }: Context<Worker>): Promise<void> {
  await db.transaction(async (tx) => {
    for (const id of await listForgottenMails(tx, now)) await queueSending(tx, id)
  })
}

export async function removeMails({ db, now }: Context<Worker>): Promise<void> {
  await db.transaction((tx) => removeOldMails(tx, now))
}

/** Since the mail was made, its owner may have stopped mails, or the address may be dead. */
function isWanted({ kind }: ClaimedMail, { confirmedAt, stoppedAt, frequency }: NoticeAddress): boolean {
  return kind === 'code' ? confirmedAt === null : confirmedAt !== null && stoppedAt === null && frequency !== 'off'
}

function outgoing(mail: ClaimedMail, address: NoticeAddress, { origin, sign }: NoticeWorld): OutgoingMail {
  const { language } = address
  const stopUrl = origin && mail.kind !== 'code' ? `${origin}/notices/stop/${stopToken(sign, address.id)}` : null
  const to = mail.officerId ? 'officer' : mail.accountId ? 'account' : 'reporter'
  const mark = markOf(sign, mail.officerId ?? mail.accountId ?? mail.reportId ?? '')
  const text =
    mail.kind === 'code'
      ? mailText({ language, origin, kind: 'code', code: codeOf(sign, address.id) })
      : mailText({ language, origin, kind: mail.kind, to, events: mail.events, mark, stopUrl })
  const { id, madeAt: date } = mail
  return { ...text, id, date, to: address.address, language, stopUrl, bounceToken: bounceToken(sign, id) }
}

/** Nothing failed: this portal sends no mail. It is not kept for later either, when it would be news no more. */
async function letLie({ db, now }: Pick<Context, 'db' | 'now'>, mail: ClaimedMail): Promise<void> {
  await db.transaction(async (tx) => {
    await markMailGivenUp(tx, mail.id, now, 'no-server')
    await recordOutcome(tx, mail, 'not-sent', now, 'no-server')
  })
}

async function fail(
  { db, now }: Pick<Context, 'db' | 'now'>,
  mail: ClaimedMail,
  { reason, answer, temporary }: ReturnType<typeof problemOf>,
): Promise<void> {
  const next = temporary ? nextTryAt(mail.tries, now) : null
  await db.transaction(async (tx) => {
    await markMailFailed(tx, mail.id, { reason, answer, nextTryAt: next, now })
    if (next === null) await recordOutcome(tx, mail, 'not-sent', now, reason)
    if (reason === 'refused') await stopIfDead(tx, { mailId: mail.id, addressId: mail.addressId, now })
  })
}

/** Too many in a row came back: no more until its owner says otherwise. */
export async function stopIfDead(
  tx: Tx,
  { mailId, addressId, now }: { mailId: string; addressId: string; now: Date },
): Promise<boolean> {
  if (!(await isDeadAddress(tx, addressId))) return false
  const stopped = await stopNoticeAddress(tx, addressId, 'bounced', now)
  if (!stopped) return false
  await markAddressStopped(tx, mailId, now)
  const { reportId } = stopped
  if (reportId) await recordAudit(tx, { reportId, did: 'notice.stopped', details: { why: 'bounced' }, now })
  return true
}

/** In the history of the report, when the mail was about one. */
async function recordOutcome(
  tx: Tx,
  { reportId, kind, events }: ClaimedMail,
  outcome: 'sent' | 'not-sent',
  now: Date,
  why?: string,
): Promise<void> {
  if (!reportId || kind === 'code') return
  const noun = events.every((event) => event === 'reminder') ? 'reminder' : 'notice'
  await recordAudit(tx, { reportId, did: `${noun}.${outcome}`, ...(why ? { details: { why } } : {}), now })
}
