/** Times of what has happened that lie ahead: a mistyped year, by which every deadline that runs from it moves. */
import type { Answer, Answers, ItemId } from '#forms/item.ts'

const happened: readonly ItemId[] = ['time-awareness', 'time-detection', 'time-occurrence', 'time-classification']

/** Clocks of machines differ by minutes, and people round up. */
const leeway = 15 * 60_000

export function aheadOf(answers: Answers, now: Date): ItemId[] {
  return happened.filter((item) => instantOf(answers[item]) > now.getTime() + leeway)
}

/** Milliseconds; NaN, which is never later, where no time was told. */
function instantOf(answer: Answer | undefined): number {
  if (typeof answer === 'string') return Date.parse(answer)
  return isGroup(answer) && typeof answer['value'] === 'string' ? Date.parse(answer['value']) : Number.NaN
}

const isGroup = (answer: Answer | undefined): answer is Readonly<Record<string, Answer>> =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer)
