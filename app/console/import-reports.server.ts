import { countDoing } from '#app/http/doings.server.ts'
import type { Language } from '#app/i18n/language.ts'

import type { ConsoleVisit } from './console.server.ts'
import { listTicketsBegun } from '#db/vendors/vendor-reports.server.ts'

import { readTable, type ImportKnown, type ImportTable } from './import-table.ts'
import type { ReadFile } from './read-file.server.ts'
import { clientName } from './report-lines.ts'
import { readAllClients, readTemplates } from './read-console.server.ts'
import { startReports, type Started } from './start-vendor-report.server.ts'

/** What the rows would begin, or what is wrong with them; and which have been begun before. Nothing is stored. */
export async function checkImport(
  { vendor }: ConsoleVisit,
  { cells, flaws }: Extract<ReadFile, { cells: unknown }>,
): Promise<ImportTable & { before: readonly BegunBefore[] }> {
  const { known, idOf } = await whatIsKnown(vendor)
  const table = readTable(cells, known, flaws)
  if (table.problems.length > 0) return { ...table, before: [] }
  const asked = table.rows.map(({ mandate, ticket }) => ({ mandateId: idOf.get(mandate) ?? null, ticket }))
  const begun = await vendor.db.transaction((tx) => listTicketsBegun(tx, vendor.actor.organisationId, asked))
  const before = table.rows.flatMap(({ number, ticket }, at) => {
    const reference = begun[at]
    return reference ? [{ row: number, ticket, reference }] : []
  })
  return { ...table, before }
}

/** The same file was chosen once more, perhaps: a report of this client with this ticket is there. */
export interface BegunBefore {
  row: number
  ticket: string
  reference: string
}

/** Begins a report for every row, in one transaction; with one row that is wrong nothing is begun. */
export async function importReports(
  visit: ConsoleVisit,
  cells: readonly (readonly string[])[],
  language: Language,
  once: string | null = null,
): Promise<ImportTable & { started: readonly Started[] }> {
  const { vendor, organisation } = visit
  const { known, idOf, answersOf } = await whatIsKnown(vendor)
  const table = readTable(cells, known)
  if (table.problems.length > 0) return { ...table, started: [] }
  await countDoing(vendor, 'report of a vendor', organisation.id, table.rows.length)
  const started = await startReports(
    vendor,
    organisation.name,
    table.rows.map(({ mandate, ticket, label, template, answers }) => ({
      mandateId: idOf.get(mandate) ?? null,
      card: { ticket, label },
      answers: { ...answersOf.get(template), ...answers },
      language,
    })),
    once,
  )
  return { ...table, started }
}

async function whatIsKnown(vendor: ConsoleVisit['vendor']) {
  const [clients, templates] = [await readAllClients(vendor), await readTemplates(vendor)]
  const isWide = ({ mandate }: (typeof clients)[number]) => mandate.reportId === null && mandate.acts.includes('draft')
  const wide = clients.filter(isWide).map((line) => ({ ...line.mandate, client: clientName(line) }))
  const others = clients.filter((one) => !isWide(one)).map(({ mandate }) => mandate.number)
  const known: ImportKnown = {
    mandates: new Map(wide.map(({ number, sections, client }) => [number, { sections, client }])),
    others: new Set(others),
    templates: new Set(templates.map(({ name }) => name)),
    names: clients.flatMap(({ label, mandate }) => [label, mandate.words.client].filter(Boolean)),
  }
  return {
    known,
    idOf: new Map(wide.map(({ number, id }) => [number, id])),
    answersOf: new Map(templates.map(({ name, answers }) => [name, answers])),
  }
}
