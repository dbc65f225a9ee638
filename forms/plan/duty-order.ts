import type { Duty, RecipientId } from '#forms/plan.ts'

/** What binds most comes first. */
export const duties: readonly Duty[] = ['statutory', 'supervisory', 'contract', 'guideline', 'voluntary']

/** The order in which recipients are named to people: by duty, then as the rulebook names them. */
export function byDuty(rulebook: { recipients: readonly { id: RecipientId }[] } | undefined) {
  const places = new Map(rulebook?.recipients.map(({ id }, place) => [id, place]))
  const placeOf = (id: RecipientId) => places.get(id) ?? places.size
  return (one: Duteous, other: Duteous): number =>
    duties.indexOf(one.duty) - duties.indexOf(other.duty) || placeOf(one.recipient) - placeOf(other.recipient)
}

interface Duteous {
  recipient: RecipientId
  duty: Duty
}
