import { currentEdition } from '#forms/edition.ts'
import type { Kind } from '#forms/item.ts'

import type { FilterOptions } from './queue-filter-form.tsx'

/** What the filters offer, from the edition. An officer of one prefecture has no others to choose from. */
export function filterOptions(prefecture: string | null): FilterOptions {
  return {
    attacks: optionsOf('incident-attack-type'),
    sectors: optionsOf('org-ci-sector'),
    prefectures: prefecture === null ? optionsOf('org-address', 'prefecture') : [],
  }
}

function optionsOf(item: string, part?: string): readonly string[] {
  const kind = currentEdition.items.get(item)?.asks
  return choicesOf(part && kind?.kind === 'group' ? kind.parts[part] : kind)
}

function choicesOf(kind: Kind | undefined): readonly string[] {
  return kind?.kind === 'choice' || kind?.kind === 'choices' ? kind.options : []
}
