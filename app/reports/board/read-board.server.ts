import { openDraft, type OpenDraft } from '#app/reports/form/open-draft.server.ts'
import { sentFiles, type SentFile } from '#app/reports/sending/sent-files.ts'
import { itemsAsked, listFeedback, type Feedback } from '#db/case-files/feedback.server.ts'
import { listHolds, type Hold } from '#db/case-files/holds.server.ts'
import { listOpinions } from '#db/case-files/opinions.server.ts'
import type { Context, Filer } from '#db/context.ts'
import { listCaseFilesOfReport } from '#db/reports/board.server.ts'
import { listClocks } from '#db/reports/clocks.server.ts'
import { asShown, openingsShown } from '#db/reports/openings.server.ts'
import { listRevisions, type RevisionLine } from '#db/reports/revisions.server.ts'
import { listSpeakers, speakerOf, type Speakers } from '#db/mandates/mandate-names.server.ts'
import { latestProjections, listDeliveries } from '#db/submissions/deliveries.server.ts'
import { currentEdition } from '#forms/edition.ts'
import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'
import { byDuty } from '#forms/plan/duty-order.ts'
import { findRulebook } from '#forms/rulebooks.ts'

import type { MergedQuestion } from './merge-questions.ts'
import { boardRows, type BoardRow } from './board.ts'
import { burdenOf, type Burden } from './burden.ts'
import { judged } from './judged.ts'
import { openIn } from './read-questions.server.ts'
import type { Retracted } from './retracted-lines.tsx'
import type { ThreadEntry } from './thread.tsx'

const lately = 14 * 86_400_000 // ms

export interface Board extends OpenDraft {
  rows: readonly BoardRow[]
  threads: readonly { recipient: RecipientId; prefecture: string | null; entries: readonly ThreadEntry[] }[]
  questions: readonly MergedQuestion[]
  /** Taken back lately: whoever looks for a question that stood here yesterday is told where it is. */
  retracted: readonly Retracted[]
  revisions: readonly RevisionLine[]
  burden: Burden | null
  holds: readonly Hold[]
  files: readonly SentFile[]
  /** What the final report of a recipient still lacks. */
  lacking: readonly { recipient: RecipientId; items: readonly ItemId[] }[]
}

/** Everything that happened to a report, for the one who filed it. */
export async function readBoard(context: Context<Filer>): Promise<Board> {
  const { reportId } = context.actor
  const open = await openDraft(context)
  const [caseFiles, sent, clocks, feedback, revisions, last, opinions, holds, shown, by] = await context.db.transaction(
    (tx) =>
      Promise.all([
        listCaseFilesOfReport(tx, reportId),
        listDeliveries(tx, reportId),
        listClocks(tx, reportId),
        listFeedback(tx, reportId),
        listRevisions(tx, reportId),
        latestProjections(tx, reportId),
        listOpinions(tx, reportId),
        listHolds(tx, reportId, context.now),
        openingsShown(tx, reportId, context.now),
        listSpeakers(tx, reportId),
      ]),
  )
  const deliveries = sent.map((line) => asShown(shown, line))
  const questions = openIn(feedback, caseFiles)
  const openQuestions = questions.flatMap((one) => one.questions)
  const heavier = byDuty(findRulebook(open.plan.rulebook))
  const order = open.plan.routes.toSorted(heavier).map(({ recipient }) => recipient)
  const rows = boardRows({ deliveries, caseFiles, clocks, openQuestions }).toSorted(
    (a, b) => placeIn(order, a) - placeIn(order, b),
  )
  // A body that was only handed something talks with the reporter as well; one that gave it back does not.
  const held = caseFiles.filter(({ closedReason }) => closedReason !== 'returned')
  const heard = new Set([...rows, ...held].map(({ recipient }) => recipient))
  const threads = [...heard].map((recipient) => ({
    recipient,
    prefecture: caseFiles.find((file) => file.recipient === recipient)?.prefecture ?? null,
    entries: feedback.filter((said) => said.recipient === recipient).map((said) => entryOf(said, opinions, by)),
  }))
  const retracted = feedback.flatMap(({ retractedAt, ...said }) =>
    retractedAt && context.now.getTime() - retractedAt.getTime() < lately
      ? [{ id: said.id, recipient: said.recipient, items: itemsAsked(said), retractedAt }]
      : [],
  )
  const parts = [...last.values()].map(({ projection }) => projection)
  const burden = burdenOf(currentEdition, open.report, parts)
  const files = sentFiles(parts)
  return {
    ...open,
    files,
    rows,
    threads,
    questions,
    retracted,
    revisions,
    burden,
    holds,
    lacking: lackingIn(open, rows),
  }
}

/** In the order of the preview; a body that the plan no longer names comes last. */
function placeIn(order: readonly RecipientId[], { recipient }: BoardRow): number {
  const place = order.indexOf(recipient)
  return place < 0 ? order.length : place
}

function lackingIn({ plan }: OpenDraft, rows: readonly BoardRow[]) {
  return rows.flatMap(({ recipient, clocks }) => {
    if (!clocks.some(({ report }) => report === 'final')) return []
    const items = plan.unmet.filter(
      (need) =>
        need.recipient === recipient && need.strength !== 'anonymised' && !currentEdition.items.get(need.item)?.given,
    )
    return [{ recipient, items: items.map(({ item }) => item) }]
  })
}

function entryOf(said: Feedback, opinions: ReadonlyMap<string, boolean>, by: Speakers): ThreadEntry {
  const { id, kind, from, body, sentAt, answered, retractedAt } = said
  return {
    id,
    kind,
    from,
    items: itemsAsked(said),
    sentAt,
    text: body.text ?? '',
    number: body.number || null,
    reason: body.reason ?? null,
    tlp: body.tlp ?? null,
    due: body.due ?? null,
    issued: body.issued ?? null,
    told: (body.told ?? []).map(({ item }) => item),
    answered: answered && (answered.revisionNumber ?? 'words'),
    retractedAt,
    by: speakerOf(said, by),
    ...(judged.has(kind) ? { useful: opinions.get(id) ?? null } : {}),
  }
}
