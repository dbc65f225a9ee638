import { Refusal } from '#app/http/refusal.ts'
import { mustWait } from '#app/mandates/decide-sending.server.ts'
import { mandateView, sendingView } from '#app/mandates/mandate-view.ts'
import { isLimited } from '#app/reports/authority.ts'
import { countAsked } from '#app/reports/board/merge-questions.ts'
import { readQuestions } from '#app/reports/board/read-questions.server.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { getDraft } from '#app/reports/form/save-answers.server.ts'
import { previewPage } from '#app/reports/preview/preview-page.server.ts'
import type { Context, FilingVendor } from '#db/context.ts'
import { findMandate } from '#db/mandates/mandates.server.ts'
import { listSendings, type Sending } from '#db/mandates/sendings.server.ts'
import { findOrganisation } from '#db/organisations/organisations.server.ts'
import { findReport } from '#db/reports/reports.server.ts'
import { findClientLabel } from '#db/vendors/vendor-clients.server.ts'
import { findVendorCard, setVendorCard, type VendorCard } from '#db/vendors/vendor-reports.server.ts'
import { insertVendorTemplate, listVendorTemplates, retireVendorTemplate } from '#db/vendors/vendor-templates.server.ts'
import { technicalItems } from '#forms/mandates/identifying.ts'
import { technicalOnly } from '#forms/mandates/technical.ts'

/** One report as its vendor sees it in the console. */
export async function readVendorReport(context: Context<FilingVendor>) {
  const { db, actor, now } = context
  const sendable = await readSendable(context)
  const { open, asked } = await readQuestions(context)
  const { organisationId, mandateId, reportId, scope } = actor
  return db.transaction(async (tx) => {
    const [organisation, report, mandate, sendings, own, { version }] = await Promise.all([
      findOrganisation(tx, organisationId),
      findReport(tx, reportId),
      mandateId ? findMandate(tx, mandateId) : null,
      listSendings(tx, reportId),
      findVendorCard(tx, organisationId, reportId),
      getDraft(tx, reportId),
    ])
    if (!report) throw new Refusal('notFound')
    const waiting = sendings.find((one) => one.mandateId === mandateId && one.decidedAt === null)
    const label = mandateId ? await findClientLabel(tx, mandateId, organisationId) : ''
    const card: VendorCard = own?.card ?? { ticket: '', label: '' }
    return {
      organisation: { id: organisationId, name: organisation?.profile.name ?? '' },
      name: label || mandate?.words.client || card.label,
      mandate: mandate && mandateView(mandate, now),
      sendings: sendings
        .filter((one) => one.mandateId === mandateId)
        .map((one) => sendingView(one, mandate?.vendorName ?? '')),
      isStale: waiting !== undefined && waiting.draftVersion !== version,
      isWhole: !isLimited(actor),
      isSent: report.revisionNumber > 0,
      mayDraft: scope.acts.includes('draft'),
      openQuestions: countAsked(open),
      /** Answered here, where there is no page with the whole form to answer on. */
      questions: isLimited(actor) ? asked(open) : [],
      answered: waiting?.questions ?? [],
      sendable,
      mayAsk: mustWait(actor) && isLimited(actor) && (scope.acts.includes('send') || answersWait(waiting)),
      card,
    }
  })
}

/** What answers something is asked for anew by whoever may only answer, too. */
const answersWait = (waiting: Sending | undefined): boolean => (waiting?.questions.length ?? 0) > 0

/**
 * What a vendor with some sections sends without asking: the draft as it stands, with what the client wrote in the others.
 * It is told which bodies would get something, and nothing of what they would get.
 */
async function readSendable(context: Context<FilingVendor>) {
  const { actor } = context
  if (!isLimited(actor) || !actor.scope.acts.includes('send') || mustWait(actor)) return null
  const { report, draft, news, key } = await previewPage(context)
  return report.withdrawnAt || news.length === 0 ? null : { version: draft.version, key, recipients: news }
}

/** Of a client that stays unnamed: what the vendor calls it may not stand in the answers. False when it does. */
export async function setCard({ db, actor, now }: Context<FilingVendor>, card: VendorCard): Promise<boolean> {
  const { organisationId: vendorId, mandateId, reportId } = actor
  return db.transaction(async (tx) => {
    if (mandateId === null && card.label !== '') {
      const { answers } = await getDraft(tx, reportId)
      if (technicalOnly(answers, [card.label]).refused.some(({ why }) => why === 'text')) return false
    }
    await setVendorCard(tx, { vendorId, reportId, mandateId, card, now })
    return true
  })
}

/** What of the report is technical information, for the next one like it. Nothing that identifies this client goes along. */
export async function keepTemplate(context: Context<FilingVendor>, name: string): Promise<void> {
  if (name === '') throw new Refusal('invalid')
  const { db, actor, now } = context
  const { draft } = await openDraft(context)
  const findings = Object.entries(draft.answers).filter(
    ([item]) => technicalItems.has(item) && !item.startsWith('time-'),
  )
  const { answers } = technicalOnly(Object.fromEntries(findings))
  const vendorId = actor.organisationId
  await db.transaction(async (tx) => {
    // A table of many reports names its templates, so there is one of each name.
    const before = (await listVendorTemplates(tx, vendorId)).filter((one) => one.name === name)
    for (const { id } of before) await retireVendorTemplate(tx, id, now)
    await insertVendorTemplate(tx, { vendorId, name, answers, now })
  })
}
