import { Refusal } from '#app/http/refusal.ts'
import { lawful, pageBy, seenBy } from '#app/reports/authority.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Filer, FilingVendor, Tx } from '#db/context.ts'
import { findScope } from '#db/mandates/mandates.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { lockDraft, readDraft, saveDraft, type Draft } from '#db/reports/drafts.server.ts'
import type { ItemId } from '#forms/item.ts'
import { noChoices, type Choices } from '#forms/projection.ts'

import { mergeAnswers, type Conflict, type PageOfAnswers } from './merge-answers.ts'
import { namesKept } from './naming.server.ts'

export interface SavedAnswers {
  draft: Draft
  conflicts: readonly Conflict[]
}

/** Saves what one page says. What another screen changed meanwhile is left alone and returned as conflicts. */
export function saveAnswers(context: Context<Filer>, page: PageOfAnswers, choices?: Choices): Promise<SavedAnswers> {
  return again(() =>
    context.db.transaction(async (tx) =>
      saveOnce(tx, context, { before: await getDraft(tx, context.actor.reportId), page, choices }),
    ),
  )
}

interface Saving {
  before: Draft
  page: PageOfAnswers
  choices?: Choices | undefined
}

async function saveOnce(tx: Tx, { actor: shown, now }: Context<Filer>, { before, page, choices }: Saving) {
  const { reportId } = shown
  const actor = await asOfNow(tx, shown, now)
  const { draft, changed, conflicts } = mergeAnswers(before, pageBy(actor, page, await namesKept(tx, actor, now)))
  if (changed.length === 0 && !choices) return { draft: seenBy(actor, before), conflicts }

  const content = { answers: lawful(draft.answers), stamps: draft.stamps, choices: choices ?? before.choices }
  const { version } = await saveDraft(tx, { reportId, content, expectVersion: before.version, now })
  if (actor.kind === 'vendor') await recordDrafted(tx, actor, changed, now)
  return { draft: seenBy(actor, { ...content, version, savedAt: now }), conflicts }
}

/** A mandate is made narrower at once, also while a page of it is on its way. */
async function asOfNow(tx: Tx, actor: Filer, now: Date): Promise<Filer> {
  if (actor.kind !== 'vendor' || actor.mandateId === null) return actor
  const scope = await findScope(tx, actor.mandateId, now)
  if (!scope?.acts.some((act) => act !== 'send')) throw new Refusal('outsideMandate')
  return { ...actor, scope }
}

/** The client sees which items were changed under its mandate, and not what they say now. */
async function recordDrafted(tx: Tx, { reportId, mandateId }: FilingVendor, changed: readonly ItemId[], now: Date) {
  await recordAudit(tx, {
    reportId,
    did: 'mandate.drafted',
    details: { mandate: mandateId, items: changed.join(' ') },
    now,
  })
}

/** Changes the draft together with whatever `work` writes, in one transaction; whoever else would change it waits. */
export function changeDraft(
  context: Context<Filer>,
  work: (tx: Tx, draft: Draft) => Promise<Pick<PageOfAnswers, 'items' | 'answers'> & { choices?: Choices }>,
): Promise<SavedAnswers> {
  const { reportId } = context.actor
  return context.db.transaction(async (tx) => {
    await lockDraft(tx, reportId)
    const before = await getDraft(tx, reportId)
    const { choices, ...page } = await work(tx, before)
    const saved = await saveOnce(tx, context, { before, page: { ...page, base: before.version }, choices })
    const isLost = page.items.some((item) => item in page.answers !== item in saved.draft.answers)
    if (isLost) throw new Refusal('forbidden') // not theirs to write, or not to be told here: nothing of it is kept
    return saved
  })
}

export async function getDraft(tx: Tx, reportId: string): Promise<Draft> {
  const draft = await readDraft(tx, reportId)
  if (!draft) throw new Refusal('notFound')
  return { ...draft, choices: draft.choices ?? noChoices }
}

/** Two saves in the same instant: the later one reads again and merges. */
async function again<T>(save: () => Promise<T>, tries = 4): Promise<T> {
  try {
    return await save()
  } catch (error) {
    if (tries > 1 && error instanceof StoreRefusal && error.code === 'staleDraft') return again(save, tries - 1)
    throw error
  }
}
