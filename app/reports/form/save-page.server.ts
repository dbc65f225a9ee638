import { Refusal } from '#app/http/refusal.ts'
import { isUnmandated, mayWrite } from '#app/reports/authority.ts'
import type { Context, Filer } from '#db/context.ts'
import { parseAnswers, type Problem } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers, ItemId } from '#forms/item.ts'
import { isTechnicalOnly, technicalOnly } from '#forms/mandates/technical.ts'

import { joinTimes } from './filled-fields.ts'
import { namesKept } from './naming.server.ts'
import { pageVersionAfter, readPageVersion } from './page-version.server.ts'
import { saveAnswers, type SavedAnswers } from './save-answers.server.ts'

export interface SavedPage extends SavedAnswers {
  shown: readonly ItemId[]
  problems: readonly Problem[]
  typed: Readonly<Record<string, readonly string[]>>
  /** For the page as it stands, if it stays open. */
  version: string
}

/**
 * Saves what a posted page of the form says. What cannot be read stays as it was, and comes back with its problem. Throws
 * outsideMandate when a vendor changed what it may not write any more, and saves nothing of it.
 */
export async function savePage(context: Context<Filer>, form: FormData): Promise<SavedPage> {
  const shown = shownIn(form)
  const parsed = parseAnswers(currentEdition, shown, joinTimes(form, currentEdition, shown))
  const { answers, typed } = parsed
  const problems = [...parsed.problems, ...(await namingSomebody(context, answers))]
  const wrong = new Set(problems.map(({ item }) => item))
  const page = readPageVersion(String(form.get('version')))
  const { base, bases, isAsShown } = page
  const open = undecidedIn(form, shown)
  const items = shown.filter((item) => !wrong.has(item) && !open.includes(item) && !isAsShown(item, answers[item]))
  if (!isUnmandated(context.actor) && !items.every(mayWrite(context.actor))) throw new Refusal('outsideMandate')
  const saved = await saveAnswers(context, { base, bases, items, answers })
  const theirs = saved.draft.answers
  const still = open.map((item) => ({ item, mine: answers[item], theirs: theirs[item] }))
  const conflicts = [...saved.conflicts, ...still]
  const contested = new Set(conflicts.map(({ item }) => item))
  const left = new Set(shown.filter((item) => !items.includes(item) || contested.has(item)))
  const version = pageVersionAfter(page, { draft: saved.draft, items: shown, left })
  return { ...saved, conflicts, shown, problems, typed, version }
}

/** Whoever may not say whose incident it is gets a text back that seems to. */
async function namingSomebody({ db, actor, now }: Context<Filer>, answers: Answers): Promise<Problem[]> {
  if (!isUnmandated(actor) && !isTechnicalOnly(answers)) return []
  const names = isUnmandated(actor) ? await db.transaction((tx) => namesKept(tx, actor, now)) : []
  const { refused } = technicalOnly(answers, names)
  return refused.filter(({ why }) => why === 'text').map(({ item }) => ({ item, code: 'identifying' }))
}

/** Of two answers that were offered nobody chose one: neither is written, and both are shown again. */
const undecidedIn = (form: FormData, shown: readonly ItemId[]): ItemId[] =>
  form.has('choosing') ? shown.filter((item) => form.get(`keep.${item}`) !== 'mine') : []

/** What the page showed: only that can be changed or cleared by it. After a conflict, without what is left as it is. */
function shownIn(form: FormData): ItemId[] {
  const ids = new Set(form.getAll('shown').flatMap((value) => String(value).split(' ')))
  return [...ids].filter((id) => {
    const item = currentEdition.items.get(id)
    return item !== undefined && !item.given && form.get(`keep.${id}`) !== 'theirs'
  })
}
