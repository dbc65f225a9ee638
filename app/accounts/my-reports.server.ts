import { contextOf } from '#app/context.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import type { Context, Member, MemberRole } from '#db/context.ts'
import { listMemberships } from '#db/organisations/memberships.server.ts'
import { findOrganisation, type Organisation } from '#db/organisations/organisations.server.ts'
import { listMyReports, type MyReport } from '#db/reports/my-reports.server.ts'

const most = 200

export interface Place {
  organisation: Organisation
  role: MemberRole
  reports: readonly MyReport[]
}

/** Everywhere somebody belongs, with its reports: their own space first, then organisations. */
export async function readPlaces(args: DoorArgs, { actor, db }: Context<Member>): Promise<Place[]> {
  const worker = contextOf(args.context, { kind: 'worker' })
  const memberships = await worker.db.transaction((tx) => listMemberships(tx, actor.accountId))
  const places = await Promise.all(
    memberships.map(({ organisationId, role }) =>
      db.as({ ...actor, organisationId, role }).transaction(async (tx) => {
        const organisation = await findOrganisation(tx, organisationId)
        return organisation && { organisation, role, reports: await listMyReports(tx, organisationId, most) }
      }),
    ),
  )
  return places.filter((place) => place !== null)
}
