/** One case file, as its recipient sees and moves it. The queue is in queue.server.ts. */
import type { PendingQuery, Row } from 'postgres'
import type { DataKey, Tx } from '#db/context.ts'
import { isGone } from '#db/people/gone.ts'
import { headingPlace } from '#db/places.ts'
import { findBy } from '#db/queue/own-words.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { keepOpenings } from '#db/sealing/kept-openings.server.ts'
import type { Heading } from '#db/submissions/submissions.server.ts'
import type { Phase } from '#forms/item.ts'
import { type FeedbackBody, insertFeedback } from './feedback.server.ts'

export interface CaseFile {
  id: string
  reportId: string
  reference: string
  recipient: string
  revisionNumber: number
  receivedAt: Date
  updatedAt: Date
  stage: Phase
  attackType: string | null
  sector: string | null
  prefecture: string | null
  severity: number | null
  dueAt: Date | null
  openedAt: Date | null
  acknowledgedAt: Date | null
  closedAt: Date | null
  closedReason: string | null
  withdrawnAt: Date | null
  /** The case file that this one was merged into. */
  masterId: string | null
  /** Of the body itself, 0 to 5; `severity` is the reporter's. */
  ownSeverity: number | null
  /** Since when a rule has wanted somebody to look. */
  escalatedAt: Date | null
  /** Until when the reporter, or the coordination centre, wants questions to wait; it may be over. */
  heldUntil: Date | null
  assignee: Assignee | null
  labels: string[]
  openQuestions: number
  /** Of one that is merged: has the revision that came last been opened? Null for others: nobody asks. */
  latestOpened: boolean | null
  /** Was something merged into it whose last revision nobody has opened? */
  mergedNews: boolean
  /** The last revision that the officer who asks has seen; null when none, or when nobody is an officer. */
  seen: number | null
}

export interface Assignee {
  officerId: string
  name: string
  /** Can do nothing about it any more; see db/people/gone.ts. */
  gone: boolean
}

/** A case file with the name under which people know it. */
export type QueueLine = CaseFile & { heading: Heading }

export type SealedCaseFile = CaseFile & { sealedHeading: Buffer }

