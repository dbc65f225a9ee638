import { Refusal } from '#app/http/refusal.ts'
import type { Language } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { openDraft, type OpenDraft } from '#app/reports/form/open-draft.server.ts'
import type { Context, Filer, Tx } from '#db/context.ts'
import { listCovers } from '#db/reports/covers.server.ts'
import { findRevision, listRevisions, type RevisionLine } from '#db/reports/revisions.server.ts'
import { listDeliveries, readProjection, type DeliveryLine } from '#db/submissions/deliveries.server.ts'
import { sameAnswer, type Change } from '#forms/changes.ts'
import { answerLines } from '#forms/document/answer-lines.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answer, ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'
import { projectionFor } from '#forms/projection.ts'

import { changesFor, countByLens, revisionNamed, type LensCount } from './revisions.ts'
import type { ReadRevision, RevisionName } from './revisions.ts'

export interface ComparedRow {
  item: ItemId
  kind: Change['kind']
  before: readonly string[]
  after: readonly string[]
  /** The older answer can be put into the draft: the draft has another one. */
  restorable: boolean
}

export interface Comparison {
  revisions: readonly RevisionLine[]
  from: RevisionName
  to: RevisionName
  lens: RecipientId | null
  rows: readonly ComparedRow[]
  lenses: readonly LensCount[]
  /** What is written to go with the next report. */
  note: string
  withdrawn: boolean
}

export interface Asked {
  from: string | null
  to: string | null
  lens: string | null
}

/** Two revisions side by side: without a wish, what was sent last and the draft. */
export async function compareRevisions(context: Context<Filer>, asked: Asked, language: Language): Promise<Comparison> {
  const { reportId } = context.actor
  const open = await openDraft(context)
  if (open.report.revisionNumber === 0) throw new Refusal('notFound')
  return context.db.transaction(async (tx) => {
    const [revisions, lines, covers] = await Promise.all([
      listRevisions(tx, reportId),
      listDeliveries(tx, reportId),
      listCovers(tx, reportId),
    ])
    const numbers = revisions.map(({ number }) => number)
    const to = revisionNamed(asked.to, numbers) ?? 'draft'
    const from = revisionNamed(asked.from, numbers) ?? before(to, numbers)
    const recipients = [...new Set(lines.map(({ recipient }) => recipient))]
    const lens = recipients.find((recipient) => recipient === asked.lens) ?? null
    const read = (name: RevisionName) => readRevision(tx, open, lines, name)
    const [older, newer] = await Promise.all([read(from), read(to)])
    const differs = (item: ItemId) => from !== 'draft' && !isSame(older.answers[item], open.draft.answers[item])
    const rows = changesFor(currentEdition, older, newer, lens).map((change) => ({
      ...rowOf(change, language),
      restorable: differs(change.item),
    }))
    const lenses = countByLens(currentEdition, older, newer, recipients)
    const note = covers.get('changes') ?? ''
    return { revisions, from, to, lens, rows, lenses, note, withdrawn: open.report.withdrawnAt !== null }
  })
}

/** The revision before; before the first one is nothing, so that is compared with itself. */
function before(name: RevisionName, numbers: readonly number[]): number {
  return numbers.findLast((number) => name === 'draft' || number < name) ?? numbers[0] ?? 1
}

/** A recipient that a revision did not reach still has what it got before. */
export async function readRevision(
  tx: Tx,
  open: OpenDraft,
  lines: readonly DeliveryLine[],
  name: RevisionName,
): Promise<ReadRevision> {
  if (name === 'draft') return draftAsRevision(open, lines)
  const revision = await findRevision(tx, open.report.id, name)
  if (!revision) throw new Refusal('notFound')
  const latest = new Map(
    lines.filter(({ revisionNumber }) => revisionNumber <= name).map((line) => [line.recipient, line]),
  )
  const parts = await Promise.all(
    [...latest].map(async ([recipient, line]) => [recipient, (await readProjection(tx, line)).projection] as const),
  )
  return { name, answers: revision.answers, parts: new Map(parts) }
}

function draftAsRevision({ plan, draft, whole }: OpenDraft, lines: readonly DeliveryLine[]): ReadRevision {
  const recipients = new Set([...lines, ...plan.routes].map(({ recipient }) => recipient))
  const parts = [...recipients].flatMap((recipient) => {
    const part = projectionFor(plan, whole.answers, recipient, draft.choices)
    return part ? [[recipient, part] as const] : []
  })
  return { name: 'draft', answers: whole.answers, parts: new Map(parts) }
}

function rowOf(change: Change, language: Language): Omit<ComparedRow, 'restorable'> {
  const words = documentWords(language)
  const { item, kind } = change
  const told = 'before' in change ? change.before : undefined
  const lines = (value: Answer | undefined) =>
    value === undefined ? [] : answerLines(item, currentEdition.items.get(item), value, words)
  return { item, kind, before: lines(told), after: lines('after' in change ? change.after : undefined) }
}

const isSame = (one: Answer | undefined, other: Answer | undefined): boolean =>
  one === undefined || other === undefined ? one === other : sameAnswer(one, other)
