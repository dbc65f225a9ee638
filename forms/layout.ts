/** An edition as plans read it: where the answers to its items lie, and under which conditions it asks for them. */
import { compileCondition, type Judge } from './condition.ts'
import { placeOf, toldIn, type Told } from './condition/told.ts'
import type { Answers, Edition, Item, ItemId } from './item.ts'

export interface Layout {
  /** In the order of the edition, with the place of each. */
  items: readonly { item: Item; place: number }[]
  judges: ReadonlyMap<ItemId, Judge>
  /** Each condition once, with the places of all items that stand under it. */
  conditions: readonly { judge: Judge; places: readonly number[]; letter: string }[]
  /** By place: 1 for an item of the edition. */
  all: Uint8Array
}

export interface Shown {
  /** By place: 1 for an item that is asked or could be. */
  by: Readonly<Uint8Array>
  /** Which conditions do not hold: the same word, the same items. */
  hiding: string
}

const layouts = new WeakMap<Edition, Layout>()

export function layoutOf(edition: Edition): Layout {
  const known = layouts.get(edition)
  if (known) return known
  const items = [...edition.items.values()].map((item) => ({ item, place: placeOf(item.id) }))
  const under = Map.groupBy(items, ({ item }) => item.when && JSON.stringify(item.when))
  const judges = new Map<ItemId, Judge>()
  const conditions = [...under.values()].flatMap((alike, at) => {
    const when = alike[0]?.item.when
    if (!when) return []
    const judge = compileCondition(when)
    for (const { item } of alike) judges.set(item.id, judge)
    return [{ judge, places: alike.map(({ place }) => place), letter: String.fromCodePoint(0x21 + at) }]
  })
  const all = new Uint8Array(Math.max(0, ...items.map(({ place }) => place + 1)))
  for (const { place } of items) all[place] = 1
  const layout = { items, judges, conditions, all }
  layouts.set(edition, layout)
  return layout
}

/** The answers in places, those to the items of this edition among them. */
export function toldOf(edition: Edition, answers: Answers): Told {
  layoutOf(edition) // gives them their places
  return toldIn(answers)
}

export function shownIn(edition: Edition, told: Told): Shown {
  const { conditions, all } = layoutOf(edition)
  const by = all.slice()
  let hiding = ''
  for (const { judge, places, letter } of conditions) {
    if (judge(told).value !== 'no') continue
    hiding += letter
    for (const place of places) by[place] = 0
  }
  return { by, hiding }
}
