/** What a client types when it gives a mandate: pure. */
import { dayOf } from '#forms/answers/moments.ts'
import { currentEdition } from '#forms/edition.ts'
import { actsChosen, sectionsChosen, type Scope } from '#forms/mandates/scope.ts'

export const mandateLimits = { client: 100, clause: 4_000, words: 2_000, label: 100, ticket: 60, days: 730 } as const

export interface TypedMandate {
  /** whole, or some: the sections that are named. */
  reach: string
  sections: readonly string[]
  acts: readonly string[]
  approves: boolean
  until: string
  client: string
  clause: string
}

export interface MandateProblem {
  field: 'sections' | 'acts' | 'until' | 'client' | 'clause'
  code:
    | 'sectionsMissing'
    | 'actsMissing'
    | 'untilMissing'
    | 'untilPast'
    | 'untilFar'
    | 'clientLong'
    | 'clauseMissing'
    | 'clauseLong'
}

export interface ReadMandate extends Scope {
  validUntil: Date
  words: { client: string; clause: string }
}

/** A day counts to its end, in Japan. Null: no day; a 30th of February is none, and not one of March. */
export function endOfDay(typed: string): Date | null {
  const day = dayOf(typed)
  return day === undefined ? null : new Date(`${day}T23:59:59+09:00`)
}

export function readMandate(typed: TypedMandate, now: Date): ReadMandate | { problems: MandateProblem[] } {
  const problems: MandateProblem[] = []
  const wrong = (field: MandateProblem['field'], code: MandateProblem['code'], isWrong: boolean) => {
    if (isWrong) problems.push({ field, code })
  }
  const sections = typed.reach === 'some' ? sectionsChosen(currentEdition, typed.sections) : null
  const acts = actsChosen(typed.acts)
  const until = endOfDay(typed.until)
  const validUntil = until ?? now
  const isDay = until !== null
  const farthest = now.getTime() + mandateLimits.days * 86_400_000
  wrong('sections', 'sectionsMissing', sections?.length === 0)
  wrong('acts', 'actsMissing', acts.length === 0)
  wrong('until', 'untilMissing', !isDay)
  wrong('until', 'untilPast', isDay && validUntil <= now)
  wrong('until', 'untilFar', isDay && validUntil.getTime() > farthest)
  wrong('client', 'clientLong', [...typed.client].length > mandateLimits.client)
  wrong('clause', 'clauseMissing', typed.clause === '')
  wrong('clause', 'clauseLong', [...typed.clause].length > mandateLimits.clause)
  if (problems.length > 0) return { problems }
  const { approves, client, clause } = typed
  return { sections, acts, approves, validUntil, words: { client, clause } }
}
