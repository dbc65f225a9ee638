/** What somebody without a mandate may tell: technical information that identifies nobody. Default: it is refused. */
import { identifiesSomebody } from '#forms/anonymise/anonymise.ts'
import type { Answer, Answers, ItemId } from '#forms/item.ts'

import { framing, identifying, technicalItems, type Identifies } from './identifying.ts'

export interface TechnicalAnswers {
  answers: Answers
  /** What was told and is not accepted, with the reason: of the item, or that a text in it names somebody. */
  refused: readonly { item: ItemId; why: Identifies | 'text' }[]
}

/** Who speaks about another organisation's incident and says that it was not asked to. */
export function isTechnicalOnly(answers: Answers): boolean {
  const standing = answers['reporter-capacity']
  if (typeof standing !== 'object' || standing === null || Array.isArray(standing)) return false
  const { role, authorised } = { role: '', authorised: null, ...standing }
  return (role === 'vendor' || role === 'agent') && authorised === false
}

/** Is this a question to somebody without a mandate at all? */
export const mayTell = (item: ItemId): boolean => technicalItems.has(item) || framing.has(item)

/**
 * `names`: of clients, so that none slips into a text; the same list for many reports is made ready once. `label`: how the
 * vendor calls the case.
 */
export function technicalOnly(answers: Answers, names: readonly string[] = [], label = ''): TechnicalAnswers {
  const labels = label === '' ? [] : [label]
  const isNamed = (answer: Answer) => identifiesSomebody(answer, names) || identifiesSomebody(answer, labels)

  const kept: Record<ItemId, Answer> = {}
  const refused: { item: ItemId; why: Identifies | 'text' }[] = []
  for (const [item, answer] of Object.entries(answers)) {
    if (!mayTell(item)) refused.push({ item, why: identifying.get(item) ?? 'free-text' })
    else if (technicalItems.has(item) && isNamed(answer)) refused.push({ item, why: 'text' })
    else kept[item] = item.startsWith('time-') ? onTheDay(answer) : answer
  }
  return { answers: kept, refused }
}

/** The day is enough to recognise a wave of attacks; the minute would let one guess the victim. */
function onTheDay(answer: Answer): Answer {
  if (typeof answer === 'string') return dayOf(answer)
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer
  return Object.fromEntries(Object.entries(answer).map(([part, value]) => [part, onTheDay(value)]))
}

function dayOf(moment: string): string {
  const at = Date.parse(moment)
  if (Number.isNaN(at)) return moment
  return `${new Date(at + 9 * 3_600_000).toISOString().slice(0, 10)}T00:00:00+09:00`
}
