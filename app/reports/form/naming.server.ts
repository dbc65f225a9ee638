/** Without a mandate nothing may say whose incident it is: not in an answer, and not in words beside the form either. */
import { isUnmandated } from '#app/reports/authority.ts'
import type { Context, Filer, Tx, Vendor } from '#db/context.ts'
import { heldMandates, listMandatesById } from '#db/mandates/mandates.server.ts'
import { readDraft } from '#db/reports/drafts.server.ts'
import { listClientLabels } from '#db/vendors/vendor-clients.server.ts'
import { findVendorCard } from '#db/vendors/vendor-reports.server.ts'
import { identifiesSomebody } from '#forms/anonymise/anonymise.ts'
import { isTechnicalOnly } from '#forms/mandates/technical.ts'

/** What a vendor calls its clients, and what they call themselves in their mandates. */
export async function clientNames(tx: Tx, vendor: Vendor, now: Date): Promise<string[]> {
  const { organisationId } = vendor
  const mandateIds = await heldMandates(tx, organisationId, now)
  await tx.become({ ...vendor, mandateIds })
  const labels = await listClientLabels(tx, organisationId)
  const mandates = await listMandatesById(tx, mandateIds)
  await tx.become(vendor)
  return [...labels, ...mandates.map(({ words }) => words.client)].filter((name) => name !== '')
}

/** Words that would name somebody in what this filer writes; none where somebody may say whose incident it is. */
export async function namesKept(tx: Tx, actor: Filer, now: Date): Promise<readonly string[]> {
  if (actor.kind !== 'vendor' || !isUnmandated(actor)) return []
  const own = await findVendorCard(tx, actor.organisationId, actor.reportId)
  return [...(own?.card.label ? [own.card.label] : []), ...(await clientNames(tx, actor, now))]
}

/** Of words to a body: may they not go, because they seem to say whose incident it is? */
export async function namesSomebody({ db, actor, now }: Context<Filer>, text: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const isTechnical = isUnmandated(actor) || isTechnicalOnly((await readDraft(tx, actor.reportId))?.answers ?? {})
    return isTechnical && identifiesSomebody(text, await namesKept(tx, actor, now))
  })
}
