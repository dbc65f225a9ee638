/** All that a submission writes, decided from what the reporter said. Neither the store nor the clock is asked. */
import { leavingAnswers } from '#app/reports/form/whole-answers.ts'
import { routesAt } from '#app/reports/plan-at.ts'
import { consentItems, consentVersion } from '#app/reports/preview/choose.ts'
import { aboutsSentTo, coverFor, type Cover, type Covers } from '#db/reports/covers.server.ts'
import type { Draft } from '#db/reports/drafts.server.ts'
import type { Report } from '#db/reports/reports.server.ts'
import type { LatestDelivery } from '#db/submissions/deliveries.server.ts'
import type { Submission, SubmittedDelivery } from '#db/submissions/submissions.server.ts'
import { currentEdition } from '#forms/edition.ts'
import { filesGoing } from '#forms/files.ts'
import type { Answers } from '#forms/item.ts'
import type { RecipientId, RoutedPlan } from '#forms/plan.ts'
import { canonicalJson, inCanonicalOrder, type Choices } from '#forms/projection.ts'

import { decideCaseFile, decideClocks, decideDeliveries, sha256, type DecidedDelivery } from './decide-submission.ts'

export interface Said {
  report: Pick<Report, 'id' | 'revisionNumber'>
  /** The same for every press of the button under one preview. It names one version of the draft, so its digest does for a person's. */
  key: string
  /** Of what a program sent, which chose its key itself: the key with anything else is refused. */
  payload?: Uint8Array | undefined
  answers: Draft['answers']
  choices: Choices
  last: ReadonlyMap<RecipientId, LatestDelivery>
  /** Open questions that this revision answers to those whom it reaches. */
  asked?: readonly { id: string; recipient: RecipientId }[] | undefined
  /** What was written to go with the next report; an answer to a question goes without it. */
  covers?: Covers | undefined
  now: Date
}

/** Null when nobody's part would differ from what they have. */
export function wholeSubmission(said: Said): Submission | null {
  const { report, key, payload, choices, asked = [], covers = new Map(), now } = said
  const answers = leavingAnswers(said.answers, report.revisionNumber, now)
  const plan = routesAt(answers, now)
  const last = new Map([...said.last].map(([recipient, { projection }]) => [recipient, projection]))
  const deliveries = decideDeliveries(plan, inCanonicalOrder(answers), choices, last)
  if (deliveries.length === 0) return null
  const reached = deliveries.map(({ recipient }) => recipient)
  return {
    reportId: report.id,
    idempotencyKey: key,
    expectRevision: report.revisionNumber,
    now,
    ...headOf(plan),
    answers,
    choices,
    payloadDigest: payload ?? sha256(key),
    consents: consentsIn(answers),
    answeredQuestions: asked.filter(({ recipient }) => reached.includes(recipient)).map(({ id }) => id),
    caseFiles: deliveries.map((delivery) =>
      decideCaseFile(delivery, plan, answers, said.last.get(delivery.recipient)?.furthest),
    ),
    deliveries: deliveries.map((delivery) => written(delivery, coverWith(delivery, covers))),
    coversSent: aboutsSentTo(covers, reached),
    clocks: decideClocks(plan),
    files: filesGoing(currentEdition, answers, deliveries),
  }
}

/** Free words may name the victim, so they never go where only anonymised information does. */
const coverWith = ({ recipient, projection }: DecidedDelivery, covers: Covers) =>
  projection.items.some(({ strength }) => strength === 'anonymised') ? null : coverFor(covers, recipient)

/**
 * One text is what the recipient gets and what the digest is of; it is made once, for both. What is written beside the
 * answers is part of what was sent, so then the digest is of both.
 */
export function written(
  { recipient, projection, changes }: DecidedDelivery,
  cover: Cover | null = null,
): SubmittedDelivery {
  const text = canonicalJson(projection)
  return { recipient, projection: text, changes, cover, digest: sha256(sentText(text, cover)) }
}

export const sentText = (projection: string, cover: object | null | undefined): string =>
  cover ? `{"cover":${canonicalJson(cover)},"projection":${projection}}` : projection

const headOf = ({ phase, edition, rulebook }: RoutedPlan) => ({ phase, edition, rulebook })

function consentsIn(answers: Answers): { kind: string; given: boolean }[] {
  return consentItems.flatMap((kind) => {
    const said = answers[kind]
    return typeof said === 'boolean' ? [{ kind: `${kind}@${consentVersion}`, given: said }] : []
  })
}
