import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseFile } from '#db/case-files/case-files.server.ts'
import { findResponsibility, setResponsibility } from '#db/case-files/responsibility.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { listOfficers } from '#db/people/people.server.ts'
import { listTeams } from '#db/people/teams.server.ts'

import type { ActProblem, ActResult } from './act.ts'
import { colleaguesFor } from './colleagues.ts'

/**
 * Who steps in for the officer who has the case, and which team it belongs to; either may be nobody. `was`: deputy/team
 * on the page that this was decided on, as ids; what a colleague arranged meanwhile is not put aside unseen.
 */
export async function arrangeCase(
  { db, now }: Context<Officer>,
  id: string,
  { deputy, team, was }: { deputy: string; team: string; was?: string | undefined },
): Promise<ActResult> {
  return db.transaction(async (tx) => {
    await inTurn(tx, `arrange ${id}`)
    const [file, officers, teams, arranged] = await Promise.all([
      getCaseFile(tx, id),
      listOfficers(tx),
      listTeams(tx),
      findResponsibility(tx, id),
    ])
    const problems: ActProblem[] = []
    if (deputy && !colleaguesFor(file, officers).some(({ officerId }) => officerId === deputy)) {
      problems.push({ field: 'deputy', code: 'assigneeUnknown' })
    }
    if (team && !teams.some((known) => known.id === team)) problems.push({ field: 'team', code: 'teamUnknown' })
    if (problems.length > 0) return { problems }
    const has = `${arranged.deputy?.officerId ?? ''}/${arranged.team?.id ?? ''}`
    if (was !== undefined && was !== has) {
      if (has === `${deputy}/${team}`) return { done: 'arranged' } // a double click, or agreed
      const values = { deputy: arranged.deputy?.name ?? '―', team: arranged.team?.name ?? '―' }
      return { problems: [{ field: 'deputy', code: 'arrangedMeanwhile', values }] }
    }

    const [deputyId, teamId] = [deputy || null, team || null]
    await setResponsibility(tx, id, { deputyId, teamId }, now)
    const details = { deputy: deputyId, team: teamId }
    await recordAudit(tx, { reportId: file.reportId, did: 'case.arranged', subject: id, details, now })
    return { done: 'arranged' }
  })
}
