import { Refusal } from '#app/http/refusal.ts'
import { isUnmandated, mayDraft, mayWrite } from '#app/reports/authority.ts'
import type { AuditDetails } from '#db/audit/audit.server.ts'
import type { Filer, Officer } from '#db/context.ts'
import type { FileRow } from '#db/files/files.server.ts'
import type { Answers, ItemId } from '#forms/item.ts'
import { isTechnicalOnly } from '#forms/mandates/technical.ts'

/** Nobody can tell what a file gives away: there is none in a report that must not name the client. See decision 064. */
export function requireAttaching(actor: Filer): void {
  if (isUnmandated(actor)) throw new Refusal('forbidden')
}

/** Under a mandate files go with the items that it covers. */
export const mayAttachTo = (actor: Filer, item: ItemId): boolean =>
  !isUnmandated(actor) && mayDraft(actor) && mayWrite(actor)(item)

/** A vendor takes out what it added itself; what the client added is the client's evidence. */
export const mayTakeOut = (actor: Filer, { mandateId }: Pick<FileRow, 'mandateId'>): boolean =>
  actor.kind !== 'vendor' || (mayDraft(actor) && mandateId !== null && mandateId === actor.mandateId)

/** The client reads whose act it was. */
export const underIn = (actor: Filer | Officer): AuditDetails =>
  actor.kind === 'vendor' ? { mandate: actor.mandateId } : {}

export const takesFiles = (answers: Answers): boolean => !isTechnicalOnly(answers)
