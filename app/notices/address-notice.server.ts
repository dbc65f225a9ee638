import { z } from 'zod'

import { queueJob } from '#db/connections/outbox.server.ts'
import type { Context, Tx, Worker } from '#db/context.ts'
import { insertMail, type MailKind } from '#db/notices/mails.server.ts'
import { findNoticeAddress, insertAccountAddress } from '#db/notices/notice-addresses.server.ts'
import {
  claimArrivals,
  insertNotice,
  listSubscribers,
  takeDueNotices,
  type Subscriber,
} from '#db/notices/notices.server.ts'
import { listVendorsAsked } from '#db/vendors/vendor-questions.server.ts'
import { memberRoles } from '#db/organisations/member-roles.ts'
import { listAccountsWith } from '#db/organisations/memberships.server.ts'
import { listUnaddressed } from '#db/people/accounts.server.ts'

import { nextAt } from './digest-hour.ts'

const toOf = z.union([
  z.object({ reportId: z.string() }),
  z.object({ officerId: z.string() }),
  z.object({ accountId: z.string() }),
  z.object({ questionId: z.string() }),
  z.object({ organisationId: z.string(), roles: z.array(z.enum(memberRoles)), but: z.string().optional() }),
  z.object({ recipient: z.string(), prefecture: z.string().optional() }),
  z.object({ caseFileId: z.string(), askedBy: z.string().optional(), arrives: z.boolean().optional() }),
])
const payloadOf = z.intersection(z.object({ event: z.string(), key: z.string() }), toOf)

/** Finds out who wants to know of what happened, and where. Done twice it changes nothing. */
export async function addressNotice({ db, now }: Context<Worker>, payload: unknown): Promise<void> {
  const { event, key, ...to } = payloadOf.parse(payload)
  await db.transaction(async (tx) => {
    const who = await accountsOf(tx, to, now)
    if ('accounts' in who) await addAddresses(tx, who.accounts, now)
    if ('accountId' in who) await addAddresses(tx, [who.accountId], now)
    for (const subscriber of await listSubscribers(tx, who)) await tell(tx, subscriber, { event, key, now })
  })
}

type Addressed = z.infer<typeof toOf>

/** Organisations and vendors are written to by their people. */
async function accountsOf(tx: Tx, to: Addressed, now: Date) {
  if ('organisationId' in to) return { accounts: await listAccountsWith(tx, to) }
  return 'questionId' in to ? { accounts: await listVendorsAsked(tx, to.questionId, now) } : to
}

/** Of accounts that are older than their notices nobody knows the language. */
async function addAddresses(tx: Tx, accounts: readonly string[], now: Date): Promise<void> {
  for (const { id, mail } of await listUnaddressed(tx, accounts)) {
    await insertAccountAddress(tx, { accountId: id, address: mail, language: null, now })
  }
}

/** Officers whose desk has got something. It is looked for here, so that no filing waits for it. */
export async function findArrivals({ db, now }: Context<Worker>): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { newest, ...officer } of await claimArrivals(tx, now)) {
      await tell(tx, officer, { event: 'arrival', key: newest.toISOString(), now })
    }
  })
}

/** One mail for everything that an address was to hear of by now. */
export async function makeDigests({ db, now }: Context<Worker>): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { addressId, notices } of await takeDueNotices(tx, now)) {
      await queueMail(tx, { addressId, kind: 'digest', notices, now })
    }
  })
}

/** Makes a mail and what sends it, in one transaction. */
export async function queueMail(
  tx: Tx,
  mail: { addressId: string; kind: MailKind; notices?: readonly string[]; now: Date },
): Promise<void> {
  await queueSending(tx, await insertMail(tx, mail))
}

export const queueSending = (tx: Tx, mailId: string): Promise<void> =>
  queueJob(tx, 'send-mail', { mailId }, `mail ${mailId}`)

async function tell(tx: Tx, subscriber: Subscriber, what: { event: string; key: string; now: Date }): Promise<void> {
  const { addressId, frequency, dailyHour } = subscriber
  const { now } = what
  const atOnce = frequency === 'at-once'
  const notice = await insertNotice(tx, { ...what, addressId, dueAt: atOnce ? now : nextAt(dailyHour, now) })
  if (notice && atOnce) await queueMail(tx, { addressId, kind: 'notice', notices: [notice], now })
}

const codePayload = z.object({ addressId: z.string(), key: z.string() })

/** Mails the code that confirms an address. An address that is gone by now gets none. */
export async function mailCode({ db, now }: Context<Worker>, payload: unknown): Promise<void> {
  const { addressId, key } = codePayload.parse(payload)
  await db.transaction(async (tx) => {
    if (!(await findNoticeAddress(tx, { id: addressId }))) return
    const notice = await insertNotice(tx, { addressId, event: 'code', key, now, dueAt: now })
    if (notice) await queueMail(tx, { addressId, kind: 'code', notices: [notice], now })
  })
}
