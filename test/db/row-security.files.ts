/** The row of a file, for the world of row-security.test.ts. */
import type { Holder } from '#db/context.ts'
import { insertFile, markStored } from '#db/files/files.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { TestDatabase } from '#test/support/database.ts'
import { monday } from '#test/support/filings.ts'

/** A file that came whole, and that the police got with the first revision, and as if by the hand-over of the world. */
export async function addFile(database: TestDatabase, { reportId }: Holder): Promise<void> {
  const content = { key: 'x', item: 'attachments', lane: 'plain', name: 'x' } as const
  const file = { id: newId(), reportId, content, bytes: 1 }
  await database.as({ kind: 'holder', reportId }).transaction(async (tx) => {
    await insertFile(tx, { ...file, fingerprint: 'x', network: 'x', now: monday })
    await markStored(tx, file, monday)
    await tx.sql`insert into file_deliveries values (${file.id}, ${reportId}, 'npa', 1)`
  })
  await database.owner`insert into file_hand_overs
    select ${file.id}, report_id, id, recipient from hand_overs where report_id = ${reportId}`
}
