/** What a client types to make a mandate narrower: pure. */
import { currentEdition } from '#forms/edition.ts'
import { actsChosen, sectionsChosen, type MandatedAct } from '#forms/mandates/scope.ts'

import { endOfDay } from './typed-mandate.ts'

export interface TypedNarrowing {
  /** whole, or some: the sections that are named. */
  reach: string
  sections: readonly string[]
  acts: readonly string[]
  /** The last day. */
  until: string
  /** Of the one report that is left of all; empty: as it was. */
  reference: string
}

export interface NarrowingProblem {
  field: 'sections' | 'acts' | 'until' | 'reference'
  code:
    | 'sectionsMissing'
    | 'actsMissing'
    | 'untilMissing'
    | 'untilPast'
    | 'untilLater'
    | 'wider'
    | 'notNarrower'
    | 'referenceUnknown'
}

export interface Terms {
  acts: readonly MandatedAct[]
  sections: readonly string[] | null
  validUntil: Date | null
}

/** Terms that lie within those of now, and are not the same. The report is looked up elsewhere. */
export function readNarrowing(
  now: Terms & { at: Date },
  typed: TypedNarrowing,
): { terms: Terms } | { problems: NarrowingProblem[] } {
  const acts = actsChosen(typed.acts)
  const chosen = typed.reach === 'some' ? (sectionsChosen(currentEdition, typed.sections) ?? now.sections) : null
  const sections = typed.reach === 'some' ? chosen : now.sections
  const day = typed.until === '' ? now.validUntil : endOfDay(typed.until)
  // The day that is shown ends when the mandate does.
  const validUntil = day && now.validUntil && dayOf(day) === dayOf(now.validUntil) ? now.validUntil : day
  const problems: NarrowingProblem[] = []
  const wrong = (field: NarrowingProblem['field'], code: NarrowingProblem['code'], isWrong: boolean) => {
    if (isWrong) problems.push({ field, code })
  }
  wrong('acts', 'actsMissing', acts.length === 0)
  wrong('acts', 'wider', !isWithin(acts, now.acts))
  wrong('sections', 'sectionsMissing', sections?.length === 0)
  wrong('sections', 'wider', sections !== null && now.sections !== null && !isWithin(sections, now.sections))
  wrong('until', 'untilMissing', typed.until !== '' && day === null)
  wrong('until', 'untilPast', validUntil !== null && validUntil <= now.at)
  wrong('until', 'untilLater', validUntil !== null && now.validUntil !== null && validUntil > now.validUntil)
  const isSame =
    acts.length === now.acts.length &&
    (sections?.length ?? null) === (now.sections?.length ?? null) &&
    validUntil?.getTime() === now.validUntil?.getTime()
  if (problems.length === 0) wrong('acts', 'notNarrower', isSame && typed.reference === '')
  return problems.length > 0 ? { problems } : { terms: { acts, sections, validUntil } }
}

const isWithin = (some: readonly string[], all: readonly string[]) => some.every((one) => all.includes(one))

/** In Japan. */
export const dayOf = (at: Date): string => new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 10)
