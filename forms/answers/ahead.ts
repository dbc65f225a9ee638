/** Times that may be mistyped: of what has happened, and lies ahead; of an end, and lies before its beginning. */
import type { Answer, Answers, ItemId } from '#forms/item.ts'

/** Deadlines run from them, and move with a mistyped year. */
const happened: readonly ItemId[] = ['time-awareness', 'time-detection', 'time-occurrence', 'time-classification']

/** What cannot have been before these. */
const ends: Readonly<Record<ItemId, readonly ItemId[]>> = {
  'time-restored': ['time-occurrence', 'time-detection'],
  'time-resolved': ['time-occurrence', 'time-detection'],
}

/** Clocks of machines differ by minutes, and people round up. */
const leeway = 15 * 60_000

export function aheadOf(answers: Answers, now: Date): ItemId[] {
  return happened.filter((item) => instantOf(answers[item]) > now.getTime() + leeway)
}

export function earlyIn(answers: Answers): ItemId[] {
  return Object.entries(ends).flatMap(([end, beginnings]) => {
    const latest = endOf(instantOf(answers[end])) + leeway
    return beginnings.some((item) => instantOf(answers[item]) > latest) ? [end] : []
  })
}

export type Doubt = 'ahead' | 'early'

/** Why each of these had better be looked at once more. */
export function doubtsAbout(answers: Answers, now: Date): Map<ItemId, Doubt> {
  const of = (items: readonly ItemId[], doubt: Doubt) => items.map((item) => [item, doubt] as const)
  return new Map([...of(earlyIn(answers), 'early'), ...of(aheadOf(answers, now), 'ahead')])
}

const hour = 3_600_000

/** The first minute of a day in Japan stands for a day whose time nobody knows: it may be any time of it. */
const endOf = (instant: number): number => ((instant + 9 * hour) % (24 * hour) === 0 ? instant + 24 * hour : instant)

/** Milliseconds; NaN, which is neither earlier nor later, where no time was told. */
function instantOf(answer: Answer | undefined): number {
  if (typeof answer === 'string') return Date.parse(answer)
  return isGroup(answer) && typeof answer['value'] === 'string' ? Date.parse(answer['value']) : Number.NaN
}

const isGroup = (answer: Answer | undefined): answer is Readonly<Record<string, Answer>> =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer)
