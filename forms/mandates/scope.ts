/** What a mandate covers. Pure: the store says which mandate there is, this says what follows from it. */
import type { Answers, Edition, ItemId } from '#forms/item.ts'

/** draft: fill in. send: send, or ask the client to. answer: answer what recipients ask. */
export const acts = ['draft', 'send', 'answer'] as const
export type MandatedAct = (typeof acts)[number]

export interface Scope {
  /** Sections of the form; null: all of them. */
  sections: readonly string[] | null
  acts: readonly MandatedAct[]
  /** The client looks at each sending before it goes. */
  approves: boolean
}

/** The items that may be read and written; what the portal fills in belongs to everybody, but files to their section. */
export function itemsWithin(edition: Edition, { sections }: Pick<Scope, 'sections'>): ReadonlySet<ItemId> {
  const items = [...edition.items.values()].filter(
    ({ section, given, filesOf }) => sections === null || (given && !filesOf) || sections.includes(section),
  )
  return new Set(items.map(({ id }) => id))
}

/** Only what lies within: nothing outside is read through it, and nothing outside is written by it. */
export function answersWithin(edition: Edition, scope: Pick<Scope, 'sections'>, answers: Answers): Answers {
  if (scope.sections === null) return answers
  const within = itemsWithin(edition, scope)
  return Object.fromEntries(Object.entries(answers).filter(([item]) => within.has(item)))
}

/** Where these items lie; none for none. */
export const sectionsOf = (edition: Edition, items: readonly ItemId[]): string[] => [
  ...new Set(items.flatMap((item) => edition.items.get(item)?.section ?? [])),
]

/** The client looks at each sending unless it chose otherwise; for some sections as for all. */
export const waitsForClient = ({ approves }: Pick<Scope, 'approves'>): boolean => approves

/** Sections that exist, once each and in the order of the form; null when all were named. */
export function sectionsChosen(edition: Edition, named: readonly string[]): readonly string[] | null {
  const chosen = edition.sections.map(({ id }) => id).filter((id) => named.includes(id))
  return chosen.length === edition.sections.length ? null : chosen
}

export const actsChosen = (named: readonly string[]): MandatedAct[] => acts.filter((act) => named.includes(act))
