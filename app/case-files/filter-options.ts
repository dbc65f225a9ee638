import { currentEdition } from '#forms/edition.ts'
import type { ItemId, Kind } from '#forms/item.ts'
import { rulebookAt } from '#forms/rulebooks.ts'
import type { Desk } from '#db/context.ts'

import { dayOf } from './due-words.ts'
import type { FilterOptions } from './queue-filter-form.tsx'

/**
 * What the filters offer: only what this body is ever told. An officer of one prefecture has no others to choose from.
 */
export function filterOptions({ recipient, prefecture = null }: Desk, now: Date): FilterOptions {
  const needs = rulebookAt(dayOf(now)).recipients.find(({ id }) => id === recipient)?.needs ?? []
  const told = new Set(needs.map(({ item }) => item))
  const offered = (item: ItemId, part?: string) => (told.has(item) ? optionsOf(item, part) : [])
  return {
    attacks: offered('incident-attack-type'),
    sectors: offered('org-ci-sector'),
    prefectures: prefecture === null ? offered('org-address', 'prefecture') : [],
  }
}

function optionsOf(item: ItemId, part?: string): readonly string[] {
  const kind = currentEdition.items.get(item)?.asks
  return choicesOf(part && kind?.kind === 'group' ? kind.parts[part] : kind)
}

function choicesOf(kind: Kind | undefined): readonly string[] {
  return kind?.kind === 'choice' || kind?.kind === 'choices' ? kind.options : []
}
