/**
 * Conditions are data, so that they can be stored, shown, explained and simulated.
 * They are evaluated in three values, because half of the answers are unknown in the first hour.
 */
import { compileLeaf } from './condition/leaf.ts'
import { toldIn, type Told } from './condition/told.ts'
import type { Answer, Answers, ItemId } from './item.ts'

export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { known: Condition } // already certain to hold: what is still open counts as no
  | { fact: string } // a named condition of the rulebook, for example 'cyber-attack'
  | Leaf

/** A test of one answer. Not answered, or unknown: it depends on that item. */
export type Leaf = { item: ItemId; part?: string } & Test
export type Test =
  | { is: Answer }
  | { has: readonly Answer[] } // one value or a list: any of these
  | { only: readonly Answer[] } // a list of these and nothing else
  | { over: number } // a quantity greater than
  | { atLeast: number; ongoingSince?: ItemId } // a quantity; 'ongoing' is counted in hours from that item until now
  | { since: string } // an instant at or after this ISO instant
  // text, or texts of a list (every one of them), with one of these words; a text with one of `but` does not count
  | { mentions: readonly string[]; every?: true; but?: readonly string[] }
  | { calls: readonly string[] } // a trade in words that is one of these, and not only about them
  | { answered: true } // asks about the form, not the world: a known value is there, or not
  | { leftUnknown: true } // likewise: the reporter answered "not known yet", or not

/** yes or no because of these answers, or it depends on these open items (unknown or not answered yet). */
export type Truth =
  | { readonly value: 'yes'; readonly because: readonly ItemId[] }
  | { readonly value: 'no'; readonly because: readonly ItemId[] }
  | { readonly value: 'depends'; readonly on: readonly ItemId[] }

/** The named conditions a `fact` may point to. A fact may use facts; a circle is refused when it is compiled. */
export type Facts = Readonly<Record<string, Condition>>

/** Facts judged already for the same answers. One for all conditions of a compilation, and for no other. */
export type Seen = (Truth | undefined)[]

/**
 * `now` is a time in milliseconds; without it nothing that is still going on counts as long. Whoever judges many conditions
 * at once passes the same `seen` to all.
 */
export type Judge = (told: Told, now?: number, seen?: Seen) => Truth

/** Judges a condition once. To judge the same condition often, compile it. */
export function evaluate(condition: Condition, answers: Answers, facts: Facts = {}, now?: number): Truth {
  const judge = compileCondition(condition, facts)
  return judge(toldIn(answers), now)
}

/** Turns a condition into a closure. Throws a RangeError for an unknown fact or a fact that needs itself. */
export function compileCondition(condition: Condition, facts: Facts = {}): Judge {
  return compilerFor(facts)(condition)
}

interface Compilation {
  facts: Facts
  compiled: Map<string, Judge>
  open: Set<string>
}

/** Compiles many conditions over the same facts; each fact is compiled once. */
export function compilerFor(facts: Facts): (condition: Condition) => Judge {
  const compilation: Compilation = { facts, compiled: new Map(), open: new Set() }
  return (condition) => compileWith(condition, compilation)
}

function compileWith(condition: Condition, compilation: Compilation): Judge {
  if ('all' in condition) return everyOf(condition.all.map((part) => compileWith(part, compilation)))
  if ('any' in condition) return someOf(condition.any.map((part) => compileWith(part, compilation)))
  if ('not' in condition) return opposite(compileWith(condition.not, compilation))
  if ('known' in condition) return certain(compileWith(condition.known, compilation))
  if ('fact' in condition) return compileFact(condition.fact, compilation)
  return compileLeaf(condition)
}

function compileFact(name: string, compilation: Compilation): Judge {
  const known = compilation.compiled.get(name)
  if (known) return known
  const condition = compilation.facts[name]
  if (!condition) throw new RangeError(`unknown fact ${name}`)
  if (compilation.open.has(name)) throw new RangeError(`fact ${name} needs itself`)
  compilation.open.add(name)
  const compiled = compileWith(condition, compilation)
  compilation.open.delete(name)
  const at = compilation.compiled.size
  const judge: Judge = (told, now, seen = []) => (seen[at] ??= compiled(told, now, seen))
  compilation.compiled.set(name, judge)
  return judge
}

/** One "no" settles it; without one, every open part may still turn it. */
function everyOf(judges: readonly Judge[]): Judge {
  return (told, now, seen) => {
    let on: readonly ItemId[] | undefined
    let because: readonly ItemId[] = none
    for (const judge of judges) {
      const truth = judge(told, now, seen)
      if (truth.value === 'no') return truth
      if (truth.value === 'depends') on = on ? joined(on, truth.on) : truth.on
      else if (!on) because = joined(because, truth.because)
    }
    return on ? { value: 'depends', on } : { value: 'yes', because }
  }
}

function someOf(judges: readonly Judge[]): Judge {
  return (told, now, seen) => {
    let on: readonly ItemId[] | undefined
    let because: readonly ItemId[] = none
    for (const judge of judges) {
      const truth = judge(told, now, seen)
      if (truth.value === 'yes') return truth
      if (truth.value === 'depends') on = on ? joined(on, truth.on) : truth.on
      else if (!on) because = joined(because, truth.because)
    }
    return on ? { value: 'depends', on } : { value: 'no', because }
  }
}

function opposite(judge: Judge): Judge {
  return (told, now, seen) => {
    const truth = judge(told, now, seen)
    if (truth.value === 'depends') return truth
    return { value: truth.value === 'yes' ? 'no' : 'yes', because: truth.because }
  }
}

function certain(judge: Judge): Judge {
  return (told, now, seen) => {
    const truth = judge(told, now, seen)
    return truth.value === 'depends' ? { value: 'no', because: truth.on } : truth
  }
}

const none: readonly ItemId[] = []

/** Both without repeats. The lists are short, so looking is faster than hashing; most bring nothing new, and cost nothing. */
function joined(items: readonly ItemId[], more: readonly ItemId[]): readonly ItemId[] {
  if (items.length === 0 || items === more) return more
  let all: ItemId[] | undefined
  for (const item of more) if (!(all ?? items).includes(item)) (all ??= [...items]).push(item)
  return all ?? items
}
