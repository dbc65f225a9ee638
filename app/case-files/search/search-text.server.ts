import { languages } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { normalised } from '#db/queue/search-words.ts'
import { findEdition } from '#forms/edition.ts'
import type { Answer, ItemId, Kind } from '#forms/item.ts'
import { unknown } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'

/**
 * All that can be searched of what a body got: what was written, and chosen options by their words in every language.
 * Values that stand apart stay apart, so no phrase reaches from one answer into the next. One by one, as they are asked
 * for: whoever looks for a word seldom needs all of them. `fold` may remember what it folded.
 */
export function* searchTexts(
  { edition, items }: Projection,
  reference: string,
  fold: (text: string) => string = normalised,
): Generator<string> {
  const known = findEdition(edition)?.items
  yield fold(reference)
  for (const { item, value } of items) yield* textsOf({ item, kind: known?.get(item)?.asks, fold }, value)
}

interface Place {
  fold: (text: string) => string
  item: ItemId
  part?: string
  kind?: Kind
}

function* textsOf(place: Place, value: Answer | undefined): Generator<string> {
  if (value === undefined || value === null || typeof value === 'boolean' || value === unknown) return
  if (typeof value === 'number') yield place.fold(String(value))
  else if (typeof value === 'string') yield* ofText(place, value)
  else if (isList(value)) for (const one of value) yield* textsOf(entryOf(place), one)
  else for (const [part, one] of Object.entries(value)) yield* textsOf(partOf(place, part), one)
}

/** A code that a form stores is read as the words that the form shows. */
function ofText({ item, part, kind, fold }: Place, value: string): readonly string[] {
  if (kind && kind.kind !== 'choice' && kind.kind !== 'choices') return [fold(value)]
  const key = `${item} ${part ?? ''} ${value}`
  const known = optionWords.get(key)
  if (known) return known
  const words = languages.map((language) => normalised(documentWords(language).option(item, value, part)))
  if (optionWords.size < mostWords) optionWords.set(key, words)
  return words
}

/** Looking a word up takes longer than all else; a search reads the same options again and again. */
const optionWords = new Map<string, readonly string[]>()
/** More than all editions offer; programs may send words of their own. */
const mostWords = 5_000

function entryOf(place: Place): Place {
  return place.kind?.kind === 'list' ? { ...place, kind: place.kind.of } : place
}

function partOf({ item, kind, fold }: Place, part: string): Place {
  return { item, part, fold, kind: kind?.kind === 'group' || kind?.kind === 'groups' ? kind.parts[part] : undefined }
}

function isList(value: Answer): value is readonly Answer[] {
  return Array.isArray(value)
}
