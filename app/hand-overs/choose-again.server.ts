import { recordAudit } from '#db/audit/audit.server.ts'
import { liftReturns } from '#db/case-files/returns.server.ts'
import type { Context, Filer } from '#db/context.ts'
import type { RecipientId } from '#forms/plan.ts'

/** The reporter ticks a body that had given its copy back: from now on it gets reports again. */
export async function chooseAgain(
  { db, actor, now }: Context<Filer>,
  returned: readonly RecipientId[],
  ticked: readonly string[],
): Promise<void> {
  const { reportId } = actor
  const again = returned.filter((recipient) => ticked.includes(recipient))
  if (again.length === 0) return
  await db.transaction(async (tx) => {
    for (const recipient of await liftReturns(tx, reportId, again, now)) {
      await recordAudit(tx, { reportId, did: 'return.lifted', details: { to: recipient }, now })
    }
  })
}
