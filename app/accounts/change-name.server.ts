import { Refusal } from '#app/http/refusal.ts'
import { tellOthers } from '#app/organisations/tell-members.server.ts'
import type { Context, Worker } from '#db/context.ts'
import { listMemberships } from '#db/organisations/memberships.server.ts'
import { findOrganisation, setProfile } from '#db/organisations/organisations.server.ts'
import { findAccount, setAccountProfile } from '#db/people/accounts.server.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'

import { nameProblem } from './ask-account.server.ts'

/** Colleagues know people by their names, so those who administer are told. */
export async function changeName({ db, now }: Context<Worker>, accountId: string, name: string) {
  const problem = nameProblem(name)
  if (problem) return problem
  await db.transaction(async (tx) => {
    const account = await findAccount(tx, { id: accountId })
    if (!account) throw new Refusal('notFound')
    if (account.name === name) return
    const space = await findOrganisation(tx, account.spaceId)
    await setAccountProfile(tx, accountId, { name, mail: account.mail })
    if (space) await setProfile(tx, space.id, { ...space.profile, name })
    await recordAtDoor(tx, { did: 'person.changed', person: accountId, details: { what: 'nameChanged' }, now })
    for (const { organisationId } of await listMemberships(tx, accountId))
      if (organisationId !== account.spaceId) await tellOthers(tx, { organisationId, role: null, but: accountId })
  })
  return null
}
