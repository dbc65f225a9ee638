import { array, constant, constantFrom, tuple } from 'fast-check'
import { unknown, type Answers, type ItemId } from '#forms/item.ts'
import { cases } from '#test/corpus/expectations.ts'

/** Values that occur in the corpus, and "unknown", freely mixed: more incidents than anybody would write down. */
const valuesOf = new Map<ItemId, Answers[string][]>()
for (const { answers } of cases) {
  for (const [item, value] of Object.entries(answers)) valuesOf.set(item, [...(valuesOf.get(item) ?? [unknown]), value])
}
export const entries = constantFrom(...valuesOf.keys()).chain((item) =>
  tuple(constant(item), constantFrom(...(valuesOf.get(item) ?? []))),
)
export const incidents = tuple(
  constantFrom(...cases.map(({ answers }) => answers), {}),
  array(entries, { maxLength: 25 }),
).map(([answers, changed]): Answers => ({ ...answers, ...Object.fromEntries(changed) }))
