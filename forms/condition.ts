/**
 * Conditions are data, so that they can be stored, shown, explained and simulated.
 * They are evaluated in three values, because half of the answers are unknown in the first hour.
 */
import { unknown, type Answer, type Answers, type ItemId } from './item.ts'

export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { fact: string } // a named condition of the rulebook, for example 'cyber-attack'
  | { item: ItemId; part?: string; is: Answer }
  | { item: ItemId; part?: string; has: readonly Answer[] } // one value or a list: any of these
  | { item: ItemId; part?: string; over: number } // a quantity greater than
  | { item: ItemId; part?: string; since: string } // an instant at or after this ISO instant
  | { item: ItemId; part?: string; answered: true } // asks about the form, not the world: a known value is there, or not

/** yes or no because of these answers, or it depends on these open items (unknown or not answered yet). */
export type Truth =
  | { value: 'yes'; because: readonly ItemId[] }
  | { value: 'no'; because: readonly ItemId[] }
  | { value: 'depends'; on: readonly ItemId[] }

/** The named conditions a `fact` may point to. A fact may use facts; a circle is refused when it is compiled. */
export type Facts = Readonly<Record<string, Condition>>
export type Judge = (answers: Answers) => Truth

/** Judges a condition once. To judge the same condition often, compile it. */
export function evaluate(condition: Condition, answers: Answers, facts: Facts = {}): Truth {
  return compileCondition(condition, facts)(answers)
}

/** Turns a condition into a closure. Throws a RangeError for an unknown fact or a fact that needs itself. */
export function compileCondition(condition: Condition, facts: Facts = {}): Judge {
  return compileWith(condition, { facts, compiled: new Map(), open: new Set() })
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
  if ('fact' in condition) return compileFact(condition.fact, compilation)
  const { item, part } = condition
  if ('answered' in condition) return (answers) => (isKnown(read(answers, item, part)) ? yes(item) : no(item))
  const test = testOf(condition)
  return (answers) => {
    const value = read(answers, item, part)
    return isKnown(value) ? test(value) : depends(item)
  }
}

function compileFact(name: string, compilation: Compilation): Judge {
  const known = compilation.compiled.get(name)
  if (known) return known
  const condition = compilation.facts[name]
  if (!condition) throw new RangeError(`unknown fact ${name}`)
  if (compilation.open.has(name)) throw new RangeError(`fact ${name} needs itself`)
  compilation.open.add(name)
  const judge = compileWith(condition, compilation)
  compilation.open.delete(name)
  compilation.compiled.set(name, judge)
  return judge
}

type Leaf = Extract<Condition, { item: ItemId }>

function testOf(leaf: Exclude<Leaf, { answered: true }>): (value: Answer) => Truth {
  const { item } = leaf
  if ('is' in leaf) return (value) => (value === leaf.is ? yes(item) : no(item))
  if ('over' in leaf) return (value) => (typeof value === 'number' && value > leaf.over ? yes(item) : no(item))
  if ('since' in leaf) {
    const from = Date.parse(leaf.since)
    return (value) => (typeof value === 'string' && Date.parse(value) >= from ? yes(item) : no(item))
  }
  const wanted = new Set(leaf.has)
  return (value) => {
    if (!Array.isArray(value)) return wanted.has(value) ? yes(item) : no(item)
    if (value.some((entry) => wanted.has(entry))) return yes(item)
    return value.includes(unknown) ? depends(item) : no(item)
  }
}

function read(answers: Answers, item: ItemId, part: string | undefined): Answer | undefined {
  const value = answers[item]
  if (part === undefined || value === undefined || value === null || value === unknown) return value
  if (typeof value !== 'object' || Array.isArray(value)) return undefined
  return (value as { readonly [part: string]: Answer })[part] // arrays are excluded above; TypeScript keeps readonly ones
}

function isKnown(value: Answer | undefined): value is Answer {
  return value !== undefined && value !== null && value !== unknown && value !== ''
}

const truths = new Map<string, { yes: Truth; no: Truth; depends: Truth }>()

/** Leaves share their three answers, so that a plan makes little garbage. */
function truthsOf(item: ItemId): { yes: Truth; no: Truth; depends: Truth } {
  const known = truths.get(item)
  if (known) return known
  const items = Object.freeze([item])
  const made = {
    yes: Object.freeze({ value: 'yes', because: items } as const),
    no: Object.freeze({ value: 'no', because: items } as const),
    depends: Object.freeze({ value: 'depends', on: items } as const),
  }
  truths.set(item, made)
  return made
}

const yes = (item: ItemId): Truth => truthsOf(item).yes
const no = (item: ItemId): Truth => truthsOf(item).no
const depends = (item: ItemId): Truth => truthsOf(item).depends

/** One "no" settles it; without one, every open part may still turn it. */
function everyOf(judges: readonly Judge[]): Judge {
  return (answers) => {
    const on: (readonly ItemId[])[] = []
    const because: (readonly ItemId[])[] = []
    for (const judge of judges) {
      const truth = judge(answers)
      if (truth.value === 'no') return truth
      if (truth.value === 'depends') on.push(truth.on)
      else because.push(truth.because)
    }
    return on.length > 0 ? { value: 'depends', on: union(on) } : { value: 'yes', because: union(because) }
  }
}

function someOf(judges: readonly Judge[]): Judge {
  return (answers) => {
    const on: (readonly ItemId[])[] = []
    const because: (readonly ItemId[])[] = []
    for (const judge of judges) {
      const truth = judge(answers)
      if (truth.value === 'yes') return truth
      if (truth.value === 'depends') on.push(truth.on)
      else because.push(truth.because)
    }
    return on.length > 0 ? { value: 'depends', on: union(on) } : { value: 'no', because: union(because) }
  }
}

function opposite(judge: Judge): Judge {
  return (answers) => {
    const truth = judge(answers)
    if (truth.value === 'depends') return truth
    return { value: truth.value === 'yes' ? 'no' : 'yes', because: truth.because }
  }
}

function union(lists: readonly (readonly ItemId[])[]): readonly ItemId[] {
  if (lists.length === 1) return lists[0] ?? []
  return [...new Set(lists.flat())]
}
