import { queueJob } from '#db/connections/outbox.server.ts'
import type { MemberRole, Tx } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'

/** What a mail may say that happened. Each has words in locales `notices.json` under `events`, and none has content. */
export const noticeEvents = {
  /** To whoever reports. */
  reporter: ['feedback', 'reminder', 'sending', 'mandate'],
  /** To officers. */
  officer: ['arrival', 'answer', 'message', 'mention', 'assignment', 'escalation', 'hand-over', 'colleague'],
  /** To people with an account. */
  account: [
    'question',
    'approval',
    'approval-decided',
    'approval-rule',
    'sending',
    'sending-decided',
    'mandate',
    'claim',
    'membership',
    'members',
    'security',
  ],
} as const

export type ReporterEvent = (typeof noticeEvents.reporter)[number]
export type OfficerEvent = (typeof noticeEvents.officer)[number]
export type AccountEvent = (typeof noticeEvents.account)[number]

/**
 * One event that people may want a mail about. Who it is for decides what is sent: a reporter or officer without a
 * confirmed address gets nothing, and each chooses at once, once a day or never. The same `key` to the same person is
 * one notice, however often it is queued; without a key this very call is the event.
 */
export type NoticeRequest =
  | { to: { reportId: string }; event: ReporterEvent; key?: string }
  | { to: { officerId: string }; event: OfficerEvent; key?: string }
  /** Several officers, such as a team. */
  | { to: { officers: readonly string[] }; event: OfficerEvent; key?: string }
  /** Every officer of a body; of one prefecture when it is named, with those who see the whole country. */
  | { to: { recipient: string; prefecture?: string | null }; event: OfficerEvent; key?: string }
  | { to: CaseDesk; event: OfficerEvent; key?: string }
  /** Of vendors that may answer this question, whoever may. */
  | { to: { questionId: string }; event: AccountEvent; key?: string }
  | { to: { accountId: string } | Members; event: AccountEvent; key?: string }

/** Whoever has one of these roles in an organisation, without whoever did it. */
export interface Members {
  organisationId: string
  roles: readonly MemberRole[]
  but?: string
}

/**
 * Whoever has the case, and whoever asked. Where that is nobody: everybody of the body who wants to hear of arrivals.
 * `arrives`: it came with a revision, so whoever hears of arrivals is told already.
 */
export interface CaseDesk {
  caseFileId: string
  askedBy: string | null
  arrives?: boolean
}

/**
 * Queues a notice; whoever acts. It commits with what it is about and costs one row: addresses are looked up later, so
 * that nobody waits for them and a mail server that fails undoes nothing.
 */
export async function queueNotice(tx: Tx, { to, event, key = newId() }: NoticeRequest): Promise<void> {
  for (const who of 'officers' in to ? to.officers.map((officerId) => ({ officerId })) : [to]) {
    const payload = { event, key, ...withoutNull({ ...who }) }
    await queueJob(tx, 'address-notice', payload, `notice ${Object.values(who).join(' ')} ${event} ${key}`)
  }
}

function withoutNull(who: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(who).filter(([, value]) => value !== null && value !== undefined))
}
