import { languages } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { normalised } from '#db/search-words.ts'
import { findEdition } from '#forms/edition.ts'
import type { Answer, ItemId, Kind } from '#forms/item.ts'
import { unknown } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'

/**
 * All that can be searched of what a body got: what was written, and chosen options by their words in every language.
 * Values that stand apart stay apart, so no phrase reaches from one answer into the next.
 */
export function searchText(projection: Projection, reference: string): string {
  const items = findEdition(projection.edition)?.items
  const texts = projection.items.flatMap(({ item, value }) => textsOf({ item, kind: items?.get(item)?.asks }, value))
  return [...new Set([reference, ...texts].map(normalised))].join(apart)
}

/** No letter, and nobody can search for it: what is typed is cut at control characters. */
const apart = ' \u0001 '

interface Place {
  item: ItemId
  part?: string
  kind?: Kind
}

function textsOf(place: Place, value: Answer | undefined): string[] {
  if (value === undefined || value === null || typeof value === 'boolean' || value === unknown) return []
  if (typeof value === 'number') return [String(value)]
  if (typeof value === 'string') return ofText(place, value)
  if (isList(value)) return value.flatMap((one) => textsOf(entryOf(place), one))
  return Object.entries(value).flatMap(([part, one]) => textsOf(partOf(place, part), one))
}

/** A code that a form stores is read as the words that the form shows. */
function ofText({ item, part, kind }: Place, value: string): string[] {
  if (kind && kind.kind !== 'choice' && kind.kind !== 'choices') return [value]
  const key = JSON.stringify([item, part, value])
  const known = optionWords.get(key) ?? languages.map((language) => documentWords(language).option(item, value, part))
  if (optionWords.size < mostWords) optionWords.set(key, known)
  return known
}

/** Looking a word up takes longer than all else; a search reads the same options again and again. */
const optionWords = new Map<string, string[]>()
/** More than all editions offer; programs may send words of their own. */
const mostWords = 5_000

function entryOf(place: Place): Place {
  return place.kind?.kind === 'list' ? { ...place, kind: place.kind.of } : place
}

function partOf({ item, kind }: Place, part: string): Place {
  return { item, part, kind: kind?.kind === 'group' || kind?.kind === 'groups' ? kind.parts[part] : undefined }
}

function isList(value: Answer): value is readonly Answer[] {
  return Array.isArray(value)
}
