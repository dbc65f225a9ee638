/** The vocabulary in which the files of this folder are written: one constructor per kind of input. */
import type { Item, ItemId, Kind, Part, Section, TextLike } from '#forms/item.ts'

type Of<K extends Kind['kind']> = Extract<Kind, { kind: K }>
type Extra = Partial<Pick<Item, 'when' | 'mayBeUnknown' | 'given' | 'carriedFrom' | 'carriedBackFrom' | 'proposed'>>
type ItemWithoutSection = Omit<Item, 'section'>

/** An item; unless said otherwise a reporter may truly not know it. */
export function item(id: ItemId, from: Item['from'], asks: Kind, extra: Extra = {}): ItemWithoutSection {
  return { id, from, asks, mayBeUnknown: true, ...extra }
}

export function section(id: string, items: readonly ItemWithoutSection[]): Section {
  return { id, items: items.map((one) => ({ ...one, section: id })) }
}

/** One line. */
export const text = (max = 200, more: { like?: TextLike; instead?: readonly string[] } = {}): Of<'text'> => ({
  kind: 'text',
  lines: 'one',
  max,
  ...more,
})

/** As many lines as it takes. */
export const lines = (max = 10_000): Of<'text'> => ({ kind: 'text', lines: 'many', max })

interface Offering {
  others?: boolean
  open?: boolean
}

export const choice = (options: readonly string[], more: Offering = {}): Of<'choice'> => ({
  kind: 'choice',
  options,
  ...more,
})

export const choices = (
  options: readonly string[],
  more: Offering & { bare?: boolean; some?: boolean; instead?: readonly string[] } = {},
): Of<'choices'> => ({ kind: 'choices', options, ...more })

export const consent = (): Of<'consent'> => ({ kind: 'consent' })
export const moment = (): Of<'moment'> => ({ kind: 'moment' })
export const date = (): Of<'date'> => ({ kind: 'date' })
export const period = (): Of<'period'> => ({ kind: 'period' })

export const quantity = (
  unit?: string,
  more: { decimals?: boolean; max?: number; instead?: readonly string[] } = {},
): Of<'quantity'> => ({ kind: 'quantity', ...(unit ? { unit } : {}), ...more })

/** One entry per line. */
export const list = (of: Of<'text'> = text(500), more: { instead?: readonly string[] } = {}): Of<'list'> => ({
  kind: 'list',
  of,
  max: 200,
  ...more,
})

export const group = (parts: Record<string, Part>): Of<'group'> => ({ kind: 'group', parts })
export const groups = (parts: Record<string, Part>, max = 20): Of<'groups'> => ({ kind: 'groups', parts, max })

/** The files that belong to the item of that id; seen by whoever has a need for it. */
export const files = (of: ItemId, from: Item['from'], extra: Extra = {}): ItemWithoutSection => ({
  ...item(
    `${of}-files`,
    from,
    groups(
      {
        name: must(text(255)),
        lane: must(choice(['plain', 'sample'])),
        bytes: must(quantity()),
        type: must(text()),
        sha256: must(text()),
        sha1: must(text()),
        md5: must(text()),
        scan: must(choice(['clean', 'found', 'off', 'failed', 'too-large', 'not-done'])),
        found: text(),
        id: must(text()),
      },
      50,
    ),
    { ...extra, given: true, mayBeUnknown: false },
  ),
  filesOf: of,
})

/** Without this part the group is not an answer. */
export const must = (kind: Kind): Part => ({ ...kind, required: true })

/** It is a question only to whoever chose one of these values in another part of the group. */
export const after = (part: string, values: readonly string[], kind: Kind): Part => ({
  ...kind,
  after: { part, values },
})

/** Values written with spaces between them, because a long list reads better in rows. */
export const named = (values: string): readonly string[] => values.trim().split(/\s+/)
/** Of several words each, parted by commas. */
export const phrases = (values: string): readonly string[] => values.trim().split(/\s*,\s*/)
