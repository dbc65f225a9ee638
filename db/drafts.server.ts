import type { Answers, ItemId } from '#forms/item.ts'
import type { Choices } from '#forms/projection.ts'
import type { DataKey, Place, Tx } from './context.ts'
import { StoreRefusal } from './refusal.ts'
import type { Report } from './reports.server.ts'

export interface DraftContent {
  answers: Answers
  /** When each answer was last changed, so that two tabs can be merged. */
  stamps: Readonly<Record<ItemId, string>>
  choices: Choices
}

export interface Draft extends DraftContent {
  version: number
  savedAt: Date
}

/** Part of startReport: version 1, with nothing in it. */
export async function insertDraft(tx: Tx, reportId: string, now: Date): Promise<void> {
  const empty: DraftContent = { answers: {}, stamps: {}, choices: { declined: [], added: {}, withheld: {} } }
  const content = (await tx.reportKey(reportId)).seal(placeOf(reportId), empty)
  await tx.sql`insert into drafts (report_id, version, content, saved_at) values (${reportId}, 1, ${content}, ${now})`
}

interface DraftRow {
  version: number
  content: Buffer
  savedAt: Date
}

export async function readDraft(tx: Tx, reportId: string): Promise<Draft | null> {
  const [[row], key] = await Promise.all([
    tx.sql<DraftRow[]>`select version, content, saved_at from drafts where report_id = ${reportId}`,
    tx.reportKey(reportId).catch(absent),
  ])
  return row && key ? opened(key, reportId, row) : null
}

export interface Filing {
  report: Report
  draft: Draft
  /** Something was written that goes with the next report; see covers.server.ts. */
  isCovered: boolean
}

/** The report and its draft in one query: most pages of a reporter begin with it, and every submission. */
export async function readFiling(tx: Tx, reportId: string): Promise<Filing | null> {
  const [[row], key] = await Promise.all([
    tx.sql<FilingRow[]>`
      select ${filingColumns(tx)} from reports r join drafts d on d.report_id = r.id where r.id = ${reportId}`,
    tx.reportKey(reportId).catch(absent),
  ])
  return row && key ? openFiling(key, row) : null
}

export type FilingRow = Report & DraftRow & { isCovered: boolean }

/** Of reports as r, drafts as d. */
export const filingColumns = ({ sql }: Tx) => sql`
  r.id, r.reference, r.language, r.edition, r.started_at, r.submitted_at, r.withdrawn_at, r.revision_number,
  r.organisation_id, r.mandate_id, d.version, d.content, d.saved_at,
  exists (select from covers c where c.report_id = r.id) as is_covered`

export function openFiling(key: DataKey, { version, content, savedAt, isCovered, ...report }: FilingRow): Filing {
  return { report, draft: opened(key, report.id, { version, content, savedAt }), isCovered }
}

const opened = (key: DataKey, reportId: string, { version, content, savedAt }: DraftRow): Draft => ({
  ...key.unseal<DraftContent>(placeOf(reportId), content),
  version,
  savedAt,
})

/** Throws staleDraft when somebody saved since `expectVersion`: read again, merge by stamps, save again. */
export async function saveDraft(
  tx: Tx,
  saving: { reportId: string; content: DraftContent; expectVersion: number; now: Date },
): Promise<{ version: number }> {
  const { reportId, expectVersion, now } = saving
  const { answers, stamps, choices } = saving.content
  const content = (await tx.reportKey(reportId)).seal(placeOf(reportId), { answers, stamps, choices })
  const [saved] = await tx.sql<{ version: number }[]>`
    update drafts set version = version + 1, content = ${content}, saved_at = ${now}
    where report_id = ${reportId} and version = ${expectVersion}
    returning version`
  if (!saved) throw new StoreRefusal('staleDraft')
  return saved
}

/** No such report for this actor reads as no draft; any other fault is a fault. */
function absent(error: unknown): null {
  if (error instanceof StoreRefusal && error.code === 'notFound') return null
  throw error
}

const placeOf = (reportId: string): Place => ({ table: 'drafts', row: reportId, column: 'content', tenant: reportId })
