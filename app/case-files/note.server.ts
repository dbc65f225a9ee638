import type { Context, Officer } from '#db/context.ts'
import { recordAudit } from '#db/audit.server.ts'
import { getCaseFile } from '#db/case-files.server.ts'
import { insertNote } from '#db/notes.server.ts'

import { limits, problemsOfText, type ActResult } from './act.ts'

/** A note stays inside the body: its own table, sealed with the body's key, in no projection and no thread. */
export async function writeNote({ db, now }: Context<Officer>, id: string, text: string): Promise<ActResult> {
  const problems = problemsOfText('text', text, limits.note)
  if (problems.length > 0) return { problems }

  return db.transaction(async (tx) => {
    const { reportId } = await getCaseFile(tx, id)
    await insertNote(tx, { caseFileId: id, text, now })
    await recordAudit(tx, { reportId, did: 'case.noted', subject: id, now })
    return { done: 'noted' }
  })
}
