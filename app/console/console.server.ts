import { requireMember } from '#app/http/filer.server.ts'
import { mayAct, type Act } from '#app/http/member-acts.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import type { Context, Member, Vendor } from '#db/context.ts'
import { heldMandates } from '#db/mandates/mandates.server.ts'
import { findOrganisation } from '#db/organisations/organisations.server.ts'

/** A person who acts for a vendor, with every mandate that it holds at this moment. */
export interface ConsoleVisit {
  vendor: Context<Vendor>
  member: Context<Member>
  organisation: { id: string; name: string }
}

/** Asked by every loader and action of the console. A reader of the vendor looks and changes nothing. */
export async function requireConsole(args: DoorArgs, organisationId: string, act: Act = 'read'): Promise<ConsoleVisit> {
  const member = await requireMember(args, organisationId)
  if (!mayAct(member.actor.role, act)) throw new Refusal('forbidden')
  return consoleOf(member)
}

export async function consoleOf(member: Context<Member>): Promise<ConsoleVisit> {
  const { db, now } = member
  const { accountId, organisationId } = member.actor
  const actor = { kind: 'vendor', accountId, organisationId, mandateIds: [] } as const
  const [organisation, mandateIds] = await db
    .as(actor)
    .transaction((tx) => Promise.all([findOrganisation(tx, organisationId), heldMandates(tx, organisationId, now)]))
  const vendor: Vendor = { ...actor, mandateIds }
  return {
    vendor: { db: db.as(vendor), actor: vendor, now },
    member,
    organisation: { id: organisationId, name: organisation?.profile.name ?? '' },
  }
}
