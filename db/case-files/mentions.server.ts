/** Officers who are named in internal notes. */
import type { Tx } from '#db/context.ts'
import { StoreRefusal } from '#db/refusal.ts'
import type { Heading } from '#db/submissions/submissions.server.ts'
import { openHeadings, listSealed } from './case-files.server.ts'

export interface Mention {
  noteId: string
  caseFileId: string
  reference: string
  heading: Heading
  /** Who wrote the note. */
  by: string
  mentionedAt: Date
  seenAt: Date | null
}

export async function insertMentions(
  tx: Tx,
  { noteId, caseFileId, officerIds, now }: { noteId: string; caseFileId: string; officerIds: string[]; now: Date },
): Promise<void> {
  if (tx.actor.kind !== 'officer') throw new StoreRefusal('notFound')
  for (const officerId of officerIds) {
    await tx.sql`
      insert into mentions (note_id, officer_id, case_file_id, recipient, mentioned_at)
      values (${noteId}, ${officerId}, ${caseFileId}, ${tx.actor.recipient}, ${now})`
  }
}

/** Where the acting officer is named, what was not seen yet first, then the newest; at most `most`. */
export async function listMentions(tx: Tx, most: number): Promise<Mention[]> {
  if (tx.actor.kind !== 'officer') return []
  const { sql } = tx
  const rows = await sql<Omit<Mention, 'reference' | 'heading'>[]>`
    select m.note_id, m.case_file_id, o.name as by, m.mentioned_at, m.seen_at
    from mentions m join notes n on n.id = m.note_id join officers o on o.id = n.officer_id
    where m.officer_id = ${tx.actor.officerId}
    order by m.seen_at is not null, m.mentioned_at desc, m.note_id desc limit ${most}`
  if (rows.length === 0) return []
  const ids = [...new Set(rows.map(({ caseFileId }) => caseFileId))]
  const files = await openHeadings(tx, await listSealed(tx, sql`select * from case_files where id in ${sql(ids)}`))
  const known = new Map(files.map(({ id, reference, heading }) => [id, { reference, heading }]))
  return rows.flatMap((row) => {
    const file = known.get(row.caseFileId)
    return file ? { ...row, ...file } : []
  })
}

/** The acting officer has seen these. */
export async function markMentionsSeen(tx: Tx, noteIds: readonly string[], now: Date): Promise<void> {
  if (tx.actor.kind !== 'officer' || noteIds.length === 0) return
  await tx.sql`
    update mentions set seen_at = ${now}
    where officer_id = ${tx.actor.officerId} and seen_at is null and note_id in ${tx.sql(noteIds)}`
}
