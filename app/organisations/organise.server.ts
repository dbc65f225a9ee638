import { contextOf } from '#app/context.ts'
import { countDoing } from '#app/http/doings.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Member, MemberRole, Tx } from '#db/context.ts'
import {
  endInvitations,
  findMemberInvitation,
  insertMemberInvitation,
  markMemberInvitationUsed,
} from '#db/organisations/member-invitations.server.ts'
import { memberRoles } from '#db/organisations/member-roles.ts'
import { changeMembership, insertMembership, listAccountsWith } from '#db/organisations/memberships.server.ts'
import {
  findOrganisation,
  holdOrganisation,
  insertOrganisation,
  setProfile,
} from '#db/organisations/organisations.server.ts'
import { normalised } from '#forms/answers/text-like.ts'
import type { Answers } from '#forms/item.ts'

import { tellMember, tellOthers } from './tell-members.server.ts'

export type OrganisationProblem = 'missingName' | 'longName' | 'badNumber' | 'badDigit'

/** A corporate number as it was typed, with its check digit; empty when none was. */
export function corporateNumberIn(typed: string): { number: string | null; problem: OrganisationProblem | null } {
  if (typed === '') return { number: null, problem: null }
  const read = normalised('corporate-number', typed)
  if ('text' in read) return { number: read.text, problem: null }
  return { number: null, problem: read.wrong === 'corporateNumberDigit' ? 'badDigit' : 'badNumber' }
}

/** Whoever makes an organisation administers it. Nobody has found out yet who it is. */
export async function makeOrganisation(
  args: DoorArgs,
  { actor, now }: Context<Member>,
  typed: { name: string; number: string },
): Promise<{ id: string } | { problems: OrganisationProblem[] }> {
  const { number, problem } = corporateNumberIn(typed.number)
  const problems: OrganisationProblem[] = problem ? [problem] : []
  if (typed.name === '') problems.unshift('missingName')
  if ([...typed.name].length > 200) problems.unshift('longName')
  if (problems.length > 0) return { problems }
  const { db } = contextOf(args.context, { kind: 'worker' })
  await countDoing({ db, now }, 'organisation of an account', actor.accountId)
  const answers = { 'org-name': typed.name, ...(number ? { 'org-corporate-number': number } : {}) }
  return db.transaction(async (tx) => {
    const id = await insertOrganisation(tx, { profile: { name: typed.name, answers }, corporateNumber: number }, now)
    await insertMembership(tx, { accountId: actor.accountId, organisationId: id, role: 'administrator', now })
    await recordAudit(tx, { reportId: id, did: 'organisation.made', subject: actor.accountId, now })
    return { id }
  })
}

/** What is proposed in each new report. The name of a verified organisation stays what was verified. */
export async function changeProfile(context: Context<Member>, answers: Answers): Promise<void> {
  await change(context, 'organisation.changed', async (tx, id) => {
    const before = await holdOrganisation(tx, id) // it may be verified in this moment
    if (!before || before.personalOf) throw new Refusal('notFound')
    const name =
      typeof answers['org-name'] === 'string' && !before.verifiedAt ? answers['org-name'] : before.profile.name
    await setProfile(tx, id, { name, answers })
  })
}

export const isMemberRole = (role: string): role is MemberRole => memberRoles.some((known) => known === role)

/** A link for somebody with an account, or about to make one. It says what they will be. */
export async function inviteMember(context: Context<Member>, role: string): Promise<{ token: string; until: Date }> {
  if (!isMemberRole(role)) throw new Refusal('invalid')
  const { actor, now } = context
  await countDoing(context, 'invitation to an organisation', actor.organisationId)
  return change(
    context,
    'member.invited',
    (tx, organisationId) => insertMemberInvitation(tx, { organisationId, role, by: actor.accountId, now }),
    { role },
  )
}

export async function endAllInvitations(context: Context<Member>): Promise<void> {
  await change(context, 'member.uninvited', (tx, id) => endInvitations(tx, id))
}

