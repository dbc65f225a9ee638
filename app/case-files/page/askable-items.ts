/** What a body may ask about: what it has, what it has a need for and did not get, and what else the form can ask. */
import type { Words } from '#forms/document/words.ts'
import { findEdition } from '#forms/edition.ts'
import type { ItemId } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'
import { findRulebook } from '#forms/rulebooks.ts'

import type { AskableView } from './case-page.ts'

export interface Askable {
  got: readonly ItemId[]
  missing: readonly ItemId[]
  /** No rule gives these to the body: it gets an answer only by the reporter's consent. */
  beyond: readonly ItemId[]
}

/**
 * In the edition's order. A need that hangs on a rule (a delegated minister's, an Article 5 report's) counts only where
 * that rule brought the report here. What the portal fills in itself is not asked, and a body that gets anonymised
 * information asks for nothing beyond it.
 */
export function askableItems({ recipient, rulebook, edition, items, rules }: Projection): Askable {
  const needs = findRulebook(rulebook)?.recipients.find(({ id }) => id === recipient)?.needs ?? []
  const needed = new Set(
    needs.filter(({ under }) => !under || under.some((rule) => rules.includes(rule))).map(({ item }) => item),
  )
  const had = new Set(items.map(({ item }) => item))
  const asked = [...(findEdition(edition)?.items.values() ?? [])].filter(({ given }) => !given).map(({ id }) => id)
  const anonymised = items.some(({ strength }) => strength === 'anonymised')
  return {
    got: asked.filter((item) => had.has(item)),
    missing: asked.filter((item) => needed.has(item) && !had.has(item)),
    beyond: anonymised ? [] : asked.filter((item) => !needed.has(item) && !had.has(item)),
  }
}

export function askableIn(projection: Projection, words: Words): AskableView {
  const { got, missing, beyond } = askableItems(projection)
  const named = (item: ItemId) => ({ item, label: words.item(item) })
  return { got: got.map(named), missing: missing.map(named), beyond: beyond.map(named) }
}
