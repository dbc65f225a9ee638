import type { Language } from '#app/i18n/language.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { queueJob } from '#db/connections/jobs.server.ts'
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
  return db.transaction(async (tx) => {
    const id = await replaceNoticeAddress(tx, noticeOwner(actor), { address: read.text, language, now })
    if (id === null) return 'tooOften'
    await queueCode(tx, id)
    await record(tx, context, 'notice.asked')
    return null
  })
}

/** One more mail with the same code. */
export async function sendCodeAgain({ db, actor }: Owner): Promise<NoticeProblem | null> {
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
  return db.transaction(async (tx) => {
    const found = await findNoticeAddress(tx, noticeOwner(actor))
    if (!found || found.confirmedAt) return 'noAddress'
    if (now.getTime() - found.setAt.getTime() > codeHours * 3_600_000) return 'codeOld'
    if (!(await takeCodeTry(tx, found.id, codeTries))) return 'codeTries'
    if (code !== codeOf(tx.lookup, found.id)) return 'codeWrong'
    await confirmNoticeAddress(tx, found.id, now)
    await record(tx, context, 'notice.confirmed')
    return null
  })
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

const queueCode = (tx: Tx, addressId: string) => queueJob(tx, 'mail-code', { addressId, key: newId() })

async function record(tx: Tx, { actor, now }: Owner, did: string): Promise<void> {
  if (actor.kind !== 'officer') await recordAudit(tx, { reportId: actor.reportId, did, now })
}
