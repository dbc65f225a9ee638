/**
 * What an answer of each kind looks like as JSON, for programs that read a description before they send. It says no
 * more than checkAnswers accepts in the end; that one stays the judge, and takes looser spellings too.
 */
import { z } from 'zod'
import { unknown, type Edition, type Kind, type Part } from '#forms/item.ts'

/** Describes every item of an edition under its id. No item must be there: what is missing, or null, is not answered. */
export function answersSchema(edition: Edition, describe: (item: string) => string) {
  const shapes = [...edition.items.values()]
    .filter(({ given }) => !given)
    .map(
      ({ id, asks }) =>
        [
          id,
          z
            .union([...wordsOrValue(asks), z.null()])
            .optional()
            .meta({ description: describe(id) }),
        ] as const,
    )
  return z.looseObject(Object.fromEntries(shapes))
}

/** The value itself, one of the words that stand in its place, or `unknown`. */
const schemaOf = (kind: Kind): z.ZodType => z.union(wordsOrValue(kind))

function wordsOrValue(kind: Kind): [z.ZodType, ...z.ZodType[]] {
  const words = 'instead' in kind ? (kind.instead ?? []) : []
  return [valueOf(kind), ...[unknown, ...words].map((word) => z.literal(word))]
}

function valueOf(kind: Kind): z.ZodType {
  switch (kind.kind) {
    case 'text':
      return z.string().max(kind.max)
    case 'choice':
      return wordOf(kind)
    case 'choices':
      return kind.bare ? z.union([wordOf(kind), z.array(wordOf(kind))]) : z.array(wordOf(kind))
    case 'consent':
      return z.boolean()
    case 'moment':
      return z.iso.datetime({ offset: true })
    case 'date':
      return z.iso.date()
    case 'period':
      return z.string().meta({ description: 'YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD' })
    case 'quantity':
      return upTo(kind.max, kind.decimals ? z.number().min(0) : z.int().min(0))
    case 'list':
      return z.array(schemaOf(kind.of)).max(kind.max)
    case 'group':
      return partsOf(kind.parts)
    case 'groups':
      return z.array(partsOf(kind.parts)).max(kind.max)
  }
}

const upTo = (max: number | undefined, number: z.ZodNumber) => (max === undefined ? number : number.max(max))

/** A closed list is an enumeration; an open one names what is usual. */
const wordOf = ({ options, others, open }: Extract<Kind, { kind: 'choice' | 'choices' }>) =>
  others || open ? z.string().meta({ examples: [...options] }) : z.enum(options)

/** Parts that this edition does not know are kept. */
const partsOf = (parts: Readonly<Record<string, Part>>) =>
  z.looseObject(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, part.required ? schemaOf(part) : schemaOf(part).optional()]),
    ),
  )
