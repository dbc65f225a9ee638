import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Filer, Member, Tx } from '#db/context.ts'
import { filesOfAnybody } from '#db/files/files.server.ts'
import { isVerified } from '#db/organisations/organisations.server.ts'

import type { Shelf } from './shelf.server.ts'

/** ms */
const day = 24 * 3_600_000

/** What there is no room for: for anybody at all, for those whom no verified organisation stands behind, for their network. */
export type NoRoom = 'noRoom' | 'noRoomUnverified' | 'networkFull'

export interface Wanting {
  bytes: number
  /** Where they come from; null: from the portal itself, which counts for nobody. */
  network: string | null
  now: Date
}

/** Is there no verified organisation behind whoever acts? They can be anybody, any number of times. */
export async function isAnybody(tx: Tx, actor: Filer | Member): Promise<boolean> {
  if (actor.kind === 'holder') return actor.program === undefined
  return !(await isVerified(tx, actor.organisationId))
}

/** What speaks against so many bytes more on the disk; nothing is known of the room in a bucket. */
export async function noRoomOnDisk({ store, onFull }: Pick<Shelf, 'store' | 'onFull'>, bytes: number) {
  const room = (await store.room()) ?? Infinity
  if (room >= bytes) return { room, problem: null }
  onFull('noRoom')
  return { room, problem: 'noRoom' as const }
}

/**
 * The same for anybody: as much again of the disk is left to those who are known, and what anybody handed in is counted, by
 * network and all together, for a day. Asked last in its transaction: others wait for their turn from here on.
 */
export async function noRoomForAnybody(
  tx: Tx,
  { limits, onFull }: Pick<Shelf, 'limits' | 'onFull'>,
  { bytes, network, room, now }: Wanting & { room: number },
): Promise<NoRoom | null> {
  if (network === null) return null
  await inTurn(tx, 'files of anybody')
  const held = await filesOfAnybody(tx, network, new Date(now.getTime() - day))
  const problem =
    room - limits.reserve < bytes || held.ofAll + bytes > limits.unverified
      ? 'noRoomUnverified'
      : held.ofNetwork + bytes > limits.network
        ? 'networkFull'
        : null
  if (problem) onFull(problem)
  return problem
}
