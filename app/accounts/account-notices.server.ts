import { textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { Language } from '#app/i18n/language.ts'
import { wishesOf } from '#app/notices/act-on-notices.server.ts'
import type { NoticeState } from '#app/notices/read-notices.server.ts'
import { markOf } from '#app/notices/tokens.ts'
import type { Context, Member, Tx } from '#db/context.ts'
import {
  findNoticeAddress,
  insertAccountAddress,
  setBothLanguages,
  setNoticeWishes,
  type NoticeAddress,
} from '#db/notices/notice-addresses.server.ts'
import { findAccount } from '#db/people/accounts.server.ts'
import { findLanguage, settleLanguage } from '#db/people/logins.server.ts'

export interface AccountNotices extends Pick<NoticeState, 'address' | 'wishes' | 'stoppedWhy' | 'mark'> {
  state: 'on' | 'stopped'
  /** Theirs, or both: wished, or as long as they have chosen none. */
  language: 'own' | 'both'
}

/** How somebody with an account is told by mail. The address is the account's. Read as the worker, who knows their language. */
export async function readAccountNotices({ db, actor }: Context<Member>): Promise<AccountNotices> {
  return db.as({ kind: 'worker' }).transaction(async (tx) => {
    const found = await findNoticeAddress(tx, { accountId: actor.accountId })
    const mark = markOf(tx.lookup, actor.accountId)
    if (!found) {
      const wishes = { frequency: 'at-once', dailyHour: 9, arrivals: false } as const
      const language = (await findLanguage(tx, actor.accountId)) ? 'own' : 'both'
      return { state: 'on', address: await mailOf(tx, actor), wishes, stoppedWhy: null, language, mark }
    }
    const { address, frequency, dailyHour, arrivals, stoppedWhy } = found
    const language = found.language ? 'own' : 'both'
    const wishes = { frequency, dailyHour, arrivals }
    return { state: stoppedWhy ? 'stopped' : 'on', address, wishes, stoppedWhy, language, mark }
  })
}

/** When, and in which language. Who has chosen none yet, and wants no other, means the one in which the page is `shown`. */
export async function chooseAccountNotices(
  { db, actor, now }: Context<Member>,
  form: FormData,
  shown: Language,
): Promise<void> {
  const both = textOf(form, 'language') !== 'own'
  await db.transaction(async (tx) => {
    const { id } = await ownAddress(tx, actor, now)
    await setNoticeWishes(tx, id, { ...wishesOf(form), arrivals: false }, now)
    await setBothLanguages(tx, id, both)
  })
  if (both) return
  await db.as({ kind: 'worker' }).transaction((tx) => settleLanguage(tx, actor.accountId, shown))
}

async function ownAddress(tx: Tx, actor: Member, now: Date): Promise<NoticeAddress> {
  const { accountId } = actor
  const found = await findNoticeAddress(tx, { accountId })
  if (found) return found
  await insertAccountAddress(tx, { accountId, address: await mailOf(tx, actor), language: null, now })
  const made = await findNoticeAddress(tx, { accountId })
  if (!made) throw new Refusal('conflict')
  return made
}

async function mailOf(tx: Tx, { accountId }: Member): Promise<string> {
  return (await findAccount(tx, { id: accountId }))?.mail ?? ''
}
