import { vendorIn } from '#app/http/filer.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { readQuestions } from '#app/reports/board/read-questions.server.ts'
import type { Context, FilingVendor, Member } from '#db/context.ts'
import { chooseMandate, listVendorSeats, type VendorSeat } from '#db/vendors/vendor-seats.server.ts'
import type { Scope } from '#forms/mandates/scope.ts'

/** Another mandate for the same report, under which the person does not act at the moment. */
export interface OtherMandate extends Scope {
  id: string
  number: string
  /** Questions that it lets the vendor answer, where the mandate in use does not. */
  answerable: number
}

/** What else a vendor was given for this report, of all the seats that the door found; see chooseOther. */
export async function readOthers(vendor: Context<FilingVendor>, seats: readonly VendorSeat[]): Promise<OtherMandate[]> {
  const { actor, now } = vendor
  const others = seats.filter(({ mandateId }) => mandateId !== null && mandateId !== actor.mandateId)
  return Promise.all(
    others.map(async (seat) => {
      const { mandateId, number, sections, acts, approves } = seat
      const other = vendorIn(seat, actor)
      const isNew = acts.includes('answer') && !actor.scope.acts.includes('answer')
      const open = isNew ? (await readQuestions({ db: vendor.db.as(other), actor: other, now })).open : []
      return { id: mandateId ?? '', number: number ?? '', sections, acts, approves, answerable: open.length }
    }),
  )
}

/** From now on the person acts under this one at this report, on every page of it. Throws noMandate when it is over. */
export async function chooseOther(vendor: Context<FilingVendor>, reference: string, mandateId: string): Promise<void> {
  const { actor, now } = vendor
  const seats = await listVendorSeats(asMember(vendor).db, reference, now)
  const seat = seats.find((one) => one.mandateId === mandateId)
  if (!seat) throw new Refusal('noMandate', { next: `/console/reports/${reference}` })
  const chosen = vendorIn(seat, actor)
  await vendor.db.as(chosen).transaction((tx) => chooseMandate(tx, chosen, now))
}

/** Which mandates there are is the person's to know, before they act under any of them. */
function asMember({ db, actor: { accountId, organisationId } }: Context<FilingVendor>): { db: Context['db'] } {
  const member: Member = { kind: 'member', accountId, organisationId, role: 'reader' }
  return { db: db.as(member) }
}
