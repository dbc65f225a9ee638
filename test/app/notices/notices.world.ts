/** Notices from the queue to a real mail server, at times that a test chooses. */
import { z } from 'zod'

import { addressNotice, mailCode } from '#app/notices/address-notice.server.ts'
import { openMailer } from '#app/notices/mailer.server.ts'
import { askForNotices, confirmNotices } from '#app/notices/notice-address.server.ts'
import { sendMail, type NoticeWorld } from '#app/notices/send-mail.server.ts'
import { codeOf } from '#app/notices/tokens.ts'
import type { Context, Holder, Officer, Worker } from '#db/context.ts'
import { findNoticeAddress, noticeOwner } from '#db/notices/notice-addresses.server.ts'
import type { Database } from '#db/client.server.ts'
import type { TestDatabase } from '#test/support/database.ts'
import type { MailServer } from '#test/support/mail-server.ts'

export const bounceAddress = 'bounces@portal.example.jp'

/** `patience` in milliseconds: a busy machine is no defect, and a server that hangs need not take long. */
export function worldOf(
  database: Pick<Database, 'keyring'>,
  server: MailServer | null,
  patience = 10_000,
): NoticeWorld {
  const mailer = server && openMailer(server.url, { bounceAddress, patience })
  return { mailer, origin: 'https://portal.example.jp', sign: database.keyring.lookup }
}

export function workerAt(database: Pick<Database, 'as'>, now: Date): Context<Worker> {
  const actor: Worker = { kind: 'worker' }
  return { db: database.as(actor), actor, now }
}

/** Does what is queued, and what that queues, each once; returns what failed. */
export async function doQueued(database: TestDatabase, world: NoticeWorld, now: Date): Promise<string[]> {
  const worker = workerAt(database, now)
  const tasks: Record<string, (payload: unknown) => Promise<void>> = {
    'address-notice': (payload) => addressNotice(worker, payload),
    'mail-code': (payload) => mailCode(worker, payload),
    'send-mail': (payload) => sendMail(worker, payload, world),
  }
  const failures: string[] = []
  for (;;) {
    const jobs = await database.owner`delete from outbox returning id, task, payload`
    if (jobs.length === 0) return failures
    for (const { task, payload } of jobs.toSorted((a, b) => Number(a.id) - Number(b.id))) {
      const [name, what] = [z.string().parse(task), z.unknown().parse(payload)]
      await tasks[name]?.(what).catch((fault: unknown) => failures.push(String(fault)))
    }
  }
}

/** Goes the whole way: the address, the code from the mail, and it is confirmed. */
export async function wantsNotices(
  database: TestDatabase,
  context: Context<Holder | Officer>,
  address: string,
): Promise<void> {
  await askForNotices(context, address, 'ja')
  await database.owner`delete from outbox where task = 'mail-code'`
  const found = await context.db.transaction((tx) => findNoticeAddress(tx, noticeOwner(context.actor)))
  const problem = await confirmNotices(context, codeOf(database.keyring.lookup, found?.id ?? ''))
  if (problem) throw new Error(`the address was not confirmed: ${problem}`)
}
