/** What somebody who acts for another sees and writes of a draft. A holder and a member have all of it. */
import { mayAct } from '#app/http/member-acts.ts'
import type { PageOfAnswers } from '#app/reports/form/merge-answers.ts'
import type { Step } from '#app/reports/form/steps.ts'
import type { Filer } from '#db/context.ts'
import type { Draft } from '#db/reports/drafts.server.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers, ItemId } from '#forms/item.ts'
import { answersWithin, itemsWithin } from '#forms/mandates/scope.ts'
import { isTechnicalOnly, mayTell, technicalOnly } from '#forms/mandates/technical.ts'

import { standingItem } from './standing.ts'

/** A vendor at its own report, about a client that it may not name. */
export const isUnmandated = (actor: Filer): boolean => actor.kind === 'vendor' && actor.mandateId === null

/** A vendor that may see some sections only. */
export const isLimited = (actor: Filer): boolean => actor.kind === 'vendor' && actor.scope.sections !== null

/** May this filer change the draft? Choices and consents of the preview are part of it. */
export function mayDraft(actor: Filer): boolean {
  if (actor.kind === 'member') return mayAct(actor.role, 'draft')
  return actor.kind !== 'vendor' || actor.scope.acts.includes('draft')
}

/** The draft as this filer may read it. */
export function seenBy(actor: Filer, draft: Draft): Draft {
  return isLimited(actor) && actor.kind === 'vendor'
    ? { ...draft, answers: answersWithin(currentEdition, actor.scope, draft.answers) }
    : draft
}

/** May this filer write the item? Who speaks is the client's to say, and fixed where there is no mandate. */
export function mayWrite(actor: Filer): (item: ItemId) => boolean {
  if (actor.kind !== 'vendor') return () => true
  const within = itemsWithin(currentEdition, actor.scope)
  return (item) => within.has(item) && item !== standingItem && (actor.mandateId !== null || mayTell(item))
}

/**
 * What of a page this filer may write; the rest is as if it had not been posted. `names`: of whom nothing may be told
 * where there is no mandate.
 */
export function pageBy(actor: Filer, page: PageOfAnswers, names: readonly string[] = []): PageOfAnswers {
  if (actor.kind !== 'vendor') return page
  const may = mayWrite(actor)
  const answers = Object.fromEntries(Object.entries(page.answers).filter(([item]) => may(item)))
  if (actor.mandateId !== null) return { ...page, items: page.items.filter(may), answers }
  const { answers: kept, refused } = technicalOnly(answers, names)
  const put = new Set(refused.map(({ item }) => item))
  return { ...page, items: page.items.filter((item) => may(item) && !put.has(item)), answers: kept }
}

/** Once somebody says that nobody asked for it, nothing that identifies the client stays. */
export const lawful = (answers: Answers): Answers =>
  isTechnicalOnly(answers) ? technicalOnly(answers).answers : answers

/** The pages of the form with what this filer may write. */
export function stepsFor(actor: Filer, steps: readonly Step[]): Step[] {
  if (actor.kind !== 'vendor') return [...steps]
  const may = mayWrite(actor)
  return steps.flatMap((step) => {
    const asked = step.asked.filter(({ item }) => may(item))
    return asked.length > 0 ? [{ ...step, asked: isLimited(actor) ? asked.map(withoutAskers) : asked }] : []
  })
}

/** Who asks for an item follows from answers outside of the mandate, too. */
const withoutAskers = <T extends { for: readonly string[] }>(asked: T): T => ({ ...asked, for: [] })
