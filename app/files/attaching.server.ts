import { Refusal } from '#app/http/refusal.ts'
import { isLimited, isUnmandated } from '#app/reports/authority.ts'
import type { Filer } from '#db/context.ts'
import type { Answers } from '#forms/item.ts'
import { isTechnicalOnly } from '#forms/mandates/technical.ts'

/**
 * Nobody can tell what a file gives away. So it is not for a vendor that may see some sections only, and there is none
 * in a report that must not name the client.
 */
export function requireAttaching(actor: Filer): void {
  if (isLimited(actor) || isUnmandated(actor)) throw new Refusal('forbidden')
}

export const takesFiles = (answers: Answers): boolean => !isTechnicalOnly(answers)
