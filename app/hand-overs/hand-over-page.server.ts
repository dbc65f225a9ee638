import { readCase } from '#app/case-files/page/read-case.server.ts'
import { receivedIn } from '#app/files/received-in.ts'
import { Refusal } from '#app/http/refusal.ts'
import { rulesAt } from '#app/reports/plan-at.ts'
import type { Context, Officer } from '#db/context.ts'

import { groundsFor, isMove, passingOn, targetsFor } from './decide.ts'
import type { HandOverChoices } from './hand-over-form.tsx'
import type { HeldRevision } from './target-form.tsx'

export interface HandOverPage {
  id: string
  /** What the officer knows the case by. */
  name: string
  /** Null until it is chosen. */
  to: string | null
  targets: readonly string[]
  held: readonly HeldRevision[]
  own: string
  delivery: string
  choices: HandOverChoices
}

/** What can be passed on, and to whom. `to` and `delivery` as the address or the form names them. */
export async function handOverPage(
  context: Context<Officer>,
  id: string,
  asked: { to: string | null; delivery: string | null },
): Promise<HandOverPage> {
  const { file, deliveries } = await readCase(context, id)
  const source = deliveries.find(({ line }) => line.id === asked.delivery) ?? deliveries.at(-1)
  if (!source) throw new Refusal('notFound')
  const { rulebook } = rulesAt(context.now)
  const targets = targetsFor(rulebook, context.actor.recipient)
  const to = targets.find((one) => one === asked.to) ?? null
  const passing = to ? passingOn(source.projection, rulebook, to) : null
  return {
    id: file.id,
    name: file.heading.title ?? file.heading.organisation ?? file.reference,
    to,
    targets,
    held: deliveries.map(({ line: { id: held, revisionNumber, phase, sentAt } }) => {
      return { id: held, number: revisionNumber, phase, sentAt: sentAt.toISOString() }
    }),
    delivery: source.line.id,
    own: context.actor.recipient,
    choices: {
      moves: to !== null && isMove(to, context.actor),
      needed: passing?.needed.map(({ item }) => item) ?? [],
      beyond: passing?.beyond.map(({ item }) => item) ?? [],
      files: namesByItem(receivedIn(source.projection)),
      grounds: to ? groundsFor(rulebook, to) : [],
    },
  }
}

function namesByItem(files: ReturnType<typeof receivedIn>): Record<string, string[]> {
  const byItem = Object.groupBy(files, ({ list }) => list)
  return Object.fromEntries(
    Object.entries(byItem).map(([item, all]) => [item, (all ?? []).map(({ file }) => file.name)]),
  )
}
