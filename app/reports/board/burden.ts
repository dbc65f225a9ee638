/** What reporting once has saved, counted from what was sent, with no guess in it. */
import { commonRoute, type CommonRoute } from '#forms/common-route.ts'
import { isTold, type Edition, type ItemId } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'

export interface Burden {
  /** From the first page to the first sending, pauses included. */
  minutes: number
  /** Different items that at least one recipient has; the portal's own are not counted. */
  typed: number
  /** The same items, counted at every recipient that has them: what separate forms would have asked. */
  separate: number
  saved: number
  recipients: number
  /** What the route without the portal takes; null when none of the recipients has a form. */
  common: CommonRoute | null
}

/** `parts`: the last part of each recipient. Null before anything was sent. */
export function burdenOf(
  edition: Edition,
  times: { startedAt: Date; submittedAt: Date | null },
  parts: readonly Projection[],
): Burden | null {
  if (!times.submittedAt || parts.length === 0) return null
  const own = (item: ItemId) => isTold(edition.items.get(item))
  const items = parts.flatMap((part) => part.items.map(({ item }) => item).filter(own))
  const typed = new Set(items).size
  const minutes = Math.max(1, Math.round((times.submittedAt.getTime() - times.startedAt.getTime()) / 60_000))
  const common = commonRoute(
    parts.map(({ recipient }) => recipient),
    attacksIn(parts),
  )
  return { minutes, typed, separate: items.length, saved: items.length - typed, recipients: parts.length, common }
}

/** As any of the recipients was told. */
function attacksIn(parts: readonly Projection[]): string[] {
  const told = parts.flatMap(({ items }) => items.filter(({ item }) => item === 'incident-attack-type'))
  return told.flatMap(({ value }) => (Array.isArray(value) ? value : [value])).filter((one) => typeof one === 'string')
}
