/** How one answer is tested. What is missing or unknown stays open, unless the test asks about the form itself. */
import type { Judge, Leaf, Test, Truth } from '#forms/condition.ts'
import { momentOf } from '#forms/answers/moments.ts'
import { unknown, type Answer, type ItemId } from '#forms/item.ts'
import { placeOf, type Told } from './told.ts'
import { tradeFinder, wordFinder } from './words.ts'

/** A test of one answer as a closure. */
export function compileLeaf(leaf: Leaf): Judge {
  const { yes, no, depends } = truthsOf(leaf.item)
  const read = readerOf(leaf)
  if ('answered' in leaf) return (told) => (isKnown(read(told)) ? yes : no)
  if ('leftUnknown' in leaf) return (told) => (read(told) === unknown ? yes : no)
  if ('atLeast' in leaf) return reaching(leaf)
  const test = testOf(leaf)
  return (told) => {
    const value = read(told)
    if (!isKnown(value)) return depends
    const holds = test(value)
    return holds === undefined ? depends : holds ? yes : no
  }
}

type Simple = Exclude<Test, { answered: true } | { leftUnknown: true } | { atLeast: number }>

/** What a known value says; undefined when it leaves the question open: a list with an open place, words for a figure. */
function testOf(test: Simple): (value: Answer) => boolean | undefined {
  if ('is' in test) return (value) => value === test.is
  if ('over' in test) return (value) => (typeof value === 'number' ? value > test.over : undefined)
  if ('since' in test) {
    const from = Date.parse(test.since)
    return (value) => {
      const moment = timeOf(value)
      return Number.isNaN(moment) ? undefined : moment >= from
    }
  }
  if ('mentions' in test) {
    const found = wordFinder(test.mentions)
    const otherwise = wordFinder(test.but ?? [])
    const speaks = (text: Answer) => typeof text === 'string' && found(text) && !otherwise(text)
    return (value) => {
      const told = listOf(value)
      const texts = test.every && told.some(isRow) ? told.flatMap(named) : told
      return test.every ? texts.length > 0 && texts.every(speaks) : texts.some(speaks)
    }
  }
  if ('calls' in test) {
    const found = tradeFinder(test.calls)
    return (value) => typeof value === 'string' && found(value)
  }
  if ('only' in test) return (value) => listOf(value).every((entry) => test.only.includes(entry))
  const wanted = new Set(test.has)
  return (value) => {
    if (!Array.isArray(value)) return wanted.has(value)
    return value.some((entry) => wanted.has(entry)) || (value.includes(unknown) ? undefined : false)
  }
}

/** A moment, or one that is only estimated, in milliseconds; NaN while it is no more than a month. */
function timeOf(answer: Answer): number {
  const bare = typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer
  return typeof bare === 'string' ? Date.parse(momentOf(bare) ?? '') : Number.NaN
}

const hour = 3_600_000

/** What goes on has lasted from its start until now, and may still last long enough. */
function reaching(leaf: Leaf & { atLeast: number; ongoingSince?: ItemId }): Judge {
  const { yes, no, depends } = truthsOf(leaf.item)
  const read = readerOf(leaf)
  const readStart = leaf.ongoingSince === undefined ? null : readerOf({ item: leaf.ongoingSince })
  return (told, now) => {
    const value = read(told)
    if (typeof value === 'number') return value >= leaf.atLeast ? yes : no
    if (value !== 'ongoing' || !readStart || now === undefined) return depends
    const start = readStart(told)
    const lasted = start === undefined ? Number.NaN : (now - timeOf(start)) / hour
    return lasted >= leaf.atLeast ? yes : depends
  }
}

function listOf(value: Answer): readonly Answer[] {
  return Array.isArray(value) ? value : [value]
}

const separators = new Set(['、', ',', '，', ';', '；', '\n'])

const isRow = (text: Answer) => typeof text === 'string' && /[、,，;；\n]/.test(text)

/** Several things are often named on one line; what stands in brackets belongs to what is before them. */
function named(text: Answer): readonly Answer[] {
  if (typeof text !== 'string') return [text]
  const pieces: string[] = []
  let [depth, from] = [0, 0]
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (sign === '(' || sign === '（') depth += 1
    if (sign === ')' || sign === '）') depth = Math.max(0, depth - 1)
    if (depth > 0 || !separators.has(sign)) continue
    if (at > from) pieces.push(text.slice(from, at))
    from = at + 1
  }
  if (from < text.length) pieces.push(text.slice(from))
  return pieces.filter((piece) => piece.trim() !== '')
}

function readerOf({ item, part }: { item: ItemId; part?: string | undefined }): (told: Told) => Answer | undefined {
  const place = placeOf(item)
  return (told) => meant(part === undefined ? told[place] : partOf(told[place], part))
}

/** A list of nothing but "not known yet" says that. */
const meant = (value: Answer | undefined) =>
  Array.isArray(value) && value.length === 1 && value[0] === unknown ? unknown : value

function partOf(value: Answer | undefined, part: string): Answer | undefined {
  if (value === undefined || value === null || value === unknown) return value
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
    yes: { value: 'yes', because: items } as const,
    no: { value: 'no', because: items } as const,
    depends: { value: 'depends', on: items } as const,
  }
  truths.set(item, made)
  return made
}
