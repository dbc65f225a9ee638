/** The sets of items that have been offered. An edition is frozen once answered: change means a new one. */
import type { Edition, Item, ItemId, Section } from './item.ts'
import { card } from './items/card.ts'
import { cause } from './items/cause.ts'
import { closing } from './items/closing.ts'
import { contact } from './items/contact.ts'
import { ddos } from './items/ddos.ts'
import { detection } from './items/detection.ts'
import { fraud } from './items/fraud.ts'
import { impact } from './items/impact.ts'
import { incident } from './items/incident.ts'
import { indicators } from './items/indicators.ts'
import { organisation } from './items/organisation.ts'
import { otherReports } from './items/other-reports.ts'
import { personalDataSection } from './items/personal-data.ts'
import { publication } from './items/publication.ts'
import { ransomware } from './items/ransomware.ts'
import { report } from './items/report.ts'
import { response } from './items/response.ts'
import { sector } from './items/sector.ts'
import { sharing } from './items/sharing.ts'
import { supplyChain } from './items/supply-chain.ts'
import { systems } from './items/systems.ts'
import { timeline } from './items/timeline.ts'

/** 2026-10: the common forms as revised on 2026-09-15, the breach report, and what the other forms ask. */
export const edition2026_10: Edition = editionOf('2026-10', '2026-10-01', [
  report,
  organisation,
  contact,
  sharing,
  timeline,
  incident,
  detection,
  systems,
  impact,
  personalDataSection,
  cause,
  indicators,
  ransomware,
  ddos,
  fraud,
  supplyChain,
  card,
  sector,
  response,
  publication,
  otherReports,
  closing,
])

/** What is offered today. */
export const currentEdition: Edition = edition2026_10

/** The portal's own: no page asks for it, and nobody answers it. */
export const isFilledIn = (item: ItemId): boolean => currentEdition.items.get(item)?.given === true

const editions: ReadonlyMap<string, Edition> = new Map([[edition2026_10.id, edition2026_10]])

export const editionIds: readonly string[] = [...editions.keys()]

export function findEdition(id: string): Edition | undefined {
  return editions.get(id)
}

/** Throws a RangeError for an id the edition does not have: that is a fault in the program, not in an answer. */
export function itemOf(edition: Edition, id: ItemId): Item {
  const item = edition.items.get(id)
  if (!item) throw new RangeError(`edition ${edition.id} has no item ${id}`)
  return item
}

function editionOf(id: string, from: string, sections: readonly Section[]): Edition {
  const items = sections.flatMap((section) => section.items)
  const byId = new Map(items.map((item) => [item.id, item]))
  if (byId.size !== items.length) throw new RangeError(`edition ${id} has an item twice`)
  return { id, from, sections, items: byId }
}