/** Null when it was done; somebody administers an organisation at all times. */
export async function changeMember(
  { db, actor, now }: Context<Member>,
  accountId: string,
  role: MemberRole | null,
): Promise<'lastAdministrator' | null> {
  return db.transaction((tx) =>
    changeIn(tx, { organisationId: actor.organisationId, accountId, role, by: actor.accountId, now }),
  )
}

/** Of one's own will. Whoever only reads writes nothing, so the portal does it for them. */
export async function leaveOrganisation(
  args: DoorArgs,
  { actor, now }: Context<Member>,
): Promise<'lastAdministrator' | null> {
  const { organisationId, accountId } = actor
  const { db } = contextOf(args.context, { kind: 'worker' })
  return db.transaction((tx) => changeIn(tx, { organisationId, accountId, role: null, by: accountId, now }))
}

async function changeIn(
  tx: Tx,
  { by, ...wanted }: { organisationId: string; accountId: string; role: MemberRole | null; by: string; now: Date },
): Promise<'lastAdministrator' | null> {
  const changed = await changeMembership(tx, wanted)
  if (changed !== 'changed') return changed === 'unchanged' ? null : changed // nothing to tell anybody
  const { organisationId, accountId, role, now } = wanted
  const details = role ? { details: { role } } : {}
  const did = role === null ? 'member.ended' : 'member.changed'
  await recordAudit(tx, { reportId: organisationId, did, subject: accountId, ...details, now })
  if (by !== accountId) await tellMember(tx, accountId)
  await tellOthers(tx, { organisationId, role, but: by })
  return null
}

/** Whose link it is; null for an unknown, old or used one. */
export async function findJoining(args: DoorArgs, token: string) {
  const { db, now } = contextOf(args.context, { kind: 'worker' })
  return db.transaction(async (tx) => {
    const invited = await findMemberInvitation(tx, token, now)
    const organisation = invited && (await findOrganisation(tx, invited.organisationId))
    return organisation && { id: organisation.id, name: organisation.profile.name, role: invited.role }
  })
}

/**
 * Returns the organisation. A link that is used twice, or too late, is nobody's. An administrator stays one, and
 * the link stands: the last one would else become a reader by their own link.
 */
export async function joinOrganisation(
  args: DoorArgs,
  { actor, now }: Context<Member>,
  token: string,
): Promise<{ organisationId: string; said: 'joined' | 'joinedBefore' }> {
  const { db } = contextOf(args.context, { kind: 'worker' })
  const { accountId } = actor
  return db.transaction(async (tx) => {
    const invited = await findMemberInvitation(tx, token, now)
    if (invited && (await administers(tx, invited.organisationId, accountId)))
      return { organisationId: invited.organisationId, said: 'joinedBefore' }
    if (!invited || !(await markMemberInvitationUsed(tx, token, accountId, now))) throw new Refusal('notFound')
    const { organisationId, role } = invited
    await insertMembership(tx, { accountId, organisationId, role, now })
    await recordAudit(tx, {
      reportId: organisationId,
      did: 'member.joined',
      subject: accountId,
      details: { role },
      now,
    })
    await tellOthers(tx, { organisationId, role, but: accountId })
    return { organisationId, said: 'joined' }
  })
}

async function administers(tx: Tx, organisationId: string, accountId: string): Promise<boolean> {
  const administrators = await listAccountsWith(tx, { organisationId, roles: ['administrator'] })
  return administrators.includes(accountId)
}

async function change<T>(
  { db, actor, now }: Context<Member>,
  did: string,
  work: (tx: Tx, organisationId: string) => Promise<T>,
  details?: Record<string, string | boolean>,
): Promise<T> {
  const { organisationId } = actor
  return db.transaction(async (tx) => {
    const done = await work(tx, organisationId)
    await recordAudit(tx, { reportId: organisationId, did, ...(details ? { details } : {}), now })
    return done
  })
}
