/** Hand-overs as plain data for pages: by body, never by person. */
import { listedIn } from '#app/reports/sending/sent-files.ts'
import type { HandOver } from '#db/case-files/hand-overs.server.ts'
import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'
import type { Seen } from '#forms/rulebook.ts'
import { findRulebook } from '#forms/rulebooks.ts'

export interface HandOverView {
  id: string
  to: RecipientId
  by: RecipientId
  at: string
  openedAt: string | null
  returnedAt: string | null
  /** Between the police of two prefectures. */
  fromPrefecture: string | null
  toPrefecture: string | null
  /** Id of the rulebook, or null with the words that the officer wrote. */
  ground: string | null
  groundText: string | null
  seen: Seen | null
  revision: number
  digest: string
  items: readonly ItemId[]
  /** By name. */
  files: readonly string[]
  beyond: readonly ItemId[]
  reason: string | null
}

export function handOverView({ content, ...line }: HandOver): HandOverView {
  const { id, recipient, handedBy, handedAt, openedAt, returnedAt, ground, revisionNumber, digest } = line
  const { fromPrefecture, toPrefecture } = line
  const grounds = content ? findRulebook(content.projection.rulebook)?.grounds : undefined
  return {
    id,
    to: recipient,
    by: handedBy,
    at: handedAt.toISOString(),
    openedAt: openedAt?.toISOString() ?? null,
    returnedAt: returnedAt?.toISOString() ?? null,
    fromPrefecture,
    toPrefecture,
    ground,
    groundText: content?.groundText ?? null,
    seen: grounds?.find((one) => one.id === ground)?.seen ?? null,
    revision: revisionNumber,
    digest: digest.toString('hex'),
    items: content?.projection.items.map(({ item }) => item) ?? [],
    files: content ? listedIn(content.projection).map(({ name }) => name) : [],
    beyond: content?.beyond ?? [],
    reason: content?.reason ?? null,
  }
}
