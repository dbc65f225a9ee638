import { hash } from 'node:crypto'

import { countDoing } from '#app/http/doings.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { seenBy } from '#app/reports/authority.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { changeDraft, getDraft } from '#app/reports/form/save-answers.server.ts'
import { planAt } from '#app/reports/plan-at.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { ActingDb, Context, Filer, Tx } from '#db/context.ts'
import { lockDraft, readDraft, saveDraft } from '#db/reports/drafts.server.ts'
import {
  changeEntrustor,
  insertEntrustor,
  listEntrustors,
  listParts,
  lockEntrustors,
  removeEntrustor,
  type Entrustor,
} from '#db/reports/entrustors.server.ts'
import { startReport } from '#db/reports/reports.server.ts'
import { nobodysHash } from '#db/sealing/nobodys-hash.server.ts'
import { hashSecret, newId, newSecret } from '#db/sealing/secrets.server.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answer, Answers, ItemId } from '#forms/item.ts'
import { entrustmentOf, partFor, sharedOf, spreadInto, type Entrustment } from '#forms/mandates/entrustment.ts'
import { canonicalJson } from '#forms/projection.ts'

import { entrustorLimits, type ReadEntrustor } from './typed-entrustor.ts'

export interface EntrustorsPage {
  /** With the reference of the report for its part, where there is one. */
  entrustors: readonly (Entrustor & { ownReference: string | null })[]
  entrustment: Entrustment
  answers: Answers
}

export async function readEntrustors(context: Context<Filer>): Promise<EntrustorsPage> {
  const { whole } = await openDraft(context)
  const [listed, parts] = await listWithParts(context)
  const entrustors = listed.map((one) => ({ ...one, ownReference: parts.get(one.ownReportId ?? '') ?? null }))
  const entrustment = entrustmentOf(whole.answers, (answers) => planAt(answers, context.now))
  return { entrustors, entrustment, answers: whole.answers }
}

/** A new one has not been told, so that what the earlier ones were told replaces no duty any more. False: the list is full. */
export async function addEntrustor(context: Context<Filer>, { name, people }: ReadEntrustor): Promise<boolean> {
  const { actor, now } = context
  const { reportId } = actor
  let isFull = false
  await changeList(context, async (tx, known) => {
    if (known.some((one) => one.name === name && one.people === people)) return // the button was pressed twice
    isFull = known.length >= entrustorLimits.list
    if (isFull) return
    await insertEntrustor(tx, { id: newId(), reportId, words: { name, people, method: '' }, now })
  })
  return !isFull
}

/** The report for its part says the new name and number from here on; whoever got the old ones hears by a further report. */
export async function correctEntrustor(context: Context<Filer>, id: string, read: ReadEntrustor): Promise<void> {
  const { actor, now } = context
  const { reportId } = actor
  await changeList(context, async (tx, known) => {
    const entrustor = oneOf(known, id)
    await changeEntrustor(tx, reportId, { ...entrustor, ...read })
    await recordAudit(tx, { reportId, did: 'entrustor.changed', subject: id, now })
    const own = entrustor.ownReportId
    if (!own || !(await listParts(tx, reportId)).has(own)) return
    const recounted = read.people !== entrustor.people
    const change: Change = (before) => {
      const { 'pd-subject-count': count, ...after } = partFor(before, read)
      return { ...before, ...after, ...(recounted ? { 'pd-subject-count': count ?? 'unknown' } : {}) } // it may know better
    }
    const part = partOf(actor, own)
    await tx.become(part)
    await fillIn(tx, { part, change, now })
    await tx.become(actor)
  })
}

export async function dropEntrustor(context: Context<Filer>, id: string): Promise<void> {
  const { actor, now } = context
  await changeList(context, (tx) => removeEntrustor(tx, actor.reportId, id, now))
}

/** Records the day and the way. Once all of them were told, the answers say so, and the plan follows. */
export async function recordTold(
  context: Context<Filer>,
  id: string,
  told: { toldOn: string; method: string },
): Promise<void> {
  const { actor, now } = context
  const { reportId } = actor
  await changeList(context, async (tx, known) => {
    await changeEntrustor(tx, reportId, { ...oneOf(known, id), ...told })
    await recordAudit(tx, { reportId, did: 'entrustor.told', subject: id, now })
  })
}

/** Changes the list, and with it what the report itself says: from there the rules take the names, and whether all were told. */
async function changeList(
  context: Context<Filer>,
  change: (tx: Tx, known: readonly Entrustor[]) => Promise<void>,
): Promise<void> {
  const { reportId } = context.actor
  await changeDraft(context, async (tx, { answers }) => {
    await change(tx, await lockEntrustors(tx, reportId))
    const entrustors = await listEntrustors(tx, reportId)
    return {
      items: ['pd-entrustment'],
      answers: { 'pd-entrustment': saying(answers['pd-entrustment'], entrustors) },
    }
  })
}

