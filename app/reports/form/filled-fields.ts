/** What stands in the fields of a page: what was typed a moment ago, or the saved answer. */
import { beside, formValues, type FieldValues } from '#forms/answers.ts'
import type { Answer, Edition, Item, ItemId, Kind } from '#forms/item.ts'

export interface FilledFields {
  text(field: string): string
  ticked(field: string): readonly string[]
  /** A ticked box with no value of its own. */
  isOn(field: string): boolean
}

const none: readonly string[] = []

export function filledFrom(values: FieldValues): FilledFields {
  const listOf = (field: string): readonly string[] => {
    const value = values[field]
    if (value === undefined || value === true) return none
    return typeof value === 'string' ? [value] : value
  }
  return {
    text: (field) => listOf(field).at(-1) ?? '',
    ticked: listOf,
    isOn: (field) => values[field] !== undefined,
  }
}

export const filledWith = (item: Item, answer: Answer | undefined): FilledFields => filledFrom(formValues(item, answer))

/** A moment is typed as a day and, if it is known, a time beside it. */
export const timeBeside = (field: string): string => `${field}.time`

/** Puts days and times together before the page is read; a time without its day stays wrong, and is said so. */
export function joinTimes(form: FormData, edition: Edition, items: readonly ItemId[]): FormData {
  const joined = new FormData()
  for (const [name, value] of form) joined.append(name, value)
  for (const field of items.flatMap((id) => momentsOf(id, edition.items.get(id)?.asks))) {
    const [day, time] = [form.get(field), form.get(timeBeside(field))]
    if (typeof day !== 'string' || typeof time !== 'string' || time === '') continue
    joined.set(field, `${day}T${time}`)
  }
  return joined
}

function momentsOf(field: string, kind: Kind | undefined): string[] {
  if (kind?.kind === 'moment') return [field]
  if (kind?.kind !== 'group') return []
  return Object.entries(kind.parts).flatMap(([part, of]) => (of.kind === 'moment' ? [`${field}.${part}`] : []))
}

export const isUnknownIn = (filled: FilledFields, field: string): boolean =>
  filled.isOn(beside.unknown(field)) || filled.ticked(field).includes('unknown')
