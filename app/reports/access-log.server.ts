import type { ActingDb, Context, Filer } from '#db/context.ts'
import { checkChain, listAccess, type ChainState } from '#db/access-log.server.ts'
import { listDeliveries } from '#db/deliveries.server.ts'
import { findIntakeOf } from '#db/intakes.server.ts'
import { openingsShown } from '#db/openings.server.ts'
import { listMandatesFor } from '#db/mandates.server.ts'
import { listFilings } from '#db/sendings.server.ts'

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
  const hasVendors = lines.some(({ actorKind }) => actorKind === 'vendor')
  const vendors = hasVendors ? await readVendors(db, reportId) : undefined
  return { events: accessEvents(lines, deliveries, intake, vendors), chain }
}

async function readVendors(db: ActingDb, reportId: string): Promise<Vendors> {
  const [mandates, filings] = await db.transaction((tx) =>
    Promise.all([listMandatesFor(tx, reportId), listFilings(tx, reportId)]),
  )
  return {
    byMandate: new Map(mandates.map(({ id, vendorName }) => [id, vendorName ?? ''])),
    byRevision: new Map(filings.map(({ revisionNumber, vendor }) => [revisionNumber, vendor])),
  }
}
