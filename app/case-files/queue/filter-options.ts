import { currentEdition } from '#forms/edition.ts'
import type { ItemId, Kind } from '#forms/item.ts'
import type { Desk } from '#db/context.ts'

import { byRulebook, itemsTold } from './by-rulebook.ts'
import type { FilterOptions } from './queue-filter-form.tsx'

/**
 * What the filters offer: only what this body is ever told. An officer of one prefecture has no others to choose from.
 */
export function filterOptions({ recipient, prefecture = null }: Desk, now: Date): FilterOptions {
  const { everywhere, inOne } = optionsFor(recipient, now)
  return prefecture === null ? everywhere : inOne
}

const optionsFor = byRulebook((rulebook, recipient) => {
  const told = itemsTold(rulebook, recipient)
  const offered = (item: ItemId, part?: string) => (told.has(item) ? optionsOf(item, part) : [])
  const inOne: FilterOptions = {
    attacks: offered('incident-attack-type'),
    sectors: offered('org-ci-sector'),
    prefectures: [],
  }
  const everywhere: FilterOptions = { ...inOne, prefectures: offered('org-address', 'prefecture') }
  return { everywhere, inOne }
})

function optionsOf(item: ItemId, part?: string): readonly string[] {
  const kind = currentEdition.items.get(item)?.asks
  return choicesOf(part && kind?.kind === 'group' ? kind.parts[part] : kind)
}

function choicesOf(kind: Kind | undefined): readonly string[] {
  return kind?.kind === 'choice' || kind?.kind === 'choices' ? kind.options : []
}
