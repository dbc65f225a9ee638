/** Operators see every program, when it was used last, and stop one that is out of hand. They make none. */
import { Refusal } from '#app/http/refusal.ts'
import type { Context, Operator } from '#db/context.ts'
import { namesOfOrganisations } from '#db/organisations/organisations.server.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'
import { listAllPrograms, stopProgram, type ProgramSeen } from '#db/programs/programs.server.ts'

export const becauseLimit = 300
const most = 500

export interface ProgramOperated extends ProgramSeen {
  /** Of the organisation; a body is named by its id. */
  organisation: string | null
}

export async function readAllPrograms({ db, now }: Context<Operator>): Promise<ProgramOperated[]> {
  return db.transaction(async (tx) => {
    const programs = await listAllPrograms(tx, { most, now })
    const names = await namesOfOrganisations(
      tx,
      programs.flatMap(({ organisationId }) => organisationId ?? []),
    )
    return programs.map((one) => ({ ...one, organisation: names.get(one.organisationId ?? '') ?? null }))
  })
}

/** For good, with all its keys and tokens, from this moment on. The record names the program; the reason is its keepers'. */
export async function stopAsOperator(
  { db, actor, now }: Context<Operator>,
  clientId: string,
  because: string,
): Promise<'stopped' | 'becauseMissing' | 'becauseLong'> {
  if (because === '') return 'becauseMissing'
  if ([...because].length > becauseLimit) return 'becauseLong'
  await db.transaction(async (tx) => {
    if (!(await stopProgram(tx, { clientId, because, now }))) throw new Refusal('conflict')
    await recordAtDoor(tx, {
      did: 'access.program-ended',
      person: actor.operatorId,
      details: { program: clientId },
      now,
    })
  })
  return 'stopped'
}
