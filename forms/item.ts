/**
 * What can be asked. An item is one thing with a stable id; its kind says what an answer looks like.
 * Words (labels, hints, options) live in locales/<language>/items.json under the same ids.
 */
import type { Condition } from './condition.ts'

export type ItemId = string
export type Phase = 'initial' | 'interim' | 'final'

/** "Not known yet" is an answer, told apart from "not answered" (the item is missing). */
export const unknown = 'unknown'

/**
 * Words that stand in the place of a value: 'none' for a corporate number, 'ongoing' for hours. Offered as a tick box
 * beside the input and stored as the bare word, except `choices`, where 'none' is stored as the empty list.
 */
interface Instead {
  instead?: readonly string[]
}

/** `others`: the form offers a text for what is not listed. `open`: only programs may add words; the form offers none. */
interface Offered {
  options: readonly string[]
  others?: boolean
  open?: boolean
}

/** The shape of one input. `list` and `groups` repeat; `group` has named parts, each of a simple kind. */
export type Kind =
  | ({ kind: 'text'; lines: 'one' | 'many'; max: number; like?: TextLike } & Instead)
  | ({ kind: 'choice' } & Offered)
  // bare: a single choice is stored without its list; some: there is at least one, so that an empty list is no answer
  | ({ kind: 'choices'; bare?: boolean; some?: boolean } & Offered & Instead)
  | { kind: 'consent' } // true | false
  | { kind: 'moment' } // ISO 8601 instant with offset
  | { kind: 'date' } // YYYY-MM-DD, a day in Japan
  | { kind: 'period' } // YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD
  | ({ kind: 'quantity'; unit?: string; decimals?: boolean; max?: number } & Instead)
  | ({ kind: 'list'; of: Kind & { kind: 'text' }; max: number } & Instead)
  | { kind: 'group'; parts: Record<string, Part> }
  | { kind: 'groups'; parts: Record<string, Part>; max: number }

/**
 * A part may be left out or be `unknown`; `required` parts make the whole group unanswered when they are missing.
 * `after`: it is a question only to whoever chose one of these values in another part. `anyFormAfter`: chosen there, these
 * take its own form away from a text, as other countries write postcodes in other ways.
 */
export type Part = Kind & { required?: boolean; after?: Chosen; anyFormAfter?: Chosen }

interface Chosen {
  part: string
  values: readonly string[]
}

/** Text with a form of its own; parseAnswers checks it and normalises it (defanged indicators, digits, case). */
export type TextLike =
  | 'phone'
  | 'email'
  | 'url'
  | 'corporate-number'
  | 'postcode'
  | 'cve'
  | 'hash'
  | 'host' // IP address, host name or URL; hxxp:// and [.] accepted
  | 'attack-technique'
  | 'port' // numbers, ranges, names of services

export interface Item {
  id: ItemId
  section: string
  asks: Kind
  /** The phase in which it is first of interest; `any` never becomes due. */
  from: Phase | 'any'
  /** Asked only when this holds or could hold. */
  when?: Condition
  /** May a reporter truly not know this? */
  mayBeUnknown: boolean
  /** Filled in by the portal (report date, revision number): shown, never asked. */
  given?: boolean
  /** Lists the files that the reporter added to that item; the portal fills it in when they have arrived. */
  filesOf?: ItemId
  /** Proposed from another item's answer, so that one fact is typed once. */
  carriedFrom?: ItemId
  /** The same, of a later fact that is asked first. Only what was answered there is proposed, and before anything else. */
  carriedBackFrom?: ItemId
  /** Proposed when nothing is answered yet; the reporter can change it. */
  proposed?: Answer
}

export interface Section {
  id: string
  items: readonly Item[]
}

/** The set of items offered from a date on. Frozen once answered: change means a new edition. */
export interface Edition {
  id: string
  from: string // YYYY-MM-DD, a day in Japan
  sections: readonly Section[]
  items: ReadonlyMap<ItemId, Item>
}

/** Does it say what the reporter told? The portal's own items (date, number, kind of the report) do not. */
export const isTold = (item: Item | undefined): boolean => !item?.given || item.filesOf !== undefined

/** One value as JSON (shapes follow the item's kind), or `unknown`. */
export type Answer = string | number | boolean | null | readonly Answer[] | { readonly [part: string]: Answer }
export type Answers = Readonly<Record<ItemId, Answer>>
