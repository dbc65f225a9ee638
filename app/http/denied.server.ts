import { contextOf, visitContext, worldContext } from '#app/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'

import { count } from './count.server.ts'
import { networkOf } from './network.ts'
import { personAt, type DoorArgs } from './session.server.ts'

/**
 * Writes down that somebody asked for what is not theirs: who, and what kind of page, without what they looked for. Of one
 * visitor so many in a minute; beyond, only the log has them, as it has every answer.
 */
export async function recordDenied(args: DoorArgs, path: string): Promise<void> {
  const person = await personAt(args)
  const { now, address } = args.context.get(visitContext)
  const { denied } = args.context.get(worldContext).postLimits
  const { wait } = await count(denied, person ?? networkOf(address))
  if (wait > 0) return
  const { method } = args.request
  const { db } = contextOf(args.context, { kind: 'worker' })
  await db.transaction((tx) => recordAtDoor(tx, { did: 'access.denied', person, details: { method, path }, now }))
}
