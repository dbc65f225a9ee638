/** The reverse of reading a form: what stands in the fields of a page when an answer is shown again. */
import { unknown, type Answer, type Item, type Kind, type Part } from '#forms/item.ts'
import { beside, fieldName, hasOther, insteadOf } from './fields.ts'
import { dayOf, localOf } from './moments.ts'

/** Text of an input, ticked values of a choice, or true for a ticked box. */
export type FieldValues = Readonly<Record<string, string | readonly string[] | true>>
type Entry = readonly [string, string | readonly string[] | true]

/** Fields by name; what is not there is empty. Instants are shown in Japan time. */
export function formValues(item: Item, answer: Answer | undefined): FieldValues {
  if (answer === undefined || answer === null) return {}
  if (answer === unknown) return { [beside.unknown(item.id)]: true }
  return Object.fromEntries(entriesOf(item.asks, item.id, answer))
}

function entriesOf(kind: Kind, field: string, answer: Answer): Entry[] {
  if (answer === unknown) return [[beside.unknown(field), true]]
  if (typeof answer === 'string' && insteadOf(kind).includes(answer)) return [[beside.instead(field), [answer]]]
  switch (kind.kind) {
    case 'choice':
      return chosenEntries(kind.options, field, [answer], hasOther(kind)).map(([name, [value = '']]) => [name, value])
    case 'choices':
      return choicesEntries(kind, field, answer)
    case 'consent':
      return [[field, answer === true ? 'yes' : 'no']]
    case 'moment':
      return [[field, localOf(String(answer))]]
    case 'period':
      return periodEntries(field, String(answer))
    case 'list':
      return [[field, listOf(answer).map(String).join('\n')]]
    case 'group':
      return partEntries(kind.parts, (part) => fieldName(field, part), answer)
    case 'groups':
      return listOf(answer).flatMap((row, index) =>
        partEntries(kind.parts, (part) => fieldName(field, part, index), row),
      )
    default:
      return [[field, String(answer)]]
  }
}

function choicesEntries(kind: Extract<Kind, { kind: 'choices' }>, field: string, answer: Answer): Entry[] {
  const chosen = listOf(answer)
  if (chosen.length === 0) return insteadOf(kind).map((word) => [beside.instead(field), [word]])
  return chosenEntries(kind.options, field, chosen, hasOther(kind)).map(([name, values]) => {
    return name === field ? [name, values] : [name, values.join('\n')]
  })
}

/** Listed values are ticked; the others stand in the text beside them, or stay ticked where there is none. */
function chosenEntries(options: readonly string[], field: string, chosen: readonly Answer[], other: boolean) {
  const [listed, typed]: [string[], string[]] = [[], []]
  for (const value of chosen.map(String)) (options.includes(value) || !other ? listed : typed).push(value)
  const entries: [string, string[]][] = [
    [field, listed],
    [beside.other(field), typed],
  ]
  return entries.filter(([, values]) => values.length > 0)
}

/** Inputs take days; the time of an instant is shown elsewhere. */
function periodEntries(field: string, answer: string): Entry[] {
  const [from = '', to = ''] = answer.split('/').map((one) => dayOf(one) ?? one)
  return to === '' ? [[field, from]] : Object.entries({ [field]: from, [beside.to(field)]: to })
}

function partEntries(parts: Record<string, Part>, name: (part: string) => string, answer: Answer): Entry[] {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return []
  const written = new Map<string, Answer>(Object.entries(answer))
  return Object.entries(parts).flatMap(([part, kind]) => {
    const value = written.get(part)
    return value === undefined || value === null ? [] : entriesOf(kind, name(part), value)
  })
}

function listOf(answer: Answer): readonly Answer[] {
  return Array.isArray(answer) ? (answer as readonly Answer[]) : [answer] // isArray forgets that the list is readonly
}
