import { Refusal } from '#app/http/refusal.ts'
import { clientNames } from '#app/reports/form/naming.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { ActingDb, Context, Tx, Vendor } from '#db/context.ts'
import { keepName } from '#db/mandates/mandate-names.server.ts'
import { findMandate } from '#db/mandates/mandates.server.ts'
import { findOrganisation } from '#db/organisations/organisations.server.ts'
import { readDraft, saveDraft } from '#db/reports/drafts.server.ts'
import { findReport, startReport } from '#db/reports/reports.server.ts'
import { nobodysHash } from '#db/sealing/nobodys-hash.server.ts'
import { idOnce } from '#db/sealing/id-once.server.ts'
import { newId, newReference } from '#db/sealing/secrets.server.ts'
import { insertVendorReport, type VendorCard } from '#db/vendors/vendor-reports.server.ts'
import { checkAnswers } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { answersWithin } from '#forms/mandates/scope.ts'
import { technicalOnly } from '#forms/mandates/technical.ts'

export interface Starting {
  /** Null: technical findings about a client that stays unnamed. */
  mandateId: string | null
  card: VendorCard
  answers: Answers
  language: 'ja' | 'en'
}

export interface Started {
  id: string
  reference: string
  /** Of its draft. */
  version: number
}

/**
 * Starts all of them in one transaction, or none. `once` names the page that they were begun from: pressed twice, it begins
 * them once, and the second press finds the first of them.
 */
export async function startReports(
  { db, actor, now }: Context<Vendor>,
  vendorName: string,
  reports: readonly Starting[],
  once: string | null = null,
): Promise<Started[]> {
  const secretHash = await nobodysHash // these reports are reached by accounts alone
  return (db as ActingDb).transaction(async (tx) => {
    const first = once === null ? newId() : idOnce(tx, `start ${JSON.stringify([actor.organisationId, once, reports])}`)
    const before = once === null ? null : await begunBefore(tx, first)
    if (before) return [before]
    const started: Started[] = []
    const known = reports.some(({ mandateId }) => mandateId === null) ? await clientNames(tx, actor, now) : []
    for (const one of reports) {
      const id = started.length === 0 ? first : newId()
      started.push(await startOne(tx, actor, { ...one, id, secretHash, vendorName, names: known, now }))
      tx.goesOn()
    }
    return started
  })
}

/** A second press waits here until the first one is done. */
async function begunBefore(tx: Tx, id: string): Promise<Started | null> {
  await inTurn(tx, `start ${id}`)
  const report = await findReport(tx, id)
  return report && { id, reference: report.reference, version: (await readDraft(tx, id))?.version ?? 0 }
}

/** `names`: of clients, which stand in no report that is about somebody unnamed. */
type StartOne = Starting & { id: string; secretHash: string; vendorName: string; names: readonly string[]; now: Date }

async function startOne(tx: Tx, actor: Vendor, starting: StartOne): Promise<Started> {
  const { id, mandateId, card, language, secretHash, now } = starting
  let known: Answers = {}
  let told = starting.answers
  const reference = newReference()
  const { organisationId: vendorId } = actor
  const report = { id, reference, secretHash, language, edition: currentEdition.id, now }
  if (mandateId === null) {
    await tx.become({ kind: 'anyone' })
    await startReport(tx, report)
    await insertVendorReport(tx, { vendorId, reportId: id, mandateId, card, now })
  } else {
    const acting: Vendor = { ...actor, mandateIds: [mandateId] }
    await tx.become(acting)
    const mandate = await findMandate(tx, mandateId)
    if (!mandate?.clientId || mandate.reportId !== null || !mandate.acts.includes('draft'))
      throw new Refusal('forbidden')
    known = await profileOf(tx, mandate.clientId, acting)
    await startReport(tx, { ...report, organisationId: mandate.clientId })
    await insertVendorReport(tx, { vendorId, reportId: id, mandateId, card, now })
    await keepName(tx, id, mandateId)
    await recordAudit(tx, { reportId: id, did: 'mandate.started', details: { mandate: mandateId }, now })
    told = answersWithin(currentEdition, mandate, told) // a template may say more than this mandate covers
    const details = { mandate: mandateId, items: Object.keys(told).join(' ') }
    if (details.items) await recordAudit(tx, { reportId: id, did: 'mandate.drafted', details, now })
  }
  const version = await fillIn(tx, id, { ...starting, answers: { ...known, ...told } })
  await tx.become(actor)
  return { id, reference, version }
}

/**
 * What the client says of itself is filled in, as when its own people begin a report. Of a mandate for some sections the
 * vendor sees no more than these.
 */
async function profileOf(tx: Tx, clientId: string, acting: Vendor): Promise<Answers> {
  await tx.become({ kind: 'worker' }) // a vendor reads no organisation but its own
  const client = await findOrganisation(tx, clientId)
  await tx.become(acting)
  return checkAnswers(currentEdition, client?.profile.answers ?? {}).answers
}

/** Who speaks is fixed: the client with a mandate, and without one a vendor that nobody asked to. */
async function fillIn(
  tx: Tx,
  reportId: string,
  { mandateId, card, answers, names, vendorName, now }: StartOne,
): Promise<number> {
  const draft = await readDraft(tx, reportId)
  if (!draft) throw new Refusal('notFound')
  const standing = { role: 'vendor', organisation: vendorName, authorised: false }
  const told =
    mandateId === null
      ? { ...technicalOnly(answers, names, card.label).answers, 'reporter-capacity': standing }
      : answers
  const stamps = Object.fromEntries(Object.keys(told).map((item) => [item, String(draft.version + 1)]))
  const content = { answers: told, stamps, choices: draft.choices }
  const { version } = await saveDraft(tx, { reportId, content, expectVersion: draft.version, now })
  return version
}
