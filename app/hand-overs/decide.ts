/** What a hand-over may pass on and on which ground: pure. */
import type { ReadDelivery } from '#app/case-files/page/read-case.server.ts'
import { severityOf } from '#app/reports/sending/decide-submission.ts'
import { firstWord, prefectureOf } from '#app/reports/sending/first-word.ts'
import type { HandedFile, HandOverContent } from '#db/case-files/hand-overs.server.ts'
import { findEdition } from '#forms/edition.ts'
import { filledFileItems, withFiles } from '#forms/files.ts'
import type { ItemId } from '#forms/item.ts'
import { prefectures } from '#forms/items/prefectures.ts'
import type { RecipientId } from '#forms/plan.ts'
import type { ProjectedItem, Projection } from '#forms/projection.ts'
import type { Rulebook, Seen } from '#forms/rulebook.ts'

import { handOverLimits, otherGround, type HandOverWish } from './wish.ts'

export interface HandOverProblem {
  field: 'to' | 'prefecture' | 'items' | 'ground' | 'groundText' | 'reason'
  code: string
}

export interface DecidedHandOver {
  source: ReadDelivery
  ground: string | null
  content: HandOverContent
  file: HandedFile
  /** From one prefecture's police to another's. */
  moved: { from: string | null; to: string } | null
}

/** Every other body of the rulebook; and for the police, the police of another prefecture. */
export const targetsFor = (rulebook: Rulebook, own: RecipientId): RecipientId[] =>
  rulebook.recipients.map(({ id }) => id).filter((id) => id !== own || id === 'police')

/** Whose desk it is, and of which prefecture the case is. */
export interface Holding {
  recipient: RecipientId
  prefecture: string | null
}

/** To the police of another prefecture the case goes as a whole: it is the same body's. */
export const isMove = (to: RecipientId, { recipient }: Pick<Holding, 'recipient'>): boolean => to === recipient

/** No ground for passing anything on: why an item is of use, and what the reporter ticked. */
const noGrounds = new Set(['useful', 'reporters-choice'])

/** The grounds on which the other body receives reports, and how sure we are of each. */
export function groundsFor({ recipients, rules, grounds }: Rulebook, to: RecipientId): { id: string; seen: Seen }[] {
  const needs = recipients.find(({ id }) => id === to)?.needs ?? []
  const named = new Set([...rules.filter((rule) => rule.to === to), ...needs].map(({ ground }) => ground))
  return grounds.filter(({ id }) => named.has(id) && !noGrounds.has(id))
}

export interface Passing {
  needed: ProjectedItem[]
  /** The other body has no need for these, or only for what says nothing about the victim. */
  beyond: ProjectedItem[]
}

export function passingOn(projection: Projection, rulebook: Rulebook, to: RecipientId): Passing {
  const needs = needsOf(projection, rulebook, to)
  const fits = ({ item, strength }: ProjectedItem) =>
    needs.some((need) => need.item === item && (need.strength !== 'anonymised' || strength === 'anonymised'))
  const { items } = projection
  return { needed: items.filter(fits), beyond: items.filter((item) => !fits(item)) }
}

/** Of the body, its files included: whoever needs an item needs its files, as when the reporter sends them. */
function needsOf({ edition: id, items }: Projection, rulebook: Rulebook, to: RecipientId) {
  const declared = rulebook.recipients.find((one) => one.id === to)?.needs ?? []
  const needs = declared.map((need) => ({ ...need, recipient: to }))
  const edition = findEdition(id)
  if (!edition) return needs
  return withFiles(needs, filledFileItems(edition, Object.fromEntries(items.map(({ item, value }) => [item, value]))))
}

/** The hand-over that was asked for, or what has to be put right first. */
export function decideHandOver(
  held: readonly ReadDelivery[],
  wish: HandOverWish,
  rulebook: Rulebook,
  own: Holding,
): DecidedHandOver | { problems: HandOverProblem[] } {
  const moves = isMove(wish.to, own)
  const source = (moves ? undefined : held.find(({ line }) => line.id === wish.delivery)) ?? held.at(-1)
  if (!source || !targetsFor(rulebook, own.recipient).includes(wish.to))
    return { problems: [{ field: 'to', code: 'toMissing' }] }
  const passing = passingOn(source.projection, rulebook, wish.to)
  const beyond = moves ? [] : passing.beyond.map(({ item }) => item).filter((item) => wish.items.includes(item))
  const problems = problemsOf(wish, groundsFor(rulebook, wish.to), beyond)
  if (moves && wish.prefecture === own.prefecture) problems.push({ field: 'prefecture', code: 'prefectureSame' })
  const items = source.projection.items.filter(({ item }) => moves || wish.items.includes(item))
  if (items.length === 0) problems.push({ field: 'items', code: 'itemsMissing' })
  if (problems.length > 0) return { problems }

  const { edition, rulebook: under, phase } = source.projection
  const projection = {
    recipient: wish.to,
    edition,
    rulebook: under,
    phase,
    duty: 'voluntary',
    rules: [],
    items,
  } as const
  const other = wish.ground === otherGround
  return {
    source,
    ground: other ? null : wish.ground,
    content: {
      projection,
      groundText: other ? wish.groundText : null,
      beyond,
      reason: beyond.length > 0 ? wish.reason : null,
    },
    file: fileOf(items, wish),
    moved: moves ? { from: own.prefecture, to: wish.prefecture } : null,
  }
}

function problemsOf(wish: HandOverWish, grounds: readonly { id: string }[], beyond: readonly ItemId[]) {
  const problems: HandOverProblem[] = []
  const wrong = (field: HandOverProblem['field'], code: string, isWrong: boolean) => {
    if (isWrong) problems.push({ field, code })
  }
  const { to, prefecture, ground, groundText, reason } = wish
  wrong('prefecture', 'prefectureMissing', to === 'police' && !prefectures.includes(prefecture))
  wrong('ground', 'groundMissing', ground !== otherGround && !grounds.some(({ id }) => id === ground))
  wrong('groundText', 'groundTextMissing', ground === otherGround && [...groundText].length < 5)
  wrong('groundText', 'textTooLong', [...groundText].length > handOverLimits.groundText)
  wrong('reason', 'reasonMissing', beyond.length > 0 && [...reason].length < 5)
  wrong('reason', 'reasonTooLong', [...reason].length > handOverLimits.reason)
  return problems
}

/** What a queue sorts and filters by, from these items alone. */
export function fileOf(
  items: readonly ProjectedItem[],
  { to, prefecture }: Pick<HandOverWish, 'to' | 'prefecture'>,
): HandedFile {
  const told = new Map(items.map(({ item, value }) => [item, value]))
  return {
    attackType: firstWord(told.get('incident-attack-type')),
    sector: firstWord(told.get('org-ci-sector')),
    prefecture: to === 'police' ? prefecture : prefectureOf(told.get('org-address')),
    severity: severityOf(firstWord(told.get('incident-severity'))),
    heading: { organisation: firstWord(told.get('org-name')), title: firstWord(told.get('incident-title')) },
  }
}
