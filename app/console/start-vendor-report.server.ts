import { Refusal } from '#app/http/refusal.ts'
import { clientNames } from '#app/reports/form/naming.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { ActingDb, Context, Tx, Vendor } from '#db/context.ts'
import { insertName } from '#db/mandates/mandate-names.server.ts'
import { findMandate, type Mandate } from '#db/mandates/mandates.server.ts'
import { findOrganisation, proposedBy } from '#db/organisations/organisations.server.ts'
import { readDraft, saveDraft, type Draft } from '#db/reports/drafts.server.ts'
import { findReport, startReport } from '#db/reports/reports.server.ts'
import { nobodysHash } from '#db/sealing/nobodys-hash.server.ts'
import { idOnce } from '#db/sealing/id-once.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
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
    const known = reports.some(({ mandateId }) => mandateId === null) ? await clientNames(tx, actor, now) : []
    const ids = Array.from(reports, newId).toSorted() // so that the console lists them as the file does
    const started: Started[] = []
    // Of each client together: what is asked of it is asked once.
    for (const [mandateId, those] of Map.groupBy(reports.entries(), ([, one]) => one.mandateId)) {
      const client = mandateId === null ? null : await actFor(tx, actor, mandateId)
      const begin = async ([at, one]: [number, Starting]) => {
        const id = (at === 0 ? null : ids[at]) ?? first
        started[at] = await startOne(tx, actor, { ...one, id, secretHash, vendorName, names: known, client, now })
        tx.goesOn()
      }
      if (client) await Promise.all(those.map(begin))
      else for (const one of those) await begin(one) // each is begun by nobody, and then held by its holder
    }
    await tx.become(actor)
    return started
  })
}

/** A second press waits here until the first one is done. */
async function begunBefore(tx: Tx, id: string): Promise<Started | null> {
  await inTurn(tx, `start ${id}`)
  const report = await findReport(tx, id)
  return report && { id, reference: report.reference, version: (await readDraft(tx, id))?.version ?? 0 }
}

/** The client whose report it is; null: it stays unnamed. `names`: of clients, which stand in no report about somebody unnamed. */
type StartOne = Starting & {
  id: string
  secretHash: string
  vendorName: string
  names: readonly string[]
  client: Client | null
  now: Date
}

interface Client {
  id: string
  mandate: Mandate
  /** What it says of itself: filled in, as when its own people begin a report. */
  profile: Answers
}

/** From here on the vendor acts under this mandate alone. Of one for some sections it sees no more than these. */
async function actFor(tx: Tx, actor: Vendor, mandateId: string): Promise<Client> {
  const acting: Vendor = { ...actor, mandateIds: [mandateId] }
  await tx.become(acting)
  const mandate = await findMandate(tx, mandateId)
  if (!mandate?.clientId || mandate.reportId !== null || !mandate.acts.includes('draft')) throw new Refusal('forbidden')
  await tx.become({ kind: 'worker' }) // a vendor reads no organisation but its own
  const client = await findOrganisation(tx, mandate.clientId)
  await tx.become(acting)
  const profile = checkAnswers(currentEdition, proposedBy(client)).answers
  return { id: mandate.clientId, mandate, profile }
}

async function startOne(tx: Tx, actor: Vendor, starting: StartOne): Promise<Started> {
  const { id, mandateId, client, card, language, secretHash, now } = starting
  const report = { id, secretHash, language, edition: currentEdition.id, now }
  if (!client) await tx.become({ kind: 'anyone' })
  const { reference, ...draft } = await startReport(tx, client ? { ...report, organisationId: client.id } : report)
  const answers = client ? answersFor(client, starting.answers) : technicalOf(starting)
  // Written at once: none of them waits for another.
  const [{ version }] = await Promise.all([
    fillIn(tx, id, { draft, answers, now }),
    insertVendorReport(tx, { vendorId: actor.organisationId, reportId: id, mandateId, card, now }),
    client && sayWhoActs(tx, client.mandate, starting),
  ])
  return { id, reference, version }
}

/** A template may say more than this mandate covers. */
const answersFor = ({ mandate, profile }: Client, told: Answers): Answers => ({
  ...profile,
  ...answersWithin(currentEdition, mandate, told),
})

/** Who speaks is fixed: a vendor that nobody asked to. */
const technicalOf = ({ answers, names, card, vendorName }: StartOne): Answers => ({
  ...technicalOnly(answers, names, card.label).answers,
  'reporter-capacity': { role: 'vendor', organisation: vendorName, authorised: false },
})

async function sayWhoActs(tx: Tx, mandate: Mandate, { id: reportId, answers, now }: StartOne): Promise<void> {
  const items = Object.keys(answersWithin(currentEdition, mandate, answers)).join(' ')
  const details = { mandate: mandate.id }
  await Promise.all([
    recordAudit(tx, { reportId, did: 'mandate.started', details, now }),
    items && recordAudit(tx, { reportId, did: 'mandate.drafted', details: { ...details, items }, now }),
    insertName(tx, reportId, mandate),
  ])
}

async function fillIn(
  tx: Tx,
  reportId: string,
  { draft, answers, now }: { draft: Draft; answers: Answers; now: Date },
): Promise<{ version: number }> {
  const stamps = Object.fromEntries(Object.keys(answers).map((item) => [item, String(draft.version + 1)]))
  const content = { answers, stamps, choices: draft.choices }
  return saveDraft(tx, { reportId, content, expectVersion: draft.version, now })
}
