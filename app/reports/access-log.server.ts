import type { Context, Filer } from '#db/context.ts'
import { checkChain, listAccess, type ChainState } from '#db/access-log.server.ts'
import { listDeliveries } from '#db/deliveries.server.ts'
import { findIntakeOf } from '#db/intakes.server.ts'

import { accessEvents, type AccessEvent } from './access-log.ts'

export interface AccessPage {
  events: readonly AccessEvent[]
  chain: ChainState | null
}

export async function readAccess({ db, actor }: Context<Filer>): Promise<AccessPage> {
  const { reportId } = actor
  const [lines, deliveries, chain, intake] = await db.transaction((tx) =>
    Promise.all([
      listAccess(tx, reportId),
      listDeliveries(tx, reportId),
      checkChain(tx, reportId),
      findIntakeOf(tx, reportId),
    ]),
  )
  return { events: accessEvents(lines, deliveries, intake), chain }
}
