import { isAdministrator } from '#app/case-files/acts/administrator.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { Context, Officer, Operator, Tx } from '#db/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import { findPerson, listOfficers, markName } from '#db/people/people.server.ts'

import { nameProblem } from './ask-account.server.ts'

export type NameProblem = NonNullable<ReturnType<typeof nameProblem>>

/** As colleagues know them; what was done before is shown under the new name, too. Reporters never see it. */
export async function renameColleague(
  { db, actor, now }: Context<Officer>,
  id: string,
  name: string,
): Promise<NameProblem | null> {
  if (!isAdministrator(actor)) throw new Refusal('forbidden')
  const problem = nameProblem(name)
  if (problem) return problem
  return db.transaction(async (tx) => {
    const officer = (await listOfficers(tx)).find(({ officerId }) => officerId === id)
    if (!officer || (actor.prefecture && officer.prefecture !== actor.prefecture)) throw new Refusal('notFound')
    return rename(tx, { id, before: officer.name, name, now })
  })
}

/** For a body whose administrator is not there (yet), and for operators. */
export async function renamePerson(
  { db, now }: Context<Operator>,
  id: string,
  name: string,
): Promise<NameProblem | null> {
  const problem = nameProblem(name)
  if (problem) return problem
  return db.transaction(async (tx) => {
    const person = await findPerson(tx, id)
    if (!person || person.kind === 'account') throw new Refusal('notFound')
    return rename(tx, { id, before: person.name, name, now }, person.kind)
  })
}

async function rename(
  tx: Tx,
  { id, before, name, now }: { id: string; before: string; name: string; now: Date },
  kind: 'officer' | 'operator' = 'officer',
): Promise<null> {
  if (name === before) return null
  await markName(tx, { id, kind }, name)
  await recordAtDoor(tx, { did: 'person.changed', person: id, details: { what: 'nameChanged' }, now })
  return null
}
