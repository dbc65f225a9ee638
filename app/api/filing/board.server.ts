/** What became of a report: the reporter's board for programs. */
import type { z } from 'zod'

import { taggedAnswer } from '#app/api/answer.server.ts'
import { idIn } from '#app/api/cases/cases.server.ts'
import { read } from '#app/api/operation.ts'
import { datedCursor, datedPlace, readCursor } from '#app/api/page-cursor.server.ts'
import { messageAnswer } from '#app/api/said.server.ts'
import { delivery } from '#app/api/sent-schemas.ts'
import { worldContext } from '#app/context.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import type { BoardRow } from '#app/reports/board/board.ts'
import { readBoard } from '#app/reports/board/read-board.server.ts'
import { getSentDelivery, jsonOf } from '#app/reports/sending/sent-delivery.server.ts'
import { listFeedback } from '#db/case-files/feedback.server.ts'
import { listSpeakers, speakerOf } from '#db/mandates/mandate-names.server.ts'
import { howOf } from '#db/organisations/standings.server.ts'
import { listOwnReports, type OwnReport } from '#db/programs/program-reports.server.ts'
import { listDeliveries, type DeliveryLine } from '#db/submissions/deliveries.server.ts'

import { filerOf, heldReport } from './own-report.server.ts'
import { board, listQuery, reportLine, reportList } from './schemas.ts'

const path = '/reports/{reference}'

function lineOf(report: OwnReport): z.input<typeof reportLine> {
  const { reference, language, edition, revisionNumber, draftVersion, startedAt, submittedAt, withdrawnAt } = report
  const { standing, under } = report
  return {
    reference,
    language,
    edition,
    revision: revisionNumber,
    draftVersion,
    startedAt: startedAt.toISOString(),
    submittedAt: submittedAt?.toISOString() ?? null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    standing: standing ? howOf(standing) : 'guest',
    mandate: under?.number ?? null,
  }
}

export const listReports = read({
  id: 'listReports',
  method: 'GET',
  path: '/reports',
  summary: 'The reports of the organisation, or of the clients, the newest first, page by page',
  act: 'reports:read',
  query: listQuery,
  status: 200,
  answer: reportList,
  async handle({ args, actor, query, language }) {
    const { limit = 25 } = query
    const after = readCursor({ after: query.after, language }, 'reports', datedPlace)?.place ?? null
    const store = args.context.get(worldContext).database.as(filerOf(actor))
    const found = await store.transaction((tx) => listOwnReports(tx, { after, limit: limit + 1 }))
    const shown = found.slice(0, limit)
    const last = found.length > limit ? shown.at(-1) : undefined
    const next = last ? datedCursor('reports', last.startedAt, last.id) : null
    return taggedAnswer(args.request, { reports: shown.map(lineOf), next })
  },
})

export const getReport = read({
  id: 'getReport',
  method: 'GET',
  path,
  summary: 'A report and where it stands',
  act: 'reports:read',
  status: 200,
  answer: reportLine,
  problems: ['notFound', 'outsideMandate'],
  async handle(call) {
    const { report } = await heldReport(call, { act: 'read', shows: 'sections' })
    return taggedAnswer(call.args.request, lineOf(report))
  },
})

export const getBoard = read({
  id: 'getBoard',
  method: 'GET',
  path: `${path}/board`,
  summary: 'What became of it at each body, and what was said',
  act: 'reports:read',
  status: 200,
  answer: board,
  problems: ['notFound', 'outsideMandate'],
  async handle(call) {
    const { context, report } = await heldReport(call, { act: 'read', shows: 'whole' })
    const { rows, revisions } = await readBoard(context)
    const [deliveries, feedback, by] = await context.db.transaction((tx) =>
      Promise.all([listDeliveries(tx, report.id), listFeedback(tx, report.id), listSpeakers(tx, report.id)]),
    )
    const words = documentWords(call.language)
    return taggedAnswer(call.args.request, {
      ...lineOf(report),
      recipients: rows.map((row) => rowAnswer(row, words.recipient(row.recipient))),
      revisions: revisions.map(({ number, phase, submittedAt }) => ({
        revision: number,
        phase,
        submittedAt: submittedAt.toISOString(),
        deliveries: deliveries.filter(({ revisionNumber }) => revisionNumber === number).map(deliveryLine),
      })),
      messages: feedback.map((said) => messageAnswer(said, speakerOf(said, by))),
    })
  },
})

const deliveryLine = ({ id, recipient, digest }: DeliveryLine) => ({ id, recipient, digest: digest.toString('hex') })
const iso = (at: Date | null): string | null => at?.toISOString() ?? null

function rowAnswer(row: BoardRow, name: string): z.input<typeof board>['recipients'][number] {
  const { recipient, number, openQuestions, clocks } = row
  return {
    recipient,
    name,
    sentAt: row.sentAt.toISOString(),
    deliveredAt: iso(row.deliveredAt),
    openedAt: iso(row.openedAt),
    acknowledgedAt: iso(row.acknowledgedAt),
    number,
    closedAt: iso(row.closedAt),
    openQuestions,
    clocks: clocks.map(({ clock, report, dueKind, dueAt, cautiousAt, guidelineAt, metAt }) => ({
      recipient,
      clock,
      report,
      kind: dueKind,
      dueAt: iso(dueAt),
      cautiousAt: iso(cautiousAt),
      guidelineAt: iso(guidelineAt),
      metAt: iso(metAt),
    })),
  }
}

export const getDelivery = read({
  id: 'getDelivery',
  method: 'GET',
  path: `${path}/deliveries/{id}`,
  summary: 'What a body got, exactly as it was sent',
  act: 'reports:read',
  status: 200,
  answer: delivery,
  problems: ['notFound', 'outsideMandate'],
  async handle(call) {
    const { context } = await heldReport(call, { act: 'read', shows: 'whole' })
    return taggedAnswer(call.args.request, jsonOf(await getSentDelivery(context, idIn(call.params))))
  },
})
