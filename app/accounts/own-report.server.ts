import { countDoing } from '#app/http/doings.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { getDraft, saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Filer, Member } from '#db/context.ts'
import { findOrganisation, proposedBy } from '#db/organisations/organisations.server.ts'
import { endReportKey, markBelonging } from '#db/organisations/standings.server.ts'
import { startReport } from '#db/reports/reports.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { checkAnswers } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'

/**
 * A report of an organisation, begun by one of its people: it has a reference, and no secret that opens it. What the
 * organisation says of itself is filled in.
 */
export async function startOwnReport({ db, actor, now }: Context<Member>, language: Language): Promise<string> {
  await countDoing({ db, now }, 'report of an account', actor.accountId)
  const id = newId()
  const filer = { ...actor, reportId: id }
  const { reference, profile } = await db.transaction(async (tx) => {
    const begun = await startReport(tx, { id, secretHash: '', language, edition: currentEdition.id, now })
    await endReportKey(tx, id, now)
    return { reference: begun.reference, profile: proposedBy(await findOrganisation(tx, actor.organisationId)) }
  })
  const { answers } = checkAnswers(currentEdition, profile)
  const context: Context<Filer> = { db: db.as(filer), actor: filer, now }
  const { version } = await context.db.transaction((tx) => getDraft(tx, id))
  await saveAnswers(context, { base: version, items: Object.keys(answers), answers })
  return reference
}

/** Who takes a report over, and where it goes. */
export interface Taking {
  accountId: string
  organisationId: string
}

/**
 * A report that was held by reference and secret, or one of one's own space, belongs to a space or an organisation from now
 * on. Recipients see who stands behind it; what they were sent stays as it is. False when it is not the actor's to give.
 */
export async function takeReport(
  { db, actor, now }: Context<Filer>,
  { accountId, organisationId }: Taking,
): Promise<boolean> {
  const { reportId } = actor
  return db.transaction(async (tx) => {
    if (!(await markBelonging(tx, { reportId, accountId, organisationId, now }))) return false
    if (actor.kind === 'member') await tx.become({ ...actor, organisationId }) // it left their own space
    await recordAudit(tx, { reportId, did: actor.kind === 'holder' ? 'report.taken-over' : 'report.linked', now })
    return true
  })
}

/** Reference and secret open it no more. Only of a report that belongs to somebody. */
export async function endKey({ db, actor, now }: Context<Filer>): Promise<boolean> {
  const { reportId } = actor
  return db.transaction(async (tx) => {
    const ended = await endReportKey(tx, reportId, now)
    if (ended) await recordAudit(tx, { reportId, did: 'report.key-ended', now })
    return ended
  })
}
