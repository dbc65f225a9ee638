import type { Language } from '#app/i18n/language.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { queueJob } from '#db/connections/outbox.server.ts'
import type { Context, Filer, Officer, Tx } from '#db/context.ts'
import {
  confirmNoticeAddress,
  countCode,
  takeCodeTry,
  findNoticeAddress,
  noticeOwner,
  replaceNoticeAddress,
  setNoticeWishes,
  type NoticeWishes,
} from '#db/notices/notice-addresses.server.ts'
import { clearFailures, countTry } from '#db/people/attempts.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { normalised } from '#forms/answers/text-like.ts'

import { codeOf } from './tokens.ts'

type Owner = Context<Filer | Officer>

/** What could not be done, as a key of words; null when it was done. */
export type NoticeProblem = 'wrong' | 'tooOften' | 'codeWrong' | 'codeOld' | 'codeTries' | 'noAddress'

const longest = 254 // RFC 5321: what an SMTP server must take
const codeHours = 24
const codeTries = 5

/** Starts notices at a new address: it gets one mail with a code, and nothing else before the code came back. */
export async function askForNotices(context: Owner, typed: string, language: Language): Promise<NoticeProblem | null> {
  const read = normalised('email', typed)
  if (!('text' in read) || read.text.length > longest) return 'wrong'
  const { db, actor, now } = context
  if (await isFull(context, read.text)) return 'tooOften'
  return db.transaction(async (tx) => {
    const id = await replaceNoticeAddress(tx, noticeOwner(actor), { address: read.text, language, now })
    if (id === null) return 'tooOften'
    await queueCode(tx, id)
    await record(tx, context, 'notice.asked')
    return null
  })
}

/** One more mail with the same code. */
export async function sendCodeAgain(context: Owner): Promise<NoticeProblem | null> {
  const { db, actor } = context
  const known = await db.transaction((tx) => findNoticeAddress(tx, noticeOwner(actor)))
  if (!known || known.confirmedAt) return 'noAddress'
  if (await isFull(context, known.address)) return 'tooOften'
  return db.transaction(async (tx) => {
    const found = await findNoticeAddress(tx, noticeOwner(actor))
    if (!found || found.confirmedAt) return 'noAddress'
    if (!(await countCode(tx, found.id))) return 'tooOften'
    await queueCode(tx, found.id)
    return null
  })
}

/** The code proves that whoever asks reads what is sent there. */
export async function confirmNotices(context: Owner, typed: string): Promise<NoticeProblem | null> {
  const { db, actor, now } = context
  const code = typed.normalize('NFKC').replaceAll(/\D/g, '')
  const told = await db.transaction(async (tx): Promise<NoticeProblem | { reads: string }> => {
    const found = await findNoticeAddress(tx, noticeOwner(actor))
    if (!found || found.confirmedAt) return 'noAddress'
    if (now.getTime() - found.setAt.getTime() > codeHours * 3_600_000) return 'codeOld'
    if (!(await takeCodeTry(tx, found.id, codeTries))) return 'codeTries'
    if (code !== codeOf(tx.lookup, found.id)) return 'codeWrong'
    await confirmNoticeAddress(tx, found.id, now)
    await record(tx, context, 'notice.confirmed')
    return { reads: found.address }
  })
  if (typeof told === 'string') return told
  await anyone(context).transaction((tx) => clearFailures(tx, [mailbox(told.reads)]))
  return null
}

/** How often, at what hour, and of what. */
export async function chooseNotices({ db, actor, now }: Owner, wishes: NoticeWishes): Promise<NoticeProblem | null> {
  return db.transaction(async (tx) => {
    const found = await findNoticeAddress(tx, noticeOwner(actor))
    if (!found) return 'noAddress'
    await setNoticeWishes(tx, found.id, wishes, now)
    return null
  })
}

/** Takes the address back; mails to it that still wait are gone with it. */
export async function endNotices(context: Owner): Promise<void> {
  const { db, actor, now } = context
  await db.transaction(async (tx) => {
    const owner = noticeOwner(actor)
    const found = await findNoticeAddress(tx, owner)
    if (!found) return
    await replaceNoticeAddress(tx, owner, { address: null, language: found.language, now })
    await record(tx, context, 'notice.ended')
  })
}

/**
 * Codes are counted by mailbox as well, until somebody shows that they read it: each report of a guest may have some mailed,
 * and anybody begins many reports.
 */
const isFull = async (context: Owner, address: string): Promise<boolean> =>
  (await anyone(context).transaction((tx) => countTry(tx, mailbox(address), context.now))) !== null

const mailbox = (address: string): string => `codes to:${address.toLowerCase()}`

const anyone = ({ db }: Owner) => db.as({ kind: 'anyone' })

const queueCode = (tx: Tx, addressId: string) => queueJob(tx, 'mail-code', { addressId, key: newId() })

async function record(tx: Tx, { actor, now }: Owner, did: string): Promise<void> {
  if (actor.kind !== 'officer') await recordAudit(tx, { reportId: actor.reportId, did, now })
}
