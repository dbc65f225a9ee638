import type { Context, Filer, Officer } from '#db/context.ts'
import { lastMailOf } from '#db/notices/mails.server.ts'
import { findNoticeAddress, noticeOwner, type NoticeWishes } from '#db/notices/notice-addresses.server.ts'

import { markOf } from './tokens.ts'

export interface NoticeState {
  /** none: no address. waiting: the code has not come back. stopped: see `stoppedWhy`. */
  state: 'none' | 'waiting' | 'on' | 'stopped'
  address: string
  wishes: NoticeWishes
  stoppedWhy: 'bounced' | 'unsubscribed' | null
  /** The mail with the code could not be delivered. */
  codeFailed: boolean
  /** Stands in every mail, so that its reader knows it is genuine. */
  mark: string
}

const noWishes: NoticeWishes = { frequency: 'at-once', dailyHour: 9, arrivals: false }

/** How the holder of a report, or an officer, is told of news. */
export async function readNotices({ db, actor }: Context<Filer | Officer>): Promise<NoticeState> {
  return db.transaction(async (tx) => {
    const owner = noticeOwner(actor)
    const mark = markOf(tx.lookup, Object.values(owner)[0] ?? '')
    const found = await findNoticeAddress(tx, owner)
    if (!found) return { state: 'none', address: '', wishes: noWishes, stoppedWhy: null, codeFailed: false, mark }
    const { address, frequency, dailyHour, arrivals, stoppedWhy, confirmedAt } = found
    const last = confirmedAt ? null : await lastMailOf(tx, found.id)
    return {
      state: stoppedWhy ? 'stopped' : confirmedAt ? 'on' : 'waiting',
      address,
      wishes: { frequency, dailyHour, arrivals },
      stoppedWhy,
      codeFailed: last !== null && last.reason !== 'no-server' && (last.failedAt !== null || last.bouncedAt !== null),
      mark,
    }
  })
}
