import { contextOf, visitContext, worldContext } from '#app/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'

import { count } from './count.server.ts'
import { networkOf } from './network.ts'
import { personAt, type DoorArgs } from './session.server.ts'

const denials: readonly string[] = ['forbidden', 'outsideMandate', 'notItsAct']

export const isDenied = ({ code }: { code: string }): boolean => denials.includes(code)

/**
 * Writes down that somebody asked for what is not theirs: who, and what kind of page, without what they looked for. Of one
 * visitor so many in a minute; beyond, only the log has them, as it has every answer. `program`: which one asked, if one did.
 */
export async function recordDenied(args: DoorArgs, path: string, program?: string): Promise<void> {
  const person = program ? null : await personAt(args)
  const { now, address } = args.context.get(visitContext)
  const { denied } = args.context.get(worldContext).postLimits
  const { wait } = await count(denied, program ?? person ?? networkOf(address))
  if (wait > 0) return
  const { method } = args.request
  const details = { method, path, ...(program ? { program } : {}) }
  const { db } = contextOf(args.context, { kind: 'worker' })
  await db.transaction((tx) => recordAtDoor(tx, { did: 'access.denied', person, details, now }))
}
