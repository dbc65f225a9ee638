/**
 * 委託先の報告義務と委託元への通知 (個人情報保護法26条1項ただし書, 施行規則9条). Which duties a notice replaces is what the
 * rulebook's own conditions say: the plan without the notice, less the plan with it.
 */
import { currentEdition } from '#forms/edition.ts'
import { fileItems } from '#forms/files.ts'
import type { Answer, Answers, ItemId } from '#forms/item.ts'
import { named } from '#forms/items/kinds.ts'
import type { Plan, Reason, RecipientId } from '#forms/plan.ts'

/** What is not sure about it, for each rule whose duty a notice replaces. */
export const releases: Readonly<Record<string, 'text' | 'unsure'>> = {
  'breach-to-ppc': 'text', // 法26条1項ただし書, 規則9条
  'breach-to-fsa': 'text', // the same duty, received by the minister: 法150条
  'breach-to-mic': 'text',
  'public-breach-to-ppc': 'unsure', // 法68条: no such proviso was read there
  'my-number-to-ppc': 'unsure', // 番号法29条の4: parallel by knowledge only
}

export interface Replaced {
  recipient: RecipientId
  rule: string
  ground: string
  sure: boolean
}

export interface Entrustment {
  /** Somebody entrusted these data, wholly or in part. */
  isProcessor: boolean
  /** All entrustors have been told. */
  told: boolean
  /** The processor's own duties that the notices replace, or would replace. */
  replaced: readonly Replaced[]
}

/** `planOf`: the plan at this moment for any answers. */
export function entrustmentOf(answers: Answers, planOf: (answers: Answers) => Plan): Entrustment {
  const entrusted = partsOf(answers['pd-entrustment'])
  const role = entrusted.role ?? partsOf(answers['reporter-capacity']).role
  const isProcessor = role === 'processor' || role === 'both'
  if (!isProcessor) return { isProcessor, told: false, replaced: [] }
  const withNotice = (told: boolean): Answers => ({
    ...answers,
    'pd-entrustment': { role, ...entrusted, counterparties_notified: told },
  })
  const left = new Set(dutiesIn(planOf(withNotice(true))).map(({ rule }) => rule))
  const replaced = dutiesIn(planOf(withNotice(false))).filter(({ rule }) => rule in releases && !left.has(rule))
  return { isProcessor, told: entrusted.counterparties_notified === true, replaced }
}

const isOwed = ({ duty, verdict }: Reason): boolean => duty === 'statutory' && verdict === 'required'

function dutiesIn({ routes }: Plan): Replaced[] {
  return routes.flatMap(({ recipient, reasons }) =>
    reasons.filter(isOwed).map(({ rule, ground }) => ({ recipient, rule, ground, sure: releases[rule] !== 'unsure' })),
  )
}

/** 施行規則8条1項各号 as far as a processor knows them: what the notice to the entrustor says, in the order of the law. */
export const noticeItems: readonly ItemId[] = named(`
  incident-title incident-summary time-occurrence time-awareness pd-breach-type pd-items pd-subject-count
  cause-summary pd-cause-category pd-secondary-damage pd-subject-notice pub-status prevention-done prevention-planned
  contact-name contact-phone contact-email
`)

/** Told once for all: the same in the part of every entrustor. */
export const sharedSections: readonly string[] = named(`
  timeline incident detection systems cause indicators ransomware ddos fraud supply-chain response
`)

/** What every part is told alike. Files stay with the report that they were added to. */
export const sharedOf = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(withoutFiles(answers)).filter(([item]) => isShared(item)))

const isShared = (item: ItemId) => sharedSections.includes(currentEdition.items.get(item)?.section ?? '')

function withoutFiles(answers: Answers): Answers {
  const lists = new Set(fileItems(currentEdition).values())
  return Object.fromEntries(Object.entries(answers).filter(([item]) => !lists.has(item)))
}

/**
 * A part once more after what is told alike has changed. What was cleared goes there, too, where it says still what it was
 * given (`isAsGiven`); what the part says of its own stays.
 */
export function spreadInto(
  part: Answers,
  shared: Answers,
  isAsGiven: (item: ItemId, answer: Answer) => boolean,
): Answers {
  const kept = Object.entries(part).filter(([item, answer]) => item in shared || !isAsGiven(item, answer))
  return { ...Object.fromEntries(kept), ...shared }
}

/** The answers of one entrustor's part: everything that is shared, with its own name and number. */
export function partFor(told: Answers, { name, people }: { name: string; people: number | null }): Answers {
  const answers = withoutFiles(told)
  const { counterparties_notified: _told, ...entrusted } = partsOf(answers['pd-entrustment'])
  const counted = partsOf(answers['pd-subject-count'])
  const { max: _max, records: _records, ...certainty } = counted
  return {
    ...answers,
    'pd-entrustment': { ...entrusted, role: 'processor', counterparties: [name] },
    'pd-subject-count': people === null ? 'unknown' : { ...certainty, max: people },
  }
}

function partsOf(answer: Answer | undefined): Record<string, Answer> {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return {}
  return Object.fromEntries(Object.entries(answer))
}
