/**
 * Answers in places instead of under names. A plan asks for the same few hundred names again and again, most of them not
 * answered, and to look for a name that an object does not have costs as much as a hundred looks at a place.
 */
import type { Answer, Answers, ItemId } from '#forms/item.ts'

/** An answer per place, undefined where there is none. */
export type Told = readonly (Answer | undefined)[]

const places = new Map<ItemId, number>()
/** A place for each, and nothing told. */
const nothing: undefined[] = []

/** The place of an item, the same until the process ends. For what forms and rules name, not for what people send. */
export function placeOf(item: ItemId): number {
  const known = places.get(item)
  if (known !== undefined) return known
  places.set(item, nothing.push(undefined) - 1)
  return nothing.length - 1
}

/** In places. What no form and no rule has named so far is left out: nobody asks for it. */
export function toldIn(answers: Answers): Told {
  const told: (Answer | undefined)[] = nothing.slice()
  const values = Object.values(answers)
  for (const [at, id] of Object.keys(answers).entries()) {
    const place = places.get(id)
    if (place !== undefined) told[place] = values[at]
  }
  return told
}
