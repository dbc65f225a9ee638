import { useNames } from '#app/reports/names.ts'
import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

export interface Retracted {
  id: string
  recipient: RecipientId
  /** What the question was about; none when it was about the report in general. */
  items: readonly ItemId[]
  retractedAt: Date
}

/** What needs no reply any more, each with the way to its thread. */
export function RetractedLines({ retracted }: { retracted: readonly Retracted[] }) {
  const { t, time, recipient: nameOf, items: named } = useNames()
  return retracted.map(({ id, recipient, items, retractedAt }) => {
    const by = { recipient: nameOf(recipient), time: time(retractedAt) }
    return (
      <p key={id}>
        <a href={`#thread-${recipient}`}>
          {items.length > 0 ? t('board.retractedBy', { ...by, items: named(items) }) : t('board.retractedGeneral', by)}
        </a>
      </p>
    )
  })
}
