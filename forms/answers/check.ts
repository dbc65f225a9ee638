/** One checker per kind, made once per item; forms and programs pass through the same ones. */
import { unknown, type Answer, type Kind, type Part } from '#forms/item.ts'
import { apart } from './apart.ts'
import { checkGroup, checkGroups } from './check-groups.ts'
import { dayOf, daysIn, momentOf, saysDays, saysWhen } from './moments.ts'
import { largest, numberOf, rateOf } from './numbers.ts'
import type { Checker, Refuse } from './problem.ts'
import { saidInstead, yesOrNo } from './said.ts'
import { normalised, numbers } from './text-like.ts'

type Of<K extends Kind['kind']> = Extract<Kind, { kind: K }>

/** Null and blank are "not answered"; 'unknown' is an answer of every kind. */
export function checkerOf(kind: Kind): Checker {
  const check = checkerOfKind(kind)
  return (raw, refuse) => {
    if (raw === undefined || raw === null || raw === '') return undefined
    if (raw === unknown) return unknown
    return check(raw, refuse)
  }
}

function checkerOfKind(kind: Kind): Checker {
  switch (kind.kind) {
    case 'text':
      return checkText(kind)
    case 'choice':
      return checkChoice(kind)
    case 'choices':
      return checkChoices(kind)
    case 'consent':
      return checkConsent
    case 'moment':
      return checkMoment
    case 'date':
      return checkDate
    case 'period':
      return checkPeriod
    case 'quantity':
      return checkQuantity(kind)
    case 'list':
      return checkList(kind)
    case 'group':
      return checkParts(kind.parts)
    case 'groups':
      return checkGroups(kind, checkParts(kind.parts))
  }
}

function checkParts(parts: Record<string, Part>): Checker {
  const checkers = Object.entries(parts).map(([name, part]) => [name, checkerOf(part)] as const)
  const anyForm = Object.entries(parts).flatMap(([name, part]) =>
    part.anyFormAfter && part.kind === 'text' ? [[name, checkerOf({ ...part, like: undefined })] as const] : [],
  )
  return checkGroup(parts, new Map(checkers), new Map(anyForm))
}

/** Trimmed, with plain line ends; nothing else is changed: 髙 stays 髙. */
function checkText({ lines, max, like, instead }: Of<'text'>): Checker {
  return (raw, refuse) => {
    const typed = typedText(raw, lines)
    if (typeof typed !== 'string') return refuse('shape')
    if (isBroken(typed)) return refuse('character')
    const text = lines === 'one' ? onOneLine(typed) : typed.replaceAll(/\r\n?/g, '\n').trim()
    if (text === '') return undefined
    if (text.length > max)
      return like && numbers[like] ? refuse(numbers[like]) : refuse('tooLong', { max, length: text.length })
    if (!like || instead?.includes(text)) return text
    const said = instead && saidInstead(text)
    if (said === unknown || (said && instead.includes(said))) return said
    const read = normalised(like, text)
    return 'wrong' in read ? refuse(read.wrong) : read.text || undefined
  }
}

/** Without what stands around line ends. Cut and not matched: matching looks at a long row of spaces from each of them. */
const onOneLine = (typed: string): string =>
  typed
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')

/** Programs may write a number for a text, and a list for several lines. */
function typedText(raw: unknown, lines: 'one' | 'many'): unknown {
  if (typeof raw === 'number') return String(raw)
  const isLines = lines === 'many' && Array.isArray(raw) && raw.every((line) => typeof line === 'string')
  return isLines ? raw.join('\n') : raw
}

/** PostgreSQL takes neither NUL nor half a surrogate pair. */
const isBroken = (text: string): boolean => text.includes('\u0000') || !text.isWellFormed()

