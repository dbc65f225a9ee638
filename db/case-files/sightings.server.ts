/** Which revision of a case file each officer has seen. Nobody else reads it: it is a bookmark, not a control. */
import type { Tx } from '#db/context.ts'

export async function markSeen(tx: Tx, caseFileId: string, revisionNumber: number, now: Date): Promise<void> {
  if (tx.actor.kind !== 'officer') return
  await tx.sql`
    insert into sightings (case_file_id, officer_id, revision_number, seen_at)
    values (${caseFileId}, ${tx.actor.officerId}, ${revisionNumber}, ${now})
    on conflict (case_file_id, officer_id) do update
      set revision_number = excluded.revision_number, seen_at = excluded.seen_at
    where sightings.revision_number < excluded.revision_number`
}
