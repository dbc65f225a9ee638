import { Refusal } from '#app/http/refusal.ts'
import { openDraft } from '#app/reports/open-draft.server.ts'
import { planAt } from '#app/reports/plan-at.ts'
import { saveAnswers } from '#app/reports/save-answers.server.ts'
import { startReport as startAsGuest } from '#app/reports/start-report.server.ts'
import { recordAudit } from '#db/audit.server.ts'
import type { Context, Filer } from '#db/context.ts'
import { readDraft, saveDraft } from '#db/drafts.server.ts'
import {
  changeEntrustor,
  insertEntrustor,
  listEntrustors,
  removeEntrustor,
  type Entrustor,
} from '#db/entrustors.server.ts'
import { nobodysHash } from '#db/nobodys-hash.server.ts'
import { startReport } from '#db/reports.server.ts'
import { newId, newReference } from '#db/secrets.server.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answer, Answers } from '#forms/item.ts'
import { entrustmentOf, partFor, sharedSections, type Entrustment } from '#forms/mandates/entrustment.ts'

import type { ReadEntrustor } from './typed-entrustor.ts'

export interface EntrustorsPage {
  entrustors: readonly Entrustor[]
  entrustment: Entrustment
  answers: Answers
}

export async function readEntrustors(context: Context<Filer>): Promise<EntrustorsPage> {
  const { db, actor, now } = context
  const { whole } = await openDraft(context)
  const entrustors = await db.transaction((tx) => listEntrustors(tx, actor.reportId))
  const entrustment = entrustmentOf(whole.answers, (answers) => planAt(answers, now))
  return { entrustors, entrustment, answers: whole.answers }
}

/** A new one has not been told, so that what the earlier ones were told replaces no duty any more. */
export async function addEntrustor(context: Context<Filer>, { name, people }: ReadEntrustor): Promise<void> {
  const { db, actor, now } = context
  const { reportId } = actor
  await db.transaction((tx) => insertEntrustor(tx, { id: newId(), reportId, words: { name, people, method: '' }, now }))
  await sayInAnswers(context)
}

export async function dropEntrustor(context: Context<Filer>, id: string): Promise<void> {
  const { db, actor, now } = context
  await db.transaction((tx) => removeEntrustor(tx, actor.reportId, id, now))
  await sayInAnswers(context)
}

/** Records the day and the way. Once all of them were told, the answers say so, and the plan follows. */
export async function recordTold(
  context: Context<Filer>,
  id: string,
  told: { toldOn: string; method: string },
): Promise<void> {
  const { db, actor, now } = context
  const { reportId } = actor
  const entrustor = await getEntrustor(context, id)
  await db.transaction(async (tx) => {
    await changeEntrustor(tx, reportId, { ...entrustor, ...told })
    await recordAudit(tx, { reportId, did: 'entrustor.told', subject: id, now })
  })
  await sayInAnswers(context)
}

export async function getEntrustor({ db, actor }: Context<Filer>, id: string): Promise<Entrustor> {
  const found = (await db.transaction((tx) => listEntrustors(tx, actor.reportId))).find((one) => one.id === id)
  if (!found) throw new Refusal('notFound')
  return found
}

/** The names, and whether all were told, stand in the report itself: from there the rules take them. */
async function sayInAnswers(context: Context<Filer>): Promise<void> {
  const { db, actor } = context
  const { draft } = await openDraft(context)
  const entrustors = await db.transaction((tx) => listEntrustors(tx, actor.reportId))
  const before = draft.answers['pd-entrustment']
  const known = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {}
  const value: Answer = {
    role: 'processor',
    ...known,
    counterparties: entrustors.map(({ name }) => name),
    counterparties_notified: entrustors.length > 0 && entrustors.every(({ toldOn }) => toldOn !== null),
  }
  await saveAnswers(context, { base: draft.version, items: ['pd-entrustment'], answers: { 'pd-entrustment': value } })
}

export interface OwnPart {
  reference: string
  /** Shown this once; null where an account opens it. */
  secret: string | null
}

/** A report for the part of one entrustor: the same description, its own name and number. */
export async function startOwnPart(context: Context<Filer>, id: string, language: 'ja' | 'en'): Promise<OwnPart> {
  const { db, actor, now } = context
  const entrustor = await getEntrustor(context, id)
  if (entrustor.ownReportId) throw new Refusal('conflict')
  const { draft } = await openDraft(context)
  const answers = partFor(draft.answers, entrustor)
  const { reportId: ownReportId, ...codes } = await startPart(context, language)
  await fillPart(context, ownReportId, () => answers)
  await db.transaction((tx) => changeEntrustor(tx, actor.reportId, { ...entrustor, ownReportId }))
  return codes.secret === '' ? { reference: codes.reference, secret: null } : { ...codes, secret: codes.secret }

  async function startPart({ db: acting, actor: filer }: Context<Filer>, words: 'ja' | 'en') {
    if (filer.kind !== 'member') {
      const anyone = { kind: 'anyone' } as const
      const {
        id: reportId,
        reference,
        secret,
      } = await startAsGuest({ db: acting.as(anyone), actor: anyone, now }, words)
      return { reportId, reference, secret }
    }
    const [reportId, reference, secretHash] = [newId(), newReference(), await nobodysHash]
    const edition = currentEdition.id
    await acting.transaction((tx) =>
      startReport(tx, { id: reportId, reference, secretHash, language: words, edition, now }),
    )
    return { reportId, reference, secret: '' }
  }
}

/** Brings what is told once into the part of every entrustor. Names and numbers of their own stay. */
export async function spreadDescription(context: Context<Filer>): Promise<number> {
  const { draft } = await openDraft(context)
  const entrustors = await context.db.transaction((tx) => listEntrustors(tx, context.actor.reportId))
  const shared = Object.entries(draft.answers).filter(([item]) =>
    sharedSections.includes(currentEdition.items.get(item)?.section ?? ''),
  )
  const parts = entrustors.flatMap(({ ownReportId }) => ownReportId ?? [])
  for (const part of parts) await fillPart(context, part, (before) => ({ ...before, ...Object.fromEntries(shared) }))
  return parts.length
}

/** Whoever may read that a report is a part of this one may write it: a guest as its holder, a member as themselves. */
async function fillPart({ db, actor, now }: Context<Filer>, reportId: string, change: (before: Answers) => Answers) {
  const part: Filer = actor.kind === 'member' ? { ...actor, reportId } : { kind: 'holder', reportId }
  const acting = db.as(part)
  await acting.transaction(async (tx) => {
    const draft = await readDraft(tx, reportId)
    if (!draft) throw new Refusal('notFound')
    const answers = change(draft.answers)
    const stamps = Object.fromEntries(Object.keys(answers).map((item) => [item, String(draft.version + 1)]))
    await saveDraft(tx, { reportId, content: { ...draft, answers, stamps }, expectVersion: draft.version, now })
  })
}
