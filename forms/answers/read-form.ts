/** From the fields of a posted page to raw values, before they are checked. Blank fields are undefined. */
import { unknown, type Item, type Kind, type Part } from '#forms/item.ts'
import { beside, fieldName, hasOther, insteadOf } from './fields.ts'
import type { Refuse } from './problem.ts'

export type PostedFields = ReadonlyMap<string, readonly string[]>
export type PostedForm = FormData | URLSearchParams | Readonly<Record<string, string | readonly string[] | undefined>>

/** Texts by field name, in the order of the page; files are left out. */
export function fieldsOf(form: PostedForm): PostedFields {
  const fields = new Map<string, string[]>()
  const add = (name: string, value: unknown) => {
    if (typeof value !== 'string') return
    const values = fields.get(name)
    if (values) values.push(value)
    else fields.set(name, [value])
  }
  if (form instanceof FormData || form instanceof URLSearchParams) form.forEach((value, name) => add(name, value))
  else for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) add(name, one)
  return fields
}

/** A typed value wins over a ticked "not known yet": nobody types what they do not know. */
export function readItem(item: Item, fields: PostedFields, refuse: Refuse): unknown {
  const saysUnknown = item.mayBeUnknown && fields.has(beside.unknown(item.id))
  const raw = readKind(item.asks, item.id, fields, refuse)
  if (raw === undefined) return saysUnknown ? unknown : undefined
  return saysUnknown && item.asks.kind === 'group' && lacksPart(item.asks.parts, raw) ? unknown : raw
}

/** Only the small print was chosen (a currency, a certainty), not the value itself. */
function lacksPart(parts: Record<string, Part>, raw: unknown): boolean {
  return Object.entries(parts).some(([name, { required }]) => required && !Object.hasOwn(Object(raw), name))
}

function readKind(kind: Kind, field: string, fields: PostedFields, refuse: Refuse): unknown {
  const values = filled(fields.get(field))
  switch (kind.kind) {
    case 'choice':
      return readChoice(kind, field, values, fields, refuse)
    case 'choices':
      return readChoices(kind, field, values, fields)
    case 'list':
      return values.length > 0 ? values.flatMap((value) => value.split(/\r\n?|\n/)) : insteadIn(kind, field, fields)
    case 'period':
      return readPeriod(values.at(-1), filled(fields.get(beside.to(field))).at(-1), refuse)
    case 'group':
      return readGroup(kind.parts, (part) => fieldName(field, part), fields, refuse)
    case 'groups':
      return readGroups(kind, field, fields, refuse)
    default:
      return values.at(-1) ?? insteadIn(kind, field, fields)
  }
}

const filled = (values: readonly string[] = []): string[] => values.map((one) => one.trim()).filter((one) => one !== '')

/** The ticked word that stands instead of a value, if this kind has it. */
function insteadIn(kind: Kind, field: string, fields: PostedFields): string | undefined {
  const ticked = fields.get(beside.instead(field)) ?? []
  return insteadOf(kind).find((word) => ticked.includes(word))
}

type Choice = Extract<Kind, { kind: 'choice' }>

function readChoice(kind: Choice, field: string, values: string[], fields: PostedFields, refuse: Refuse): unknown {
  const other = hasOther(kind) ? filled(fields.get(beside.other(field))).at(-1) : undefined
  const chosen = values.filter((value) => value !== 'other' || kind.options.includes('other')).at(-1)
  if (other !== undefined && chosen !== undefined && chosen !== other && chosen !== 'other') return refuse('twoAnswers')
  return other ?? chosen
}

function readChoices(kind: Kind, field: string, values: string[], fields: PostedFields): unknown {
  const others = hasOther(kind) ? filled(fields.get(beside.other(field))).flatMap((text) => text.split(/\r\n?|\n/)) : []
  const chosen = [...values.filter((value) => value !== 'unknown'), ...others]
  if (chosen.length > 0) return chosen
  return values.length > 0 ? unknown : insteadIn(kind, field, fields)
}

function readPeriod(from: string | undefined, to: string | undefined, refuse: Refuse): string | undefined {
  if (from === undefined) return to === undefined ? undefined : refuse('period')
  return to === undefined || to === from ? from : `${from}/${to}`
}

function readGroup(
  parts: Record<string, Part>,
  name: (part: string) => string,
  fields: PostedFields,
  refuse: Refuse,
): Record<string, unknown> | undefined {
  const read: Record<string, unknown> = {}
  for (const [part, kind] of Object.entries(parts)) {
    const refuseHere: Refuse = (code, values) => refuse(code, values, { part })
    const value = readKind(kind, name(part), fields, refuseHere)
    if (value !== undefined) read[part] = value
    else if (fields.has(beside.unknown(name(part)))) read[part] = unknown
  }
  return Object.keys(read).length > 0 ? read : undefined
}

function readGroups(
  kind: Extract<Kind, { kind: 'groups' }>,
  field: string,
  fields: PostedFields,
  refuse: Refuse,
): unknown {
  const rows = Array.from({ length: kind.max }, (_, index) => {
    const refuseHere: Refuse = (code, values, place) => refuse(code, values, { ...place, index })
    return readGroup(kind.parts, (part) => fieldName(field, part, index), fields, refuseHere)
  })
  return rows.some((row) => row !== undefined) ? rows : undefined
}