function saying(before: Answer | undefined, entrustors: readonly Entrustor[]): Answer {
  const known = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {}
  return {
    role: 'processor',
    ...known,
    counterparties: entrustors.map(({ name }) => name),
    counterparties_notified: entrustors.length > 0 && entrustors.every(({ toldOn }) => toldOn !== null),
  }
}

export async function getEntrustor({ db, actor }: Context<Filer>, id: string): Promise<Entrustor> {
  return oneOf(await db.transaction((tx) => listEntrustors(tx, actor.reportId)), id)
}

function oneOf(entrustors: readonly Entrustor[], id: string): Entrustor {
  const found = entrustors.find((one) => one.id === id)
  if (!found) throw new Refusal('notFound')
  return found
}

export interface OwnPart {
  reference: string
  /** Shown this once; null where an account opens it. */
  secret: string | null
}

/** A report for the part of one entrustor: the same description, its own name and number. Null when there is one. */
export async function startOwnPart(
  context: Context<Filer>,
  id: string,
  language: 'ja' | 'en',
): Promise<OwnPart | null> {
  const { db, actor, now } = context
  await countDoing(context, 'part of a report', actor.reportId)
  const secret = actor.kind === 'member' ? null : newSecret()
  const secretHash = secret === null ? await nobodysHash : await hashSecret(secret)
  const part = partOf(actor, newId())
  const report = { id: part.reportId, secretHash, language, edition: currentEdition.id, now }
  return (db as ActingDb).transaction(async (tx) => {
    const entrustor = oneOf(await lockEntrustors(tx, actor.reportId), id)
    if (entrustor.ownReportId) return null
    const { answers } = seenBy(actor, await getDraft(tx, actor.reportId)) // as it is now: what was spread before is not spread again
    if (part.kind === 'holder') await tx.become({ kind: 'anyone' })
    const { reference } = await startReport(tx, report)
    await tx.become(part)
    await fillIn(tx, { part, change: () => partFor(answers, entrustor), now })
    await tx.become(actor)
    const given = marksOf(sharedOf(answers))
    await changeEntrustor(tx, actor.reportId, { ...entrustor, ownReportId: part.reportId, given })
    return { reference, secret }
  })
}

/** Whoever has the whole has its parts, also where the secret of one was never written down. */
export async function getOwnPart(
  context: Context<Filer>,
  id: string,
): Promise<{ reportId: string; reference: string }> {
  const [entrustors, parts] = await listWithParts(context)
  const reportId = oneOf(entrustors, id).ownReportId ?? ''
  const reference = parts.get(reportId)
  if (reference === undefined) throw new Refusal('notFound')
  return { reportId, reference }
}

/** With the reports for their parts. */
const listWithParts = ({ db, actor: { reportId } }: Context<Filer>) =>
  db.transaction((tx) => Promise.all([listEntrustors(tx, reportId), listParts(tx, reportId)]))

/**
 * Brings what is told once into the part of every entrustor, and takes out what was cleared here. Names and numbers of
 * their own stay, and what was written there alone. All of them, or none.
 */
export async function spreadDescription({ db, actor, now }: Context<Filer>): Promise<number> {
  const { reportId } = actor
  return (db as ActingDb).transaction(async (tx) => {
    const entrustors = await lockEntrustors(tx, reportId)
    const parts = await listParts(tx, reportId)
    const shared = sharedOf((await getDraft(tx, reportId)).answers)
    const given = marksOf(shared)
    const known = entrustors.filter(({ ownReportId }) => ownReportId !== null && parts.has(ownReportId))
    for (const entrustor of known) {
      const part = partOf(actor, entrustor.ownReportId ?? '')
      const isAsGiven = (item: ItemId, answer: Answer) => entrustor.given?.[item] === markOf(answer)
      await tx.become(part)
      await fillIn(tx, { part, change: (before) => spreadInto(before, shared, isAsGiven), now })
      await tx.become(actor)
      await changeEntrustor(tx, reportId, { ...entrustor, given })
      tx.goesOn()
    }
    return known.length
  })
}

const marksOf = (answers: Answers): Record<ItemId, string> =>
  Object.fromEntries(Object.entries(answers).map(([item, answer]) => [item, markOf(answer)]))

const markOf = (answer: Answer): string => hash('sha256', canonicalJson(answer), 'hex').slice(0, 16)

/** Whoever may read that a report is a part of this one may write it: a guest as its holder, a member as themselves. */
const partOf = (actor: Filer, reportId: string): Filer =>
  actor.kind === 'member' ? { ...actor, reportId } : { kind: 'holder', reportId }

type Change = (before: Answers) => Answers

async function fillIn(tx: Tx, { part, change, now }: { part: Filer; change: Change; now: Date }): Promise<void> {
  const { reportId } = part
  await lockDraft(tx, reportId)
  const draft = await readDraft(tx, reportId)
  if (!draft) throw new Refusal('notFound')
  const answers = change(draft.answers)
  const stamps = Object.fromEntries(Object.keys(answers).map((item) => [item, String(draft.version + 1)]))
  await saveDraft(tx, { reportId, content: { ...draft, answers, stamps }, expectVersion: draft.version, now })
}