/** A word of a program's vocabulary, never a sentence. */
const isWord = (text: string): boolean => text.length <= 60 && /^[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*$/.test(text)

function checkChoice({ options, others, open }: Of<'choice'>): Checker {
  const known = new Set(options)
  const spelt = new Map(options.map((option) => [spelling(option), option]))
  const checkOther = checkText({ kind: 'text', lines: 'one', max: 200 })
  return (written, refuse) => {
    const one = single(written)
    const raw = typeof one === 'boolean' && known.has('yes') ? (one ? 'yes' : 'no') : one
    if (typeof raw !== 'string') return refuse('shape')
    if (known.has(raw) || raw === unknown) return raw
    const meant = spelt.get(spelling(raw)) ?? (known.has('yes') ? yesOrNo(raw) : undefined)
    if (meant !== undefined) return meant
    const said = others || known.has('yes') ? saidInstead(raw) : undefined
    if (said === unknown || (said && known.has(said))) return said
    if (others) return checkOther(raw, refuse)
    return open && isWord(raw) ? raw : refuse('notAnOption')
  }
}

/** Programs write intrusion-ransomware, INTRUSION_RANSOMWARE or "Intrusion ransomware". */
const spelling = (word: string): string =>
  word
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')

/** Options in a row, as tables and programs write several in one place; anything else is one answer. */
function inARow(raw: string, options: readonly string[]): string[] {
  const pieces = raw.split(/[,、;；\n]/).filter((piece) => piece.trim() !== '')
  const listed = new Set(options.map(spelling))
  return pieces.length > 1 && pieces.every((piece) => listed.has(spelling(piece))) ? pieces : [raw]
}

/** Programs may write a list of one for one. */
function single(raw: unknown): unknown {
  return Array.isArray(raw) && raw.length === 1 ? raw[0] : raw
}

function checkChoices(kind: Of<'choices'>): Checker {
  const check = checkerOf({ kind: 'choice', options: kind.options, others: kind.others, open: kind.open })
  return (raw, refuse) => {
    if (kind.instead?.some((word) => word === single(raw))) return []
    if (typeof raw !== 'string' && !Array.isArray(raw)) return refuse('shape')
    const entries: unknown[] = typeof raw === 'string' ? inARow(raw, kind.options) : raw
    if (entries.length > 200) return refuse('tooMany', { max: 200 })
    const chosen = checkEntries(entries, check, refuse)
    if (!chosen || (kind.some && chosen.length === 0)) return undefined
    const distinct = [...new Set(chosen)]
    if (distinct.length > 1 && distinct.includes('none')) return refuse('noneAndOthers')
    return kind.bare && distinct.length === 1 ? distinct[0] : distinct
  }
}

const checkConsent: Checker = (raw, refuse) => {
  const said = typeof raw === 'string' ? yesOrNo(raw) : raw
  if (said === true || said === 'yes') return true
  if (said === false || said === 'no') return false
  return refuse('yesOrNo')
}

const checkMoment: Checker = (raw, refuse) => {
  if (typeof raw !== 'string') return refuse('shape')
  return momentOf(raw) ?? refuse(saysWhen(raw) ? 'noSuchDay' : 'moment')
}

const checkDate: Checker = (raw, refuse) => {
  if (typeof raw !== 'string') return refuse('shape')
  return dayOf(raw) ?? refuse(saysWhen(raw) ? 'noSuchDay' : 'date')
}

const checkPeriod: Checker = (raw, refuse) => {
  if (typeof raw !== 'string') return refuse('shape')
  const [from = '', to] = raw.split(/[/〜～](?=\s*\d{4})/).map((day) => day.trim())
  const [first, last] = [daysIn(from), daysIn(to ?? from)]
  if (!first || !last) return refuse([from, to ?? from].every(saysDays) ? 'noSuchDay' : 'period')
  if ((dayOf(first.from) ?? '') > (dayOf(last.to) ?? '')) return refuse('periodOrder')
  return first.from === last.to ? first.from : `${first.from}/${last.to}`
}

/** What feeds say where a figure is wanted, wherever it is. */
const saidByPrograms = new Set(['ongoing', 'not-disclosed'])

const rates = new Set(['bps', 'pps', 'rps'])

function checkQuantity({ decimals, instead, unit = '', max }: Of<'quantity'>): Checker {
  const read = rates.has(unit) ? (typed: string) => rateOf(typed) ?? numberOf(typed) : numberOf
  return (raw, refuse) => {
    if (typeof raw === 'string' && (instead?.includes(raw) || saidByPrograms.has(raw))) return raw
    if (typeof raw === 'boolean' && instead?.includes('yes')) return raw ? 'yes' : 'no'
    const value = typeof raw === 'string' ? read(raw) : raw
    if (typeof value !== 'number' || !(value >= 0)) return refuse('number')
    if (value > largest) return refuse('numberTooLarge')
    if (max !== undefined && value > max) return refuse('above', { max })
    return decimals || Number.isInteger(value) ? value + 0 : refuse('wholeNumber') // a program's -0 becomes 0, as in JSON
  }
}

function checkList({ of, max, instead }: Of<'list'>): Checker {
  const check = checkerOf(of)
  const like = of.kind === 'text' ? of.like : undefined
  return (raw, refuse) => {
    if (typeof raw === 'string' && instead?.includes(raw)) return raw
    if (raw === false && instead?.includes('none')) return 'none'
    if (typeof raw !== 'string' && !Array.isArray(raw)) return refuse('shape')
    const entries: unknown[] = typeof raw === 'string' ? raw.split(/\r\n?|\n/) : raw
    const alone = instead && single(entries)
    const said = typeof alone === 'string' ? saidInstead(alone) : undefined
    if (said === unknown || (said && instead?.includes(said))) return said
    const pieces = entries.flatMap((line, index) => apart(line, like).map((piece) => ({ piece, index })))
    if (pieces.length > max) return refuse('tooMany', { max })
    const lineOf = (index: number) => (pieces[index]?.index ?? index) + 1
    const found = pieces.map(({ piece }) => piece)
    return checkEntries(found, check, refuse, lineOf)
  }
}

/** Blank entries drop out; a wrong one is named by its line and spoils the whole, so that nothing goes missing unseen. */
function checkEntries(
  entries: readonly unknown[],
  check: Checker,
  refuse: Refuse,
  lineOf = (index: number) => index + 1,
): Answer[] | undefined {
  const kept: Answer[] = []
  let wrong = false
  entries.forEach((entry, index) => {
    const value = check(entry, (code, values) => {
      wrong = true
      return refuse(code, { ...values, line: lineOf(index) })
    })
    if (value !== undefined) kept.push(value)
  })
  if (wrong || (kept.length === 0 && entries.length > 0)) return undefined
  return kept
}
