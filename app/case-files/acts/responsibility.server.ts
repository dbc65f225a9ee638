import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseFile } from '#db/case-files/case-files.server.ts'
import { setResponsibility } from '#db/case-files/responsibility.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { listOfficers } from '#db/people/people.server.ts'
import { listTeams } from '#db/people/teams.server.ts'

import type { ActProblem, ActResult } from './act.ts'
import { colleaguesFor } from './colleagues.ts'

/** Who steps in for the officer who has the case, and which team it belongs to; either may be nobody. */
export async function arrangeCase(
  { db, now }: Context<Officer>,
  id: string,
  { deputy, team }: { deputy: string; team: string },
): Promise<ActResult> {
  return db.transaction(async (tx) => {
    const [file, officers, teams] = await Promise.all([getCaseFile(tx, id), listOfficers(tx), listTeams(tx)])
    const problems: ActProblem[] = []
    if (deputy && !colleaguesFor(file, officers).some(({ officerId }) => officerId === deputy)) {
      problems.push({ field: 'deputy', code: 'assigneeUnknown' })
    }
    if (team && !teams.some((known) => known.id === team)) problems.push({ field: 'team', code: 'teamUnknown' })
    if (problems.length > 0) return { problems }

    const [deputyId, teamId] = [deputy || null, team || null]
    await setResponsibility(tx, id, { deputyId, teamId }, now)
    const details = { deputy: deputyId, team: teamId }
    await recordAudit(tx, { reportId: file.reportId, did: 'case.arranged', subject: id, details, now })
    return { done: 'arranged' }
  })
}
