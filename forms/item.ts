/**
 * What can be asked. An item is one thing with a stable id; its kind says what an answer looks like.
 * Words (labels, hints, options) live in locales/<language>/items.json under the same ids.
 */
import type { Condition } from './condition.ts'

export type ItemId = string
export type Phase = 'initial' | 'interim' | 'final'

/** "Not known yet" is an answer, told apart from "not answered" (the item is missing). */
export const unknown = 'unknown'

/** The shape of one input. `list` and `groups` repeat; `group` has named parts, each of a simple kind. */
export type Kind =
  | { kind: 'text'; lines: 'one' | 'many'; max: number; like?: TextLike }
  | { kind: 'choice'; options: readonly string[] }
  | { kind: 'choices'; options: readonly string[]; others?: boolean }
  | { kind: 'consent' } // true | false
  | { kind: 'moment' } // ISO 8601 instant with offset
  | { kind: 'date' } // YYYY-MM-DD, a day in Japan
  | { kind: 'quantity'; unit?: string; decimals?: boolean }
  | { kind: 'list'; of: Kind & { kind: 'text' }; max: number }
  | { kind: 'group'; parts: Record<string, Part> }
  | { kind: 'groups'; parts: Record<string, Part>; max: number }

/** A part may be left out or be `unknown`; `required` parts make the whole group unanswered when they are missing. */
export type Part = Kind & { required?: boolean }

/** Text with a form of its own; parseAnswers checks it and normalises it (defanged indicators, digits, case). */
export type TextLike =
  | 'phone'
  | 'email'
  | 'url'
  | 'corporate-number'
  | 'cve'
  | 'hash'
  | 'host' // IP address, host name or URL; hxxp:// and [.] accepted
  | 'attack-technique'
  | 'country'

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
  /** Proposed from another item's answer, so that one fact is typed once. */
  carriedFrom?: ItemId
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

/** One value as JSON (shapes follow the item's kind), or `unknown`. */
export type Answer = string | number | boolean | null | readonly Answer[] | { readonly [part: string]: Answer }
export type Answers = Readonly<Record<ItemId, Answer>>
