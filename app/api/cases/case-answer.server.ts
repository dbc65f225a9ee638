/** A case file as programs get it. Names come in one language; ids are the same in all. */
import type { z } from 'zod'

import { clockAnswer, messageAnswer } from '#app/api/said.server.ts'
import { stateOf } from '#app/case-files/case-state.ts'
import type { ReadCase, ReadDelivery } from '#app/case-files/page/read-case.server.ts'
import type { FiledView } from '#app/mandates/board-mandates.server.ts'
import type { QueueLine } from '#db/case-files/case-files.server.ts'
import { howOf } from '#db/organisations/standings.server.ts'
import type { Words } from '#forms/document/words.ts'
import { findRulebook } from '#forms/rulebooks.ts'

import type { caseFile, caseLine } from './schemas.ts'

type CaseFileAnswer = z.input<typeof caseFile>

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

export function lineAnswer(file: QueueLine): z.input<typeof caseLine> {
  const { id, reference, stage, heading, attackType, sector, prefecture, severity, closedReason } = file
  return {
    id,
    reference,
    state: stateOf(file),
    stage,
    revision: file.revisionNumber,
    organisation: heading.organisation,
    title: heading.title,
    attackType,
    sector,
    prefecture,
    severity,
    dueAt: iso(file.dueAt),
    receivedAt: file.receivedAt.toISOString(),
    updatedAt: file.updatedAt.toISOString(),
    openedAt: iso(file.openedAt),
    acknowledgedAt: iso(file.acknowledgedAt),
    closedAt: iso(file.closedAt),
    closedReason,
    withdrawnAt: iso(file.withdrawnAt),
  }
}

export function caseAnswer(
  read: ReadCase,
  { shown, filed, taken }: { shown: ReadDelivery; filed: FiledView | null; taken: boolean },
  words: Words,
): CaseFileAnswer {
  const { file, deliveries, clocks, feedback, standings, fit } = read
  const [standing] = standings
  const numbered = feedback.findLast(({ kind, body }) => kind === 'acknowledgement' && body.number)
  return {
    ...lineAnswer(file),
    number: numbered?.body.number ?? null,
    taken,
    reporter: {
      standing: standing ? howOf(standing) : 'guest',
      since: iso(standing?.at ?? null),
      fit,
      filedBy: filed && { vendor: filed.vendor, approved: filed.approved },
    },
    why: whyAnswer(shown, words),
    delivery: deliveryAnswer(shown, words),
    revisions: deliveries.map(({ line, projection }) => ({
      delivery: line.id,
      revision: line.revisionNumber,
      phase: projection.phase,
      sentAt: line.sentAt.toISOString(),
    })),
    clocks: clocks.map((clock) =>
      clockAnswer(
        clock,
        deliveries.map(({ line }) => line),
      ),
    ),
    messages: feedback.map((said) => messageAnswer(said)),
  }
}

function whyAnswer({ line, projection }: ReadDelivery, words: Words): CaseFileAnswer['why'] {
  const { duty, rulebook, edition, rules } = projection
  const grounds = new Map(findRulebook(rulebook)?.rules.map((rule) => [rule.id, rule.ground]))
  return {
    duty,
    rulebook,
    edition,
    rules: rules.map((rule) => {
      const ground = grounds.get(rule) ?? ''
      return { rule, name: words.rule(rule), ground, groundName: words.ground(ground) }
    }),
    handedBy: line.handed?.by ?? null,
  }
}

function deliveryAnswer({ line, projection, changes, cover }: ReadDelivery, words: Words): CaseFileAnswer['delivery'] {
  return {
    id: line.id,
    revision: line.revisionNumber,
    phase: projection.phase,
    sentAt: line.sentAt.toISOString(),
    openedAt: iso(line.openedAt),
    digest: line.digest.toString('hex'),
    items: projection.items.map(({ item, value, strength, ground }) => ({
      item,
      name: words.item(item),
      value: plain(value),
      strength,
      ground,
    })),
    changes: changes?.map((change) => plain(change)) ?? null,
    cover: cover ? plain(cover) : null,
  }
}

/** What was unsealed is JSON already; its readonly type is not what zod calls so. */
const plain = <T>(value: unknown): T => value as T