/** Throws notFound, also for a case file of somebody else, and for what is no id: it comes from an address. */
export async function getCaseFile(tx: Tx, id: string): Promise<QueueLine> {
  if (!isId(id)) throw new StoreRefusal('notFound')
  const [found] = await openHeadings(tx, await listSealed(tx, tx.sql`select * from case_files where id = ${id}`))
  if (!found) throw new StoreRefusal('notFound')
  return found
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** Nobody changes the case file, or says anything about it, until the transaction ends: messages refer to it. */
export async function lockCaseFile({ sql }: Tx, id: string): Promise<void> {
  await sql`select id from case_files where id = ${id} for update`
}

/** Nobody gives it back or moves it until the transaction ends. Others' acts go on: two bodies may hand over to each other. */
export async function keepCaseFile({ sql }: Tx, id: string): Promise<void> {
  await sql`select id from case_files where id = ${id} for key share`
}

/**
 * For whoever writes about it: nobody gives it back until the transaction ends. Throws givenBack when it is that by now;
 * what was written then would stay where nothing is to be left.
 */
export async function getCaseToActOn(tx: Tx, id: string): Promise<QueueLine> {
  if (isId(id)) await keepCaseFile(tx, id)
  const file = await getCaseFile(tx, id)
  if (file.closedReason === 'returned') throw new StoreRefusal('givenBack')
  return file
}

export async function isTaken({ sql }: Tx, id: string): Promise<boolean> {
  const [row] = await sql<
    { taken: boolean }[]
  >`select assignee_id is not null as taken from case_files where id = ${id}`
  return row?.taken ?? false
}

export async function findCaseFileOfReport(tx: Tx, reportId: string, recipient: string): Promise<QueueLine | null> {
  const page = tx.sql`select * from case_files where report_id = ${reportId} and recipient = ${recipient}`
  const [found] = await openHeadings(tx, await listSealed(tx, page))
  return found ?? null
}

/** A queue shows the same names again and again: some 160 pages of them, a few hundred bytes each. */
const kept = keepOpenings<Heading>({ most: 4_000, bytes: 1_000_000, idle: 90 })

/** Opens the headings of a page. Open cases are under one key, the recipient's own; closed ones under that of their report. */
export async function openHeadings(tx: Tx, rows: readonly SealedCaseFile[]): Promise<QueueLine[]> {
  const keys = new Map<string, DataKey>()
  for (const { recipient } of rows) if (!keys.has(recipient)) keys.set(recipient, await tx.recipientKey(recipient))
  const ownOf = (row: SealedCaseFile) => {
    const key = keys.get(row.recipient)
    return key?.sealed(row.sealedHeading) ? key : null
  }
  const closed = rows.filter((row) => ownOf(row) === null).map(({ reportId }) => reportId)
  const reports = closed.length > 0 ? await tx.reportKeys([...new Set(closed)]) : keys
  return rows.map((row) => {
    const { reportId, recipient, sealedHeading } = row
    const key = ownOf(row) ?? reports.get(reportId)
    if (!key) throw new StoreRefusal('sealBroken', `the heading of ${row.id} has no key`)
    const heading = kept.open(key, headingPlace(reportId, recipient), sealedHeading)
    return Object.assign(row, { heading }) // the same row: a copy of every one would cost as much as opening it
  })
}

/** Takes a case file that nobody has, or somebody who is gone; false when somebody was first. */
export async function claimCaseFile(tx: Tx, id: string, now: Date): Promise<boolean> {
  if (tx.actor.kind !== 'officer') return false
  const claimed = await tx.sql`
    insert into assignments (case_file_id, recipient, officer_id, assigned_at)
    values (${id}, ${tx.actor.recipient}, ${tx.actor.officerId}, ${now})
    on conflict (case_file_id) do update set officer_id = excluded.officer_id, assigned_at = excluded.assigned_at
      where exists (select from officers o, case_files c
        where o.id = assignments.officer_id and c.id = assignments.case_file_id and ${isGone(tx)})
    returning case_file_id`
  return claimed.length > 0
}

/** Gives a case file from whom it has (null: nobody) to a colleague, or to nobody. False when somebody else has it by now. */
export async function assignCaseFile(
  tx: Tx,
  id: string,
  { from, to }: { from: string | null; to: string | null },
  now: Date,
): Promise<boolean> {
  const { sql, actor } = tx
  if (actor.kind !== 'officer') throw new StoreRefusal('notFound')
  if (from === null && to === null) return true
  const own = sql`case_file_id = ${id} and officer_id = ${from}`
  const given =
    from === null
      ? await sql`
          insert into assignments (case_file_id, recipient, officer_id, assigned_at)
          values (${id}, ${actor.recipient}, ${to}, ${now}) on conflict (case_file_id) do nothing returning case_file_id`
      : to === null
        ? await sql`delete from assignments where ${own} returning case_file_id`
        : await sql`
            update assignments set officer_id = ${to}, assigned_at = ${now} where ${own} returning case_file_id`
  return given.length > 0
}

export async function addLabel(tx: Tx, id: string, label: string, now: Date): Promise<void> {
  if (tx.actor.kind !== 'officer') throw new StoreRefusal('notFound')
  const added = await tx.sql<{ id: string; receivedAt: Date }[]>`
    insert into labels (case_file_id, label, recipient, officer_id, added_at)
    values (${id}, ${label}, ${tx.actor.recipient}, ${tx.actor.officerId}, ${now})
    on conflict (case_file_id, label) do nothing
    returning case_file_id as id, (select c.received_at from case_files c where c.id = case_file_id)`
  await findBy(tx, added, label, now)
}

export async function removeLabel(tx: Tx, id: string, label: string): Promise<void> {
  await tx.sql`delete from labels where case_file_id = ${id} and label = ${label}`
}

export interface LabelLine {
  label: string
  officerId: string
  addedAt: Date
}

export function listLabels(tx: Tx, id: string): Promise<LabelLine[]> {
  return tx.sql<LabelLine[]>`
    select label, officer_id, added_at from labels where case_file_id = ${id} order by added_at, label`
}

/** The first opening counts: it is what the reporter is shown. */
export async function markCaseOpened(tx: Tx, id: string, now: Date): Promise<boolean> {
  const opened = await tx.sql`
    update case_files set opened_at = ${now} where id = ${id} and opened_at is null returning id`
  return opened.length > 0
}

/** Tells the reporter as well, with the recipient's own number. A second acknowledgement corrects the number. */
export async function acknowledgeCaseFile(tx: Tx, id: string, body: FeedbackBody, now: Date): Promise<boolean> {
  const [file] = await tx.sql<{ reportId: string; recipient: string; receivedAt: Date; first: boolean }[]>`
    update case_files set acknowledged_at = coalesce(acknowledged_at, ${now}) where id = ${id}
    returning report_id, recipient, received_at, acknowledged_at = ${now} as first`
  if (!file) throw new StoreRefusal('notFound')
  const { reportId, recipient, receivedAt, first } = file
  await insertFeedback(tx, { caseFileId: id, reportId, recipient, kind: 'acknowledgement', body, now })
  await findBy(tx, [{ id, receivedAt }], body.number ?? '', now)
  return first
}

/** False when it was closed already. The verb writes what the reporter is told. */
export async function closeCaseFile(tx: Tx, id: string, reason: string, now: Date): Promise<boolean> {
  const [closed] = await tx.sql<{ reportId: string; recipient: string; heading: Buffer }[]>`
    update case_files set closed_at = ${now}, closed_reason = ${reason} where id = ${id} and closed_at is null
    returning report_id, recipient, heading`
  if (closed) await leaveToReport(tx, id, closed)
  return closed !== undefined
}

/** What is closed waits to be deleted: from here on the name in the queue is under the report's key, and goes with it. */
async function leaveToReport(
  tx: Tx,
  id: string,
  { reportId, recipient, heading }: { reportId: string; recipient: string; heading: Buffer },
): Promise<void> {
  const own = await tx.recipientKey(recipient)
  if (!own.sealed(heading)) return
  const place = headingPlace(reportId, recipient)
  const sealed = (await tx.reportKey(reportId)).seal(place, own.unseal<Heading>(place, heading))
  await tx.sql`select leave_heading(${id}, ${sealed})`
}

/** False when it was open. */
export async function reopenCaseFile(tx: Tx, id: string, _now: Date): Promise<boolean> {
  const opened = await tx.sql`
    update case_files set closed_at = null, closed_reason = null
    where id = ${id} and closed_at is not null and closed_reason is distinct from 'returned' returning id`
  return opened.length > 0
}

/**
 * The rows of `page` with what hangs on them. The page is cut first: nothing is looked up for rows that are not shown. What
 * few rows have is in functions, which cost nothing while nobody asks them; see migrations/207-looked-up-when-asked.sql.
 */
export function listSealed(
  { sql, actor }: Tx,
  page: PendingQuery<Row[]>,
  order = sql`c.id`,
): Promise<SealedCaseFile[]> {
  const me = actor.kind === 'officer' ? actor.officerId : null
  return sql<SealedCaseFile[]>`
    select c.id, c.report_id, c.reference, c.recipient, c.revision_number, c.received_at, c.updated_at, c.stage,
      c.attack_type, c.sector, c.prefecture, c.severity, c.due_at, c.opened_at, c.acknowledged_at, c.closed_at,
      c.closed_reason, c.withdrawn_at, c.master_id, c.own_severity, c.escalated_at, c.held_until, c.heading as sealed_heading,
      case when c.assignee_id is not null then
        (select json_build_object('officerId', o.id, 'name', o.name, 'gone', ${isGone({ sql })}) from officers o where o.id = c.assignee_id)
      end as assignee,
      array(select l.label from labels l where l.case_file_id = c.id order by l.label) as labels,
      case when exists (select from feedback q where q.case_file_id = c.id and q.kind = 'question')
        then case_open_questions(c.id) else 0 end as open_questions,
      case when c.master_id is not null then case_revision_opened(c.report_id, c.recipient, c.revision_number) end as latest_opened,
      case when exists (select from merges m where m.master_id = c.id and m.ended_at is null)
        then case_merged_news(c.id) else false end as merged_news,
      (select s.revision_number from sightings s where s.case_file_id = c.id and s.officer_id = ${me}) as seen
    from (${page}) c order by ${order}`
}
