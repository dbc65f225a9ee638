/** Sendings of vendors that wait for the client, and who filed what under which mandate. */
import type { Place, Tx } from '#db/context.ts'

export type SendingDecision = 'approved' | 'returned' | 'stopped' | 'taken-back'

export interface Sending {
  id: string
  reportId: string
  mandateId: string
  /** The draft that was shown: once something is saved, it has to be asked anew. */
  draftVersion: number
  /** The vendor's account. */
  askedBy: string
  askedAt: Date
  decidedAt: Date | null
  decision: SendingDecision | null
  /** What the client wrote when it returned it. */
  words: string | null
  revisionNumber: number | null
  /** That it answers. */
  questions: readonly string[]
}

/** As the vendor. Its own open one is taken back first; false while another vendor's waits. */
export async function insertSending(
  tx: Tx,
  sending: Pick<Sending, 'id' | 'reportId' | 'mandateId' | 'draftVersion' | 'askedBy' | 'questions'> & { now: Date },
): Promise<boolean> {
  const { id, reportId, mandateId, draftVersion, askedBy, questions, now } = sending
  await takeBackSendings(tx, reportId, now)
  const made = await tx.sql`
    insert into sendings (id, report_id, mandate_id, draft_version, asked_by, asked_at, questions)
    values (${id}, ${reportId}, ${mandateId}, ${draftVersion}, ${askedBy}, ${now}, ${questions as string[]})
    on conflict (report_id) where decided_at is null do nothing returning id`
  return made.length > 0
}

export async function takeBackSendings(tx: Tx, reportId: string, now: Date): Promise<boolean> {
  const { mandateIds } = tx.actor.kind === 'vendor' ? tx.actor : { mandateIds: [] }
  const taken = await tx.sql`
    update sendings set decided_at = ${now}, decision = 'taken-back'
    where report_id = ${reportId} and decided_at is null and mandate_id = any (${mandateIds as string[]}::uuid[]) returning id`
  return taken.length > 0
}

/** The newest first. */
export async function listSendings(tx: Tx, reportId: string): Promise<Sending[]> {
  const rows = await tx.sql<(Omit<Sending, 'words'> & { content: Buffer | null })[]>`
    select id, report_id, mandate_id, draft_version, asked_by, asked_at, decided_at, decision, content, revision_number,
      questions
    from sendings where report_id = ${reportId} order by asked_at desc, id desc limit 50`
  if (rows.length === 0) return []
  const key = await tx.reportKey(reportId)
  return rows.map(({ content, ...row }) => ({
    ...row,
    words: content && key.unseal<string>(wordsPlace(row.id, reportId), content),
  }))
}

export async function findOpenSending(tx: Tx, reportId: string): Promise<Sending | null> {
  const [newest] = await listSendings(tx, reportId)
  return newest && newest.decidedAt === null ? newest : null
}

/** As the client: nobody decides until this transaction ends; false when somebody has. */
export async function holdSending(tx: Tx, id: string): Promise<boolean> {
  const open = await tx.sql`select 1 from sendings where id = ${id} and decided_at is null for update`
  return open.length > 0
}

/** As the client, once: false when it was decided meanwhile. */
export async function decideSending(
  tx: Tx,
  decided: { id: string; reportId: string; decision: SendingDecision; words?: string; now: Date },
): Promise<boolean> {
  const { id, reportId, decision, words = '', now } = decided
  const content = words === '' ? null : (await tx.reportKey(reportId)).seal(wordsPlace(id, reportId), words)
  const done = await tx.sql`
    update sendings set decided_at = ${now}, decision = ${decision}, content = ${content}
    where id = ${id} and report_id = ${reportId} and decided_at is null returning id`
  return done.length > 0
}

export async function markFiled(tx: Tx, id: string, revisionNumber: number): Promise<void> {
  await tx.sql`update sendings set revision_number = ${revisionNumber} where id = ${id}`
}

/** Does its mandate hold, and may whoever asked still send for the vendor? */
export async function doesStand(tx: Tx, id: string, now: Date): Promise<boolean> {
  const [row] = await tx.sql<{ stands: boolean }[]>`select sending_stands(${id}, ${now}) as stands`
  return row?.stands ?? false
}

export interface EndedSending extends Pick<Sending, 'id' | 'reportId' | 'mandateId' | 'askedBy'> {
  clientId: string | null
  vendorId: string
}

/** As the worker: those that stand no more are stopped, each once. */
export function endSendings(tx: Tx, now: Date): Promise<EndedSending[]> {
  return tx.sql<EndedSending[]>`select * from end_sendings(${now})`
}

/** With a mandate ends what waits under it; but for one report, when that is named. */
export async function stopSendingsUnder(
  tx: Tx,
  mandateId: string,
  now: Date,
  but: string | null = null,
): Promise<Pick<Sending, 'id' | 'reportId' | 'askedBy'>[]> {
  return tx.sql<Pick<Sending, 'id' | 'reportId' | 'askedBy'>[]>`
    update sendings set decided_at = ${now}, decision = 'stopped'
    where mandate_id = ${mandateId} and decided_at is null and report_id is distinct from ${but}
    returning id, report_id, asked_by`
}

/** Beside the answers of one revision. */
export interface FiledBy {
  revisionNumber: number
  mandateId: string
  vendor: string
  /** The client looked at it before it went. */
  approved: boolean
}

export async function insertFiling(tx: Tx, filing: FiledBy & { reportId: string; now: Date }): Promise<void> {
  const { reportId, revisionNumber, mandateId, vendor, approved, now } = filing
  const content = (await tx.reportKey(reportId)).seal(filingPlace(reportId, revisionNumber), vendor)
  await tx.sql`
    insert into filings (report_id, revision_number, mandate_id, content, approved, filed_at)
    values (${reportId}, ${revisionNumber}, ${mandateId}, ${content}, ${approved}, ${now})`
}

/** As the reporter's side, or as somebody who has the report. */
export async function listFilings(tx: Tx, reportId: string): Promise<FiledBy[]> {
  const rows = await tx.sql<(Omit<FiledBy, 'vendor'> & { content: Buffer })[]>`
    select revision_number, mandate_id, content, approved from filings where report_id = ${reportId} order by revision_number`
  if (rows.length === 0) return []
  const key = await tx.reportKey(reportId)
  return rows.map(({ content, ...row }) => ({
    ...row,
    vendor: key.unseal<string>(filingPlace(reportId, row.revisionNumber), content),
  }))
}

const wordsPlace = (id: string, reportId: string): Place => ({
  table: 'sendings',
  row: id,
  column: 'content',
  tenant: reportId,
})

const filingPlace = (reportId: string, number: number): Place => ({
  table: 'filings',
  row: `${reportId}/${number}`,
  column: 'content',
  tenant: reportId,
})
