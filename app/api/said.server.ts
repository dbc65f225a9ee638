/** Messages and clocks, as both sides' programs get them: by body, never by person. */
import type { z } from 'zod'

import { itemsAsked, type Feedback } from '#db/case-files/feedback.server.ts'
import type { ClockLine } from '#db/reports/clocks.server.ts'
import { metAt } from '#forms/deadlines/met.ts'

import type { message, runningClock } from './schemas.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** `by`: the vendor that said it for the reporter, as far as whoever reads it may know. */
export function messageAnswer(said: Feedback, by = said.body.by ?? null): z.input<typeof message> {
  const { id, recipient, kind, from, body, sentAt, answered, retractedAt } = said
  return {
    id,
    recipient,
    kind,
    from,
    sentAt: sentAt.toISOString(),
    items: [...itemsAsked(said)],
    text: body.text ?? null,
    by,
    number: body.number || null,
    reason: body.reason ?? null,
    tlp: body.tlp ?? null,
    due: body.due ?? null,
    told: (body.told ?? []).map(({ item, value }) => ({ item, value: value })), // it was JSON
    answered: answered && { at: answered.at.toISOString(), revision: answered.revisionNumber },
    retractedAt: iso(retractedAt),
  }
}

export function clockAnswer(clock: ClockLine, sent: Parameters<typeof metAt>[1]): z.input<typeof runningClock> {
  return {
    recipient: clock.recipient,
    clock: clock.clock,
    report: clock.report,
    kind: clock.dueKind,
    startsFrom: clock.startsFrom,
    startedAt: iso(clock.startedAt),
    dueAt: iso(clock.dueAt),
    cautiousAt: iso(clock.cautiousAt),
    guidelineAt: iso(clock.guidelineAt),
    metAt: iso(metAt(clock.report, sent)),
  }
}
