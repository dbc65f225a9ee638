/** Bodies with endpoints, and time that passes between tests that share a database. */
import { openAsk, type Ask } from '#app/outbound/ask.server.ts'
import { makeWebhook, type ShownSecret } from '#app/webhooks/arrange.server.ts'
import { webhookEvents } from '#app/webhooks/events.ts'
import { sendDue } from '#app/webhooks/send.server.ts'
import type { Context, Member, Officer } from '#db/context.ts'
import { gatherWebhooks } from '#db/programs/webhooks.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { later } from '#test/app/reports/reports.world.ts'
import type { TestDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'

export const place = { demo: true, origin: 'https://portal.example.jp' }

export async function administratorOf(database: TestDatabase, recipient: string, now: Date): Promise<Context<Officer>> {
  const officer = await officerOf(database, recipient)
  await database.owner`update officers set role = 'administrator' where id = ${officer.officerId}`
  const actor: Officer = { ...officer, role: 'administrator' }
  return { db: database.as(actor), actor, now }
}

/** Who administers an organisation that nothing was filed for yet. */
export async function memberOf({ owner, as }: TestDatabase, now: Date): Promise<Context<Member>> {
  const [accountId, organisationId, sealed] = [newId(), newId(), Buffer.from('x')]
  await owner`insert into accounts (id, mail_hash, profile, created_at) values (${accountId}, ${accountId}, ${sealed}, ${now})`
  await owner`
    insert into organisations (id, profile, created_at, changed_at) values (${organisationId}, ${sealed}, ${now}, ${now})`
  await owner`insert into memberships values (${accountId}, ${organisationId}, 'administrator', ${now})`
  const actor: Member = { kind: 'member', accountId, organisationId, role: 'administrator' }
  return { db: as(actor), actor, now }
}

export async function endpoint(context: Context<Officer>, url: string, contentKey = ''): Promise<ShownSecret> {
  const made = await makeWebhook(context, { url, events: webhookEvents.recipient, contentKey }, place)
  if (Array.isArray(made)) throw new Error(JSON.stringify(made))
  return made
}

const happened = [
  ['case_files', 'updated_at'],
  ['deliveries', 'sent_at'],
  ['feedback', 'sent_at'],
  ['question_answers', 'answered_at'],
  ['audit', 'at'],
] as const

/** No endpoints; and what a test filed happened long before the next one. */
export async function forget({ owner }: TestDatabase): Promise<void> {
  await owner`delete from webhook_messages`
  await owner`delete from webhook_endpoints`
  await owner`delete from standings`
  for (const [table, column] of happened) {
    await owner`update ${owner(table)} set ${owner(column)} = ${later(-10_000)}`
  }
}

/**
 * One look of the portal's worker: what happened is written down, and sent where something is due. `patience`: how long a
 * receiver is waited for, ms; as long as the portal waits unless it is known never to answer.
 */
export function lookOf(database: TestDatabase) {
  const worker = database.as({ kind: 'worker' })
  const open = openAsk({ demo: true })
  return async (now: Date, { sweep = false, patience = 15_000 } = {}): Promise<void> => {
    const ask: Ask = (url, question) => open(url, { ...question, timeout: patience })
    const due = await worker.transaction((tx) => gatherWebhooks(tx, now, sweep ? null : 5_000))
    await Promise.all(due.map((id) => sendDue({ db: worker, ask, now: () => now }, id)))
  }
}
