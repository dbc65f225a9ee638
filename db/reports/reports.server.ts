import { recordAudit } from '#db/audit/audit.server.ts'
import type { Tx } from '#db/context.ts'
import { takeReference } from '#db/sealing/free-reference.server.ts'
import { insertDraft, type Draft } from './drafts.server.ts'

export interface Report {
  id: string
  reference: string
  language: 'ja' | 'en'
  edition: string
  startedAt: Date
  submittedAt: Date | null
  withdrawnAt: Date | null
  revisionNumber: number
  organisationId: string | null
  mandateId: string | null
}

export interface NewReport {
  id: string
  secretHash: string
  language: 'ja' | 'en'
  edition: string
  /** The client's, when a vendor starts it under a mandate for all reports. */
  organisationId?: string
  now: Date
}

export interface NewDraft extends Draft {
  reference: string
}

/**
 * The report under a reference of its own, its key, an empty draft, the first line of its audit. Whoever is nobody yet, or
 * a program, becomes its holder.
 */
export async function startReport(tx: Tx, report: NewReport, propose?: () => string): Promise<NewDraft> {
  const { id, secretHash, language, edition, now } = report
  const { actor } = tx
  const own = actor.kind === 'member' || actor.kind === 'machine' ? actor.organisationId : null
  const organisation = own ?? report.organisationId ?? null
  const mandate = mandateOf(tx)
  const reference = await takeReference(
    (proposed) => tx.sql`
      insert into reports (id, reference, secret_hash, language, edition, organisation_id, mandate_id, started_at)
      values (${id}, ${proposed}, ${secretHash}, ${language}, ${edition}, ${organisation}, ${mandate}, ${now})
      on conflict do nothing`,
    propose,
  )
  if (actor.kind === 'anyone') await tx.become({ kind: 'holder', reportId: id })
  if (actor.kind === 'machine') await tx.become({ kind: 'holder', reportId: id, program: actor.clientId })
  await tx.newReportKey(id)
  const draft = await insertDraft(tx, id, now)
  await recordAudit(tx, { reportId: id, did: 'report.started', now })
  return { ...draft, reference }
}

const mandateOf = ({ actor }: Tx): string | null => (actor.kind === 'vendor' ? (actor.mandateIds[0] ?? null) : null)

/** What it takes to check a secret. It is all that somebody unknown can read. */
export async function findReportDoor(tx: Tx, reference: string): Promise<{ id: string; secretHash: string } | null> {
  const [door] = await tx.sql<{ id: string; secretHash: string }[]>`select * from report_door(${reference})`
  return door ?? null
}

export async function findReport(tx: Tx, id: string): Promise<Report | null> {
  const [report] = await tx.sql<Report[]>`
    select id, reference, language, edition, started_at, submitted_at, withdrawn_at, revision_number, organisation_id,
      mandate_id
    from reports where id = ${id}`
  return report ?? null
}

/** Row security applies: a reference of somebody else's report is not found. */
export async function findReportByReference(tx: Tx, reference: string): Promise<Report | null> {
  const [report] = await tx.sql<Report[]>`
    select id, reference, language, edition, started_at, submitted_at, withdrawn_at, revision_number, organisation_id,
      mandate_id
    from reports where reference = ${reference}`
  return report ?? null
}

/** The report is shown in this language where it is opened next, and mails about it are written in it. */
export async function markLanguage(tx: Tx, id: string, language: 'ja' | 'en'): Promise<void> {
  await tx.sql`update reports set language = ${language} where id = ${id} and language <> ${language}`
  await tx.sql`update notice_addresses set language = ${language} where report_id = ${id} and language <> ${language}`
}

/** The first time counts. Recipients see it; what they were sent stays with them. */
export async function markWithdrawn(tx: Tx, id: string, now: Date): Promise<boolean> {
  const withdrawn = await tx.sql`
    update reports set withdrawn_at = ${now} where id = ${id} and withdrawn_at is null returning id`
  await tx.sql`update case_files set withdrawn_at = ${now} where report_id = ${id} and withdrawn_at is null`
  return withdrawn.length > 0
}

/** Do reference and secret open it no more? */
export async function isKeyEnded(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.sql<
    { ended: boolean }[]
  >`select key_ended_at is not null as ended from reports where id = ${id}`
  return row?.ended ?? false
}
