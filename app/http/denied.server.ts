import { contextOf, visitContext } from '#app/context.ts'
import { recordAtDoor } from '#db/people/door-log.server.ts'

import { personAt, type DoorArgs } from './session.server.ts'

/** Writes down that somebody asked for what is not theirs: who, and what kind of page, without what they looked for. */
export async function recordDenied(args: DoorArgs, path: string): Promise<void> {
  const person = await personAt(args)
  const { now } = args.context.get(visitContext)
  const { method } = args.request
  const { db } = contextOf(args.context, { kind: 'worker' })
  await db.transaction((tx) => recordAtDoor(tx, { did: 'access.denied', person, details: { method, path }, now }))
}
