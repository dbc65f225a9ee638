import type { Context, Vendor } from '#db/context.ts'
import { countClients, listClients, type ClientLine, type CountedClient } from '#db/vendors/vendor-clients.server.ts'
import {
  listVendorClocks,
  listVendorQuestions,
  type VendorClock,
  type VendorQuestion,
} from '#db/vendors/vendor-questions.server.ts'
import type { ReportPlace } from '#db/vendors/vendor-places.server.ts'
import { listVendorReports, type VendorReportLine } from '#db/vendors/vendor-reports.server.ts'
import { listVendorTemplates, type VendorTemplate } from '#db/vendors/vendor-templates.server.ts'

import { placeText, type Place } from './keyset.ts'

const atOnce = 25

export interface PageOf<T> {
  lines: readonly T[]
  /** Where the next page begins; null on the last one. */
  next: string | null
}

/** `partly`: there are so many tickets that not all were looked at; the next page goes on. */
export async function readReports(
  { db, actor }: Context<Vendor>,
  asked: { ticket: string; mandateId: string | null; technical: boolean; after: Place | null },
): Promise<PageOf<VendorReportLine> & { partly: boolean }> {
  const { ticket, mandateId, technical, after } = asked
  const { lines, reached } = await db.transaction((tx) =>
    listVendorReports(tx, actor.organisationId, {
      mandateId,
      technical,
      ticket,
      after: after && { at: after.at, startedAt: after.within ?? after.at, reportId: after.id },
      limit: atOnce + 1,
    }),
  )
  if (!reached) return { ...paged(lines, linePlace), partly: false }
  return { lines, next: placeText(linePlace(reached)), partly: true }
}

const linePlace = ({ at, startedAt, reportId }: ReportPlace): Place => ({ at, within: startedAt, id: reportId })

export async function readClients({ db, actor }: Context<Vendor>, after: Place | null): Promise<PageOf<CountedClient>> {
  const limit = atOnce + 1
  const lines = await db.transaction(async (tx) =>
    countClients(tx, await listClients(tx, actor.organisationId, { after, limit })),
  )
  return paged(lines, ({ mandate }) => ({ at: mandate.redeemedAt ?? mandate.offeredAt, id: mandate.id }))
}

/** For lists to choose from: as many as a vendor has. */
export async function readAllClients({ db, actor }: Context<Vendor>): Promise<readonly ClientLine[]> {
  return db.transaction((tx) => listClients(tx, actor.organisationId, { after: null, limit: 1_000 }))
}

export async function readTemplates({ db, actor }: Context<Vendor>): Promise<readonly VendorTemplate[]> {
  return db.transaction((tx) => listVendorTemplates(tx, actor.organisationId))
}

export async function readClocks({ db }: Context<Vendor>): Promise<readonly VendorClock[]> {
  return db.transaction((tx) => listVendorClocks(tx, 50))
}

export async function readQuestions({ db }: Context<Vendor>, after: Place | null): Promise<PageOf<VendorQuestion>> {
  const lines = await db.transaction((tx) => listVendorQuestions(tx, { after, limit: atOnce + 1 }))
  return paged(lines, ({ sentAt, id }) => ({ at: sentAt, id }))
}

/** One more than is shown says whether there is a next page. */
function paged<T>(found: readonly T[], placeOf: (line: T) => Place): PageOf<T> {
  const lines = found.slice(0, atOnce)
  const last = lines.at(-1)
  return { lines, next: found.length > atOnce && last ? placeText(placeOf(last)) : null }
}
