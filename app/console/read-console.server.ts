import type { Context, Vendor } from '#db/context.ts'
import {
  countClients,
  listClients,
  listClientsById,
  type ClientLine,
  type CountedClient,
} from '#db/vendors/vendor-clients.server.ts'
import {
  listVendorClocks,
  listVendorQuestions,
  type VendorClock,
  type VendorQuestion,
} from '#db/vendors/vendor-questions.server.ts'
import type { ReportPlace } from '#db/vendors/vendor-places.server.ts'
import { listVendorReports, type VendorReportLine } from '#db/vendors/vendor-reports.server.ts'
import { listVendorTemplates, type VendorTemplate } from '#db/vendors/vendor-templates.server.ts'

import { placeText, type Place } from '#app/http/keyset.ts'
import { clientName } from './report-lines.ts'

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

/** All that a vendor has, however many. */
export async function readAllClients({ db, actor }: Context<Vendor>): Promise<readonly ClientLine[]> {
  return db.transaction((tx) => listClients(tx, actor.organisationId, { after: null, limit: null }))
}

/** To choose from: the newest, and the one that is chosen. `more`: there are others, which the list of clients has. */
export async function readChoices(
  { db, actor }: Context<Vendor>,
  chosen: string,
  most = 1_000,
): Promise<{ clients: readonly ClientLine[]; more: boolean }> {
  const clients = await db.transaction((tx) => listClients(tx, actor.organisationId, { after: null, limit: most + 1 }))
  const [newest, more] = [clients.slice(0, most), clients.length > most]
  const isOlder = actor.mandateIds.includes(chosen) && newest.every(({ mandate }) => mandate.id !== chosen)
  const older = isOlder ? await db.transaction((tx) => listClientsById(tx, actor.organisationId, [chosen])) : []
  return { clients: [...older, ...newest], more }
}

/** How the vendor calls the clients under these mandates. */
export async function readNames(
  { db, actor }: Context<Vendor>,
  lines: readonly { mandateId: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(lines.flatMap(({ mandateId }) => mandateId ?? []))
  const clients = await db.transaction((tx) => listClientsById(tx, actor.organisationId, [...ids]))
  return new Map(clients.map((client) => [client.mandate.id, clientName(client)]))
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
