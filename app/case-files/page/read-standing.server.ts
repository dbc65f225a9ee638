import { severityAt } from '#app/case-files/severities.ts'
import { getCaseFile, type QueueLine } from '#db/case-files/case-files.server.ts'
import { listEscalations } from '#db/case-files/escalations.server.ts'
import { findMerge, listMerged } from '#db/case-files/merges.server.ts'
import { findAssessment, findResponsibility } from '#db/case-files/responsibility.server.ts'
import type { Context, Officer, Tx } from '#db/context.ts'
import { listTeams } from '#db/people/teams.server.ts'

import type { MergedView, Standing } from './standing.ts'

/** How the case stands inside the body: who answers for it besides, how grave it is, what it is merged with. */
export async function readStanding({ db }: Context<Officer>, id: string): Promise<Standing> {
  return db.transaction(async (tx) => {
    const [{ deputy, team }, assessed, merge, merged, escalations, teams] = await Promise.all([
      findResponsibility(tx, id),
      findAssessment(tx, id),
      findMerge(tx, id),
      listMerged(tx, id),
      listEscalations(tx, id),
      listTeams(tx),
    ])
    return {
      deputy,
      team,
      teams: teams.map(({ id: teamId, name }) => ({ id: teamId, name })),
      assessment: assessed && {
        severity: severityAt(assessed.severity) ?? 'nil',
        reason: assessed.reason,
        name: assessed.name,
        at: assessed.assessedAt.toISOString(),
      },
      mergedInto: merge && { ...(await masterView(tx, merge.masterId)), reason: merge.reason },
      merged: merged.map(mergedView),
      escalations: escalations.map(({ firedAt, ...rest }) => ({ ...rest, firedAt: firedAt.toISOString() })),
    }
  })
}

async function masterView(tx: Tx, masterId: string): Promise<MergedView> {
  return mergedView(await getCaseFile(tx, masterId))
}

function mergedView({ id, reference, heading, revisionNumber, updatedAt, latestOpened }: QueueLine): MergedView {
  return {
    id,
    reference,
    name: heading.organisation ?? heading.title ?? reference,
    title: heading.organisation ? heading.title : null,
    revisionNumber,
    updatedAt: updatedAt.toISOString(),
    news: latestOpened === false,
  }
}
