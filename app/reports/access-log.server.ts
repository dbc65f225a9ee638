import { findIntakeOf } from '#db/case-files/intakes.server.ts'
import type { ActingDb, Context, Filer } from '#db/context.ts'
import { listActing } from '#db/mandates/mandate-names.server.ts'
import { listFilings } from '#db/mandates/sendings.server.ts'
import { checkChain, listAccess, type AccessLine, type ChainState } from '#db/reports/access-log.server.ts'
import { openingsShown } from '#db/reports/openings.server.ts'
import { listDeliveries } from '#db/submissions/deliveries.server.ts'

import { accessEvents, type AccessEvent, type Vendors } from './access-log.ts'

export interface AccessPage {
  events: readonly AccessEvent[]
  chain: ChainState | null
}

export async function readAccess({ db, actor, now }: Context<Filer>): Promise<AccessPage> {
  const { reportId } = actor
  const [all, deliveries, chain, intake, shown] = await db.transaction((tx) =>
    Promise.all([
      listAccess(tx, reportId),
      listDeliveries(tx, reportId),
      checkChain(tx, reportId),
      findIntakeOf(tx, reportId),
      openingsShown(tx, reportId, now),
    ]),
  )
  const lines = all.filter(({ did, recipient, at }) => did !== 'delivery.opened' || shown(recipient, at))
  const byVendors = lines.filter(({ actorKind }) => actorKind === 'vendor')
  const vendors = byVendors.length > 0 ? await readVendors(db, reportId, byVendors) : undefined
  return { events: accessEvents(lines, deliveries, intake, vendors), chain }
}

/** Also under mandates that are for another report by now. */
async function readVendors(db: ActingDb, reportId: string, lines: readonly AccessLine[]): Promise<Vendors> {
  const ids = new Set(lines.flatMap(({ details }) => (typeof details?.mandate === 'string' ? [details.mandate] : [])))
  const [byMandate, filings] = await db.transaction((tx) =>
    Promise.all([listActing(tx, reportId, [...ids]), listFilings(tx, reportId)]),
  )
  return {
    byMandate,
    byRevision: new Map(filings.map(({ revisionNumber, vendor }) => [revisionNumber, vendor])),
  }
}
