/** An answer as lines that a person reads. Never throws: what was frozen must always be shown, whatever its shape. */
import { unknown, type Answer, type Item, type Kind } from '#forms/item.ts'
import type { Words } from '#forms/document/words.ts'

type Group = { readonly [part: string]: Answer }

/** What is being shown: the item, the part of it if it is a group, and the kind if the edition knows it. */
interface Place {
  item: string
  part?: string
  kind?: Kind
}

/** The lines of one item's answer. A missing kind (an item of another edition) is told by the value's own shape. */
export function answerLines(id: string, item: Item | undefined, value: Answer, words: Words): string[] {
  const lines = linesOf({ item: id, kind: item?.asks }, value, words)
  return lines.length > 0 ? lines : [words.text('none')]
}

/** The same for a place that has one line, such as a cell. */
export function answerInOneLine(...asked: Parameters<typeof answerLines>): string {
  const [, , , words] = asked
  const [first = '', ...more] = answerLines(...asked)
  return more.length > 0 ? [first, ...more].join(words.text('between')) : first
}

function linesOf(place: Place, value: Answer, words: Words): string[] {
  if (value === null || value === '') return []
  if (value === unknown) return [words.text('unknown')]
  if (typeof value === 'boolean') return [words.yesOrNo(place.item, value, place.part)]
  if (typeof value === 'number')
    return [words.quantity(value, place.kind?.kind === 'quantity' ? place.kind.unit : undefined)]
  if (typeof value === 'string') return ofText(place, value, words)
  if (isList(value)) return ofList(place, value, words)
  return ofGroup(place, value, words)
}

function ofText({ item, part, kind }: Place, value: string, words: Words): string[] {
  switch (kind?.kind) {
    case 'choice':
    case 'choices':
    case 'quantity': // "ongoing", "not-disclosed": said instead of a figure
      return [words.option(item, value, part)]
    case 'moment':
    case 'date':
    case 'period':
      return [when(value, words)]
    case 'group': // told by its value alone, as in anonymised information
      return ofText({ item, part: 'value', kind: kind.parts.value }, value, words)
    case 'text':
    case 'list':
      if (kind.instead?.includes(value)) return [words.option(item, value, part)]
      break
    default:
  }
  return value.split(/\r\n|[\n\r\u2028\u2029]/)
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/

/** An instant, a day, or two of them with a slash between; anything else is shown as it was written. */
function when(value: string, words: Words): string {
  const [from = '', to, more] = value.split('/')
  if (more === undefined && to && from) return words.text('period', { from: when(from, words), to: when(to, words) })
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return words.day(value)
  return instant.test(value) && !Number.isNaN(Date.parse(value)) ? words.dateTime(value) : value
}

/** One line holds so many parts of an entry and can still be read; a file has twice as many. */
const mostInLine = 4

/** Groups that repeat are numbered when there are several; other lists are one line per entry. */
function ofList(place: Place, values: readonly Answer[], words: Words): string[] {
  const kind = elementKind(place.kind)
  const entries = values.map((value) => linesOf({ ...place, kind }, value, words)).filter((lines) => lines.length > 0)
  if (kind?.kind !== 'group') return entries.flat()
  return entries.flatMap((lines, index) => {
    const [entry = '', ...rest] = lines.length > mostInLine ? lines : [lines.join(words.text('between'))]
    return [entries.length > 1 ? words.text('numbered', { number: index + 1, entry }) : entry, ...rest]
  })
}

function elementKind(kind: Kind | undefined): Kind | undefined {
  if (kind?.kind === 'list') return kind.of
  return kind?.kind === 'groups' ? { kind: 'group', parts: kind.parts } : kind
}

/** One line per part, "label: value". `value` needs no label, money is one line, certainty stands behind the first. */
function ofGroup(place: Place, group: Group, words: Words): string[] {
  const lines = partsInOrder(place, group).flatMap((part) => partLine(place, group, part, words))
  const [first, ...rest] = lines
  if (first === undefined || typeof group.certainty !== 'string') return lines
  const certainty = words.option(place.item, group.certainty, 'certainty')
  return [words.text('certain', { value: first, certainty }), ...rest]
}

function partLine(place: Place, group: Group, part: string, words: Words): string[] {
  if (part === 'certainty' || (part === 'currency' && 'amount' in group)) return []
  const value = partWords(place, group, part, words)
  if (value === '') return []
  if (part === 'value') return [value]
  return [words.text('pair', { label: words.part(place.item, part), value })]
}

function partWords(place: Place, group: Group, part: string, words: Words): string {
  const value = group[part] ?? null
  if (part === 'amount' && typeof value === 'number' && 'currency' in group) {
    const currency = group.currency
    return words.money(value, typeof currency === 'string' && currency !== unknown ? currency : undefined)
  }
  return linesOf({ item: place.item, part, kind: partsOf(place.kind)[part] }, value, words).join(words.text('and'))
}

/** The edition's order first, then whatever else the value holds. */
function partsInOrder(place: Place, group: Group): string[] {
  return [...new Set([...Object.keys(partsOf(place.kind)), ...Object.keys(group)])].filter((part) => part in group)
}

function partsOf(kind: Kind | undefined): Record<string, Kind> {
  return kind?.kind === 'group' || kind?.kind === 'groups' ? kind.parts : {}
}

function isList(value: Answer): value is readonly Answer[] {
  return Array.isArray(value)
}
