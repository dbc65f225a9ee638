import type { Answer, ItemId } from '#forms/item.ts'

/** What a person can put right. Words: locales/<language>/problems.json under `code`, with `values` filled in. */
export type ProblemCode =
  | 'above' // more than all there can be
  | 'attackTechnique'
  | 'character' // NUL or half a surrogate pair
  | 'corporateNumber'
  | 'corporateNumberDigit'
  | 'cve'
  | 'date'
  | 'email'
  | 'filesApart' // a file is uploaded; an answer cannot claim to have one
  | 'hash'
  | 'host'
  | 'identifying' // names somebody, told by whoever may tell technical information only
  | 'moment'
  | 'noneAndOthers'
  | 'noSuchDay' // nor such a time of day
  | 'notAnItem'
  | 'notAnOption'
  | 'number'
  | 'numberTooLarge'
  | 'partMissing'
  | 'period'
  | 'periodOrder'
  | 'phone'
  | 'port'
  | 'postcode'
  | 'shape' // wrong in kind: a list where a word is wanted, a part nobody asked for
  | 'tooLong'
  | 'tooMany'
  | 'twoAnswers'
  | 'url'
  | 'wholeNumber'
  | 'yesOrNo'

export type ProblemValues = Readonly<Record<string, string | number>>

export interface Problem {
  item: ItemId
  part?: string
  /** The entry of a repeated group, from 0: with item and part it leads to the field. */
  index?: number
  code: ProblemCode
  /** max, length, line (from 1) … for the words. */
  values?: ProblemValues
}

/** Where in the answer it is wrong. */
export interface Place {
  part?: string
  index?: number
}

export type Refuse = (code: ProblemCode, values?: ProblemValues, place?: Place) => undefined

/** Raw value in, answer out; undefined is "not answered", or refused when `refuse` was called. */
export type Checker = (raw: unknown, refuse: Refuse) => Answer | undefined
