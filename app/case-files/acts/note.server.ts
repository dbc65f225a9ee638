import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseToActOn } from '#db/case-files/case-files.server.ts'
import { insertMentions } from '#db/case-files/mentions.server.ts'
import { insertNote, notedJustNow } from '#db/case-files/notes.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { listOfficers } from '#db/people/people.server.ts'

import { limits, problemsOfText, type ActResult } from './act.ts'
import { colleaguesFor } from './colleagues.ts'
import { mentionedIn } from './mentions.ts'

/**
 * A note stays inside the body: its own table, sealed with the body's key, in no projection and no thread. Colleagues
 * named in it find it in their list, and get a notice without content if they want notices.
 */
export async function writeNote({ db, actor, now }: Context<Officer>, id: string, text: string): Promise<ActResult> {
  const problems = problemsOfText('text', text, 'note', limits.note)
  if (problems.length > 0) return { problems }

  return db.transaction(async (tx) => {
    const file = await getCaseToActOn(tx, id)
    const twice = await notedJustNow(tx, { caseFileId: id, text, now })
    const { officerIds, unknown } = mentionedIn(text, colleaguesFor(file, await listOfficers(tx)))
    const others = officerIds.filter((officerId) => officerId !== actor.officerId)
    const done = unknown ? 'notedUnknown' : others.length > 0 ? 'notedMentioned' : 'noted'
    if (twice) return { done }
    const noteId = await insertNote(tx, { caseFileId: id, text, now })
    await insertMentions(tx, { noteId, caseFileId: id, officerIds: others, now })
    await recordAudit(tx, { reportId: file.reportId, did: 'case.noted', subject: id, now })
    await queueNotice(tx, { to: { officers: others }, event: 'mention', key: noteId })
    return { done }
  })
}
