import type { Step } from '#app/reports/form/steps.ts'
import type { ItemId } from '#forms/item.ts'
import type { Plan, RecipientId } from '#forms/plan.ts'

export interface OwedPerhaps {
  recipients: readonly RecipientId[]
  /** What decides it, and the page of the form that asks it. */
  questions: readonly { item: ItemId; step: string }[]
}

/** Who has heard nothing, and would have to be told if the answers that are missing turn out so. */
export function owedPerhaps(
  { plan, steps }: { plan: Plan; steps: readonly Step[] },
  heard: readonly RecipientId[],
): OwedPerhaps {
  const open = plan.routes.filter(
    ({ recipient, verdict, duty }) => verdict === 'undecided' && duty !== 'voluntary' && !heard.includes(recipient),
  )
  const deciding = new Set(open.flatMap(({ dependsOn }) => dependsOn))
  return {
    recipients: open.map(({ recipient }) => recipient),
    questions: steps.flatMap(({ id, asked }) =>
      asked.filter(({ item }) => deciding.has(item)).map(({ item }) => ({ item, step: id })),
    ),
  }
}
