import { contextOf, visitContext, worldContext } from '#app/context.ts'
import { networkOf } from '#app/http/network.ts'
import type { DoorArgs, PersonSession } from '#app/http/session.server.ts'
import { codeOf } from '#app/notices/tokens.ts'
import { queueJob } from '#db/connections/outbox.server.ts'
import type { Context, Member } from '#db/context.ts'
import { moveAccountAddress } from '#db/notices/notice-addresses.server.ts'
import { findAccount, setAccountProfile } from '#db/people/accounts.server.ts'
import { countTry } from '#db/people/attempts.server.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import {
  countWrongMailCode,
  endMailChange,
  findMailChange,
  findOpenMailChange,
  insertMailChange,
  markMailChanged,
} from '#db/people/mail-changes.server.ts'
import { endSessions } from '#db/people/sessions.server.ts'
import { endLostLinks } from '#db/people/sign-ups.server.ts'

import { mailIn, sendsLinks } from './ask-account.server.ts'
import { newAddressLetter } from './mail-change.server.ts'

export type MailAsked =
  | { state: 'wrongMail' | 'sameMail' }
  | { state: 'askedTooOften' | 'mailMute' }
  /** `shown`: in a demo without a mail server, what the mail would say. */
  | { state: 'asked'; shown: { kind: 'change' | 'changeTaken'; code: string | null } | null }

/** Mails a code to the new address. Whether it is somebody's already is found out by the job that sends the mail. */
export async function askForMail(args: DoorArgs, { actor, now }: Context<Member>, typed: string): Promise<MailAsked> {
  const { address, language } = args.context.get(visitContext)
  const { demo, smtpUrl } = args.context.get(worldContext).config
  const { accountId } = actor
  const mail = mailIn(typed)
  if (!mail) return { state: 'wrongMail' }
  if (!sendsLinks(args)) return { state: 'mailMute' }
  const { db } = contextOf(args.context, { kind: 'worker' })
  const before = (await db.transaction((tx) => findAccount(tx, { id: accountId })))?.mail ?? ''
  if (mail === before.toLowerCase()) return { state: 'sameMail' }
  const network = `account address:${networkOf(address)}`
  const often = await db.as({ kind: 'anyone' }).transaction(
    async (tx) =>
      (await countTry(tx, `mail change:${accountId}`, now)) ?? (await countTry(tx, network, now, '5 minutes')), // each mail goes to somebody
  )
  if (often) return { state: 'askedTooOften' }
  return db.transaction(async (tx) => {
    const id = await insertMailChange(tx, { accountId, mail, before, language, now })
    if (smtpUrl || !demo) await queueJob(tx, 'mail-change', { change: id })
    const made = smtpUrl || !demo ? null : await findMailChange(tx, id)
    return { state: 'asked', shown: made && (await newAddressLetter(tx, made)) }
  })
}

export async function endMailWish(args: DoorArgs, { actor }: Context<Member>): Promise<void> {
  const { db } = contextOf(args.context, { kind: 'worker' })
  await db.transaction((tx) => endMailChange(tx, actor.accountId))
}

/**
 * The code shows that mail to the new address is read by whoever asked. Links for a lost way in that went to the one before
 * open nothing any more, every other session ends, and the one before is told.
 */
export async function confirmMail(
  args: DoorArgs,
  { id: session, loginId }: PersonSession,
  typed: string,
): Promise<'mailChanged' | 'codeWrong' | 'mailTaken'> {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  const code = typed.normalize('NFKC').replaceAll(/\D/g, '')
  return db.transaction(async (tx) => {
    const account = await findAccount(tx, { id: loginId })
    const open = account && (await findOpenMailChange(tx, loginId, now))
    if (!open) return 'codeWrong'
    if (code !== codeOf(tx.lookup, open.id)) {
      await countWrongMailCode(tx, open.id)
      return 'codeWrong'
    }
    if (!(await setAccountProfile(tx, loginId, { name: account.name, mail: open.mail }))) return 'mailTaken'
    await markMailChanged(tx, open.id, now)
    await moveAccountAddress(tx, { accountId: loginId, address: open.mail, now })
    await endLostLinks(tx, loginId)
    await endSessions(tx, loginId, { but: session })
    await recordAtDoor(tx, { did: 'person.changed', person: loginId, details: { what: 'mailChanged' }, now })
    await queueJob(tx, 'mail-changed', { change: open.id })
    return 'mailChanged'
  })
}
