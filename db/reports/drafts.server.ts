import type { DataKey, Place, Tx } from '#db/context.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { keepOpenings } from '#db/sealing/kept-openings.server.ts'
import type { Answers, ItemId } from '#forms/item.ts'
import type { Choices } from '#forms/projection.ts'
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
export async function insertDraft(tx: Tx, reportId: string, now: Date): Promise<Draft> {
  const empty: DraftContent = { answers: {}, stamps: {}, choices: { declined: [], added: {}, withheld: {} } }
  const content = (await tx.reportKey(reportId)).seal(placeOf(reportId), empty)
  await tx.sql`insert into drafts (report_id, version, content, saved_at) values (${reportId}, 1, ${content}, ${now})`
  return { ...empty, version: 1, savedAt: now }
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
  if (!row || !key) return null
  return { ...openOnce(key, reportId, row.content), version: row.version, savedAt: row.savedAt }
}

export interface Filing {
  report: Report
  draft: Draft
  /** Something was written that goes with the next report; see covers.server.ts. */
  isCovered: boolean
}

/** The report and its draft in one query: most pages of a reporter begin with it, and every submission. */
export const readFiling = (tx: Tx, reportId: string): Promise<Filing | null> => findFiling(tx, reportId, openOnce)

/** For pages, of which one comes after the other: what is opened is kept for a while. */
export const readKeptFiling = (tx: Tx, reportId: string): Promise<Filing | null> =>
  findFiling(tx, reportId, (key, id, sealed) => kept.open(key, placeOf(id), sealed))

async function findFiling(tx: Tx, reportId: string, opened: typeof openOnce): Promise<Filing | null> {
  const [[row], key] = await Promise.all([
    tx.sql<FilingRow[]>`
      select ${filingColumns(tx)} from reports r join drafts d on d.report_id = r.id where r.id = ${reportId}`,
    tx.reportKey(reportId).catch(absent),
  ])
  return row && key ? filingOf(row, opened(key, row.id, row.content)) : null
}

export type FilingRow = Report & DraftRow & { isCovered: boolean }

/** Of reports as r, drafts as d. */
export const filingColumns = ({ sql }: Tx) => sql`
  r.id, r.reference, r.language, r.edition, r.started_at, r.submitted_at, r.withdrawn_at, r.revision_number,
  r.organisation_id, r.mandate_id, d.version, d.content, d.saved_at,
  exists (select from covers c where c.report_id = r.id) as is_covered`

export const openFiling = (key: DataKey, row: FilingRow): Filing => filingOf(row, openOnce(key, row.id, row.content))

function filingOf(
  { version, content: _sealed, savedAt, isCovered, ...report }: FilingRow,
  content: DraftContent,
): Filing {
  return { report, draft: { ...content, version, savedAt }, isCovered }
}

/** Few: what follows from the answers is remembered with them (app/reports/form/outline.ts) and takes far more than they do. */
const kept = keepOpenings<DraftContent>({ most: 128, bytes: 1_000_000, idle: 90 })

/** For saving, sending and programs: what is not kept already is not kept for them. */
function openOnce(key: DataKey, reportId: string, sealed: Uint8Array): DraftContent {
  const place = placeOf(reportId)
  return kept.find(key, place, sealed) ?? key.unseal<DraftContent>(place, sealed)
}

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

/** Nobody else saves the draft until the transaction ends. */
export async function lockDraft(tx: Tx, reportId: string): Promise<number | null> {
  const [row] = await tx.sql<{ version: number }[]>`select version from drafts where report_id = ${reportId} for update`
  return row?.version ?? null
}

/** Something that is sent with the draft was changed beside it: what somebody has looked at is no longer what would go. */
export async function touchDraft(tx: Tx, reportId: string, now: Date): Promise<void> {
  await tx.sql`update drafts set version = version + 1, saved_at = ${now} where report_id = ${reportId}`
}

/** No such report for this actor reads as no draft; any other fault is a fault. */
function absent(error: unknown): null {
  if (error instanceof StoreRefusal && error.code === 'notFound') return null
  throw error
}

const placeOf = (reportId: string): Place => ({ table: 'drafts', row: reportId, column: 'content', tenant: reportId })
