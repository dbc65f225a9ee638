import { contextOf } from '#app/context.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import type { Context, Filer, Officer } from '#db/context.ts'
import { findWhyStopped, noticeOwner } from '#db/notices/notice-addresses.server.ts'

/** Do mails to this person not go out any more, for a reason that he or she may not know of? */
export async function areNoticesStopped({ db, actor }: Context<Filer | Officer>): Promise<boolean> {
  return (await db.transaction((tx) => findWhyStopped(tx, noticeOwner(actor)))) !== null
}

/** Tells an officer on the first page after signing in: asked once, so that the queue needs not ask each time. */
export async function sayIfStopped(args: DoorArgs, officer: Officer): Promise<void> {
  if (await areNoticesStopped(contextOf(args.context, officer))) leaveFlash(args, 'noticesStopped')
}
