/** The few words a rulebook is written in. They only build data; forms/condition.ts says what it means. */
import type { Condition } from '#forms/condition.ts'
import type { Answer, ItemId } from '#forms/item.ts'
import type { Strength } from '#forms/plan.ts'
import type { Recipient, Rule, Seen, WrittenNeed } from '#forms/rulebook.ts'

export const all = (...conditions: Condition[]): Condition => ({ all: conditions })
export const any = (...conditions: Condition[]): Condition => ({ any: conditions })
export const not = (condition: Condition): Condition => ({ not: condition })
/** What is not certain counts as no: silence makes no duty and no exemption. */
export const known = (condition: Condition): Condition => ({ known: condition })
export const fact = (name: string): Condition => ({ fact: name })

/** `item` or `item.part`. */
function place(path: string): { item: ItemId; part?: string } {
  const [item = path, part] = path.split('.')
  return part === undefined ? { item } : { item, part }
}

export const is = (path: string, value: Answer): Condition => ({ ...place(path), is: value })
export const has = (path: string, values: readonly Answer[]): Condition => ({ ...place(path), has: values })
export const only = (path: string, values: readonly Answer[]): Condition => ({ ...place(path), only: values })
export const over = (path: string, limit: number): Condition => ({ ...place(path), over: limit })
export const since = (path: string, instant: string): Condition => ({ ...place(path), since: instant })
export const answered = (path: string): Condition => ({ ...place(path), answered: true })
export const leftUnknown = (path: string): Condition => ({ ...place(path), leftUnknown: true })
export const mentions = (path: string, words: readonly string[], but?: readonly string[]): Condition => ({
  ...place(path),
  mentions: words,
  ...(but ? { but } : {}),
})
export const calls = (path: string, trades: readonly string[]): Condition => ({ ...place(path), calls: trades })
export const onlyMentions = (path: string, words: readonly string[]): Condition => ({
  ...place(path),
  mentions: words,
  every: true,
})
export const atLeast = (path: string, amount: number, ongoingSince?: ItemId): Condition => ({
  ...place(path),
  atLeast: amount,
  ...(ongoingSince === undefined ? {} : { ongoingSince }),
})

type RuleText = Omit<Rule, 'id' | 'clocks'> & { clocks?: (string | Rule['clocks'][number])[] }

export function rule(id: string, { clocks = [], ...text }: RuleText): Rule {
  return { id, ...text, clocks: clocks.map((clock) => (typeof clock === 'string' ? { clock } : clock)) }
}

interface Manner {
  strength: Strength
  ground: string
  seen: Seen
  under?: string[]
}
export type Stages = Partial<Record<WrittenNeed['stage'], readonly ItemId[]>>

/** The items one sheet asks for, by the time at which they are due. */
export function needs(manner: Manner, stages: Stages): WrittenNeed[] {
  return (['first', 'known', 'final'] as const).flatMap((stage) =>
    (stages[stage] ?? []).map((item) => ({ item, stage, ...manner })),
  )
}

export function recipient(id: string, forms: Recipient['forms'], ...written: WrittenNeed[][]): Recipient {
  return { id, forms, needs: written.flat() }
}
