/** What the reporter found useful of what recipients sent back. */
import type { Tx } from '#db/context.ts'

/** True: useful. By the id of the feedback; what nobody has judged is missing. */
export async function listOpinions(tx: Tx, reportId: string, recipient?: string): Promise<Map<string, boolean>> {
  const { sql } = tx
  const rows = await sql<{ feedbackId: string; useful: boolean }[]>`
    select feedback_id, useful from opinions
    where report_id = ${reportId} ${recipient ? sql`and recipient = ${recipient}` : sql``}`
  return new Map(rows.map(({ feedbackId, useful }) => [feedbackId, useful]))
}

export async function setOpinion(
  tx: Tx,
  said: { feedbackId: string; reportId: string; recipient: string; useful: boolean; now: Date },
): Promise<void> {
  const { feedbackId, reportId, recipient, useful, now } = said
  await tx.sql`
    insert into opinions (feedback_id, report_id, recipient, useful, said_at)
    values (${feedbackId}, ${reportId}, ${recipient}, ${useful}, ${now})
    on conflict (feedback_id) do update set useful = excluded.useful, said_at = excluded.said_at`
}

/** What all reporters said of the words of the acting officer's body, in a period. */
export async function countOpinions(
  tx: Tx,
  { from, until }: { from: Date; until: Date },
): Promise<{ useful: number; notUseful: number }> {
  if (tx.actor.kind !== 'officer') return { useful: 0, notUseful: 0 }
  const [row] = await tx.sql<{ useful: number; notUseful: number }[]>`
    select (count(*) filter (where useful))::integer as useful, (count(*) filter (where not useful))::integer as not_useful
    from opinions where recipient = ${tx.actor.recipient} and said_at >= ${from} and said_at < ${until}`
  return row ?? { useful: 0, notUseful: 0 }
}
