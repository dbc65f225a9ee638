/** Whether an organisation wants a second person before anything is sent, and who said so last. */
import type { Tx } from '#db/context.ts'
import { findAccount } from '#db/people/accounts.server.ts'

/** As an administrator of it. False when it was so already. */
export async function setNeedsApproval(tx: Tx, id: string, needed: boolean): Promise<boolean> {
  const set =
    await tx.sql`update organisations set needs_approval = ${needed} where id = ${id} and needs_approval <> ${needed}`
  return set.count > 0
}

export interface RuleChange {
  at: Date
  needed: boolean
  /** Null: nobody who has an account any more. */
  by: string | null
}

/** The last change, out of the audit. As a member of the organisation. */
export async function findRuleChange(tx: Tx, id: string): Promise<RuleChange | null> {
  const [line] = await tx.sql<{ at: Date; actorId: string; needed: boolean }[]>`
    select at, actor_id, (details::json ->> 'approval')::boolean as needed from audit
    where report_id = ${id} and did = 'organisation.changed' and details::json ->> 'approval' is not null
    order by sequence desc limit 1`
  if (!line) return null
  const { at, needed, actorId } = line
  return { at, needed, by: (await findAccount(tx, { id: actorId }))?.name ?? null }
}
