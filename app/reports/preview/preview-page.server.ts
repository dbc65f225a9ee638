import { Refusal } from '#app/http/refusal.ts'
import { planned, type OpenDraft } from '#app/reports/form/open-draft.server.ts'
import { decideDeliveries, newsIn } from '#app/reports/sending/decide-submission.ts'
import { returnedBy, without } from '#app/reports/sending/returned.server.ts'
import { submissionKey } from '#app/reports/sending/submit-report.server.ts'
import { listMoves } from '#db/case-files/hand-overs.server.ts'
import type { Context, Filer, Tx } from '#db/context.ts'
import { listCovers, wholeCover, type WholeCover } from '#db/reports/covers.server.ts'
import { readKeptFiling } from '#db/reports/drafts.server.ts'
import { latestProjections } from '#db/submissions/deliveries.server.ts'
import type { Change } from '#forms/changes.ts'
import type { Phase } from '#forms/item.ts'
import type { Plan, RecipientId } from '#forms/plan.ts'
import type { Choices } from '#forms/projection.ts'

import { cardsOf, type RecipientCard } from './preview-cards.ts'

export interface PreviewPage extends OpenDraft {
  cards: readonly RecipientCard[]
  /** Who would be sent something now: everybody at first, later only those whose part has changed. */
  news: readonly RecipientId[]
  /** What would change for whoever has had a part of the report. */
  changes: Readonly<Record<RecipientId, readonly NamedChange[]>>
  /** The furthest kind of report that each of them has had. */
  had: Readonly<Record<RecipientId, Phase>>
  /** What was written beside the answers and goes to those bodies with them. */
  beside: WholeCover
  key: string
  /** Bodies that gave back what they were sent. */
  returned: readonly RecipientId[]
  /** Bodies that have an earlier revision and would get nothing of what the report has become. */
  gone: readonly RecipientId[]
}

export type NamedChange = Pick<Change, 'item' | 'kind'>

export async function previewPage(context: Context<Filer>): Promise<PreviewPage> {
  const { db, actor, now } = context
  const filing = await db.readAtOnce((tx) => readKeptFiling(tx, actor.reportId))
  if (!filing) throw new Refusal('notFound')
  const { report, draft } = filing
  const { latest, moves } =
    report.revisionNumber === 0 ? noneYet : await db.readAtOnce((tx) => sentBefore(tx, report.id))
  const open = { report, draft, ...planned(draft, report, now, actor) }
  const returned = await returnedBy(db, report)
  const choices = without(draft.choices, returned)
  const cards = whereMoved(cardsIn(open, choices), moves.at(-1)?.to)
  const key = submissionKey(report.id, report.revisionNumber, draft.version)
  const had = Object.fromEntries([...latest].map(([recipient, { furthest }]) => [recipient, furthest]))
  const gone = goneFrom(latest, cards, returned)
  const { news, changes } = newsFor(open, choices, cards, latest)
  const covers = filing.isCovered ? await db.transaction((tx) => listCovers(tx, report.id)) : new Map<string, string>()
  const beside = besideFor(news, wholeCover(covers))
  return { ...open, cards, key, returned, had, gone, news, changes, beside }
}

async function sentBefore(tx: Tx, reportId: string) {
  const [latest, moves] = await Promise.all([latestProjections(tx, reportId), listMoves(tx, reportId)])
  return { latest, moves }
}

/** The address says which police it is, until these hand the case to others. */
function whereMoved(cards: readonly RecipientCard[], movedTo: string | undefined): readonly RecipientCard[] {
  if (movedTo === undefined) return cards
  return cards.map((card) => (card.recipient === 'police' ? { ...card, movedTo } : card))
}

/** Why a deadline was missed waits until its body gets something. */
function besideFor(news: readonly RecipientId[], { changes, late }: WholeCover): WholeCover {
  return { changes, late: late.filter(({ recipient }) => news.includes(recipient)) }
}

const remembered = new WeakMap<Plan, { choices: Choices; cards: readonly RecipientCard[] }>()

/** Those of a plan that is remembered are too; choices that were made since are other ones. */
function cardsIn({ plan, whole }: OpenDraft, choices: Choices): readonly RecipientCard[] {
  const known = remembered.get(plan)
  if (known?.choices === choices) return known.cards
  const cards = cardsOf(plan, whole.answers, choices, whole.told)
  remembered.set(plan, { choices, cards })
  return cards
}

function newsFor(
  { plan, whole }: OpenDraft,
  choices: Choices,
  cards: readonly RecipientCard[],
  latest: Latest,
): Pick<PreviewPage, 'news' | 'changes'> {
  const shown = cards.map(({ recipient }) => recipient)
  if (latest.size === 0)
    return { news: cards.filter(({ goes }) => goes.length > 0).map(({ recipient }) => recipient), changes: {} }
  const last = new Map([...latest].map(([recipient, { projection }]) => [recipient, projection]))
  const deliveries = decideDeliveries(plan, whole.answers, choices, last)
  const changes = deliveries.flatMap(({ recipient, changes: found }) =>
    found ? [[recipient, newsIn(found).map(({ item, kind }) => ({ item, kind }))] as const] : [],
  )
  const news = deliveries
    .map(({ recipient }) => recipient)
    .toSorted((one, other) => shown.indexOf(one) - shown.indexOf(other))
  return { news, changes: Object.fromEntries(changes) }
}

function goneFrom(latest: Latest, cards: readonly RecipientCard[], returned: readonly RecipientId[]): RecipientId[] {
  if (latest.size === 0) return []
  const still = new Set(cards.flatMap(({ recipient, goes }) => (goes.length > 0 ? [recipient] : [])))
  return [...latest.keys()].filter((recipient) => !still.has(recipient) && !returned.includes(recipient)).toSorted()
}

type Latest = Awaited<ReturnType<typeof latestProjections>>

const noneYet: Awaited<ReturnType<typeof sentBefore>> = { latest: new Map(), moves: [] }
