/** What one body passed on to another, frozen; see migrations/055-hand-overs.sql. */
import type { Officer, Tx } from '#db/context.ts'
import { handFilesOn } from '#db/files/files.server.ts'
import { handOverPlace, headingPlace } from '#db/places.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { DeliveryContent, DeliveryLine } from '#db/submissions/deliveries.server.ts'
import type { Heading } from '#db/submissions/submissions.server.ts'
import type { ItemId, Phase } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'

export interface HandOverContent {
  projection: Projection
  /** Law and article, where no ground of the rulebook fits. */
  groundText: string | null
  /** Items that the other body has no need for, and why it gets them all the same. */
  beyond: readonly ItemId[]
  reason: string | null
}

export interface HandOverLine {
  id: string
  reportId: string
  recipient: string
  handedBy: string
  revisionNumber: number
  phase: Phase
  ground: string | null
  digest: Buffer
  handedAt: Date
  openedAt: Date | null
  returnedAt: Date | null
  /** Of a case that went from one prefecture's police to another's. */
  fromPrefecture: string | null
  toPrefecture: string | null
}

export interface HandOver extends HandOverLine {
  /** Null once it was returned. */
  content: HandOverContent | null
}

/** What the other body's queue sorts and filters by: nothing that it is not handed. */
export interface HandedFile {
  attackType: string | null
  sector: string | null
  prefecture: string | null
  severity: number | null
  heading: Heading
}

export interface NewHandOver {
  reportId: string
  recipient: string
  revisionNumber: number
  ground: string | null
  content: HandOverContent
  digest: Uint8Array
  /** Of the items that are passed on. */
  fileIds: readonly string[]
  file: HandedFile
  /** The case of one prefecture's police goes to another's; see moveCaseFile. */
  moved: { from: string | null; to: string } | null
  now: Date
}

/** As an officer of the body that has it. `prefecture`: of the other body's case file. Whether the other body had the report before is told to nobody. */
export async function insertHandOver(
  tx: Tx,
  handOver: NewHandOver,
): Promise<{ id: string; prefecture: string | null }> {
  const { sql, actor } = tx
  if (actor.kind !== 'officer') throw new StoreRefusal('notFound')
  const { reportId, recipient, revisionNumber, ground, content, digest, fileIds, moved, now } = handOver
  const { phase } = content.projection
  const prefecture = moved ? moved.to : await openFile(tx, actor, handOver)
  const id = newId()
  const sealed = (await tx.reportKey(reportId)).seal(handOverPlace(id, recipient), content)
  await sql`
    insert into hand_overs (id, report_id, recipient, handed_by, officer_id, revision_number, phase, ground, content,
      digest, handed_at, from_prefecture, to_prefecture)
    values (${id}, ${reportId}, ${recipient}, ${actor.recipient}, ${actor.officerId}, ${revisionNumber}, ${phase},
      ${ground}, ${sealed}, ${digest}, ${now}, ${moved?.from ?? null}, ${moved?.to ?? null})`
  await handFilesOn(tx, { id, reportId, recipient }, fileIds)
  return { id, prefecture }
}

/** The case file of the other body, made or brought to the top; returns its prefecture. */
async function openFile(tx: Tx, actor: Officer, handOver: NewHandOver): Promise<string | null> {
  const { sql } = tx
  const { reportId, recipient, revisionNumber, content, file, now } = handOver
  const { heading, ...facts } = file
  await tx.become({ kind: 'worker' }) // no officer has the key of another body
  const key = await tx.recipientKey(recipient)
  await sql`insert into extracts_due (report_id, due_at) values (${reportId}, ${now}) on conflict do nothing`
  await tx.become(actor)
  const sealedHeading = key.seal(headingPlace(reportId, recipient), heading)
  const [opened] = await sql<{ id: string; prefecture: string | null }[]>`
    select id, prefecture from hand_over_file(${newId()}, ${reportId}, ${recipient}, ${now},
      ${JSON.stringify({ ...facts, revisionNumber, stage: content.projection.phase })}::text::json, ${sealedHeading})`
  if (!opened) throw new StoreRefusal('notFound')
  tx.announce({ recipient, prefecture: opened.prefecture, caseFileId: opened.id, kind: 'report' })
  return opened.prefecture
}

/** False when it may not go: it was withdrawn, returned or merged meanwhile, or it is there already. */
export async function moveCaseFile(tx: Tx, caseFileId: string, prefecture: string, now: Date): Promise<boolean> {
  const [row] = await tx.sql<{ moved: boolean }[]>`select move_case_file(${caseFileId}, ${prefecture}, ${now}) as moved`
  if (row?.moved) tx.announce({ recipient: 'police', prefecture, caseFileId, kind: 'report' })
  return row?.moved ?? false
}

/** Where the police's case went, oldest first: what is sent later goes to the last of them, wherever the organisation is. */
export function listMoves(tx: Tx, reportId: string): Promise<{ to: string; at: Date }[]> {
  return tx.sql<{ to: string; at: Date }[]>`
    select to_prefecture as "to", handed_at as at from hand_overs
    where report_id = ${reportId} and to_prefecture is not null order by handed_at, id`
}

/** Those that the actor may see, oldest first: a reporter all, a body what it got and what it passed on. */
export async function listHandOvers(tx: Tx, reportId: string): Promise<HandOver[]> {
  const rows = await tx.sql<SealedHandOver[]>`
    select ${columns(tx)} from hand_overs where report_id = ${reportId} order by handed_at, id`
  return open(tx, rows)
}

export async function findHandOver(tx: Tx, id: string): Promise<HandOver | null> {
  const [found] = await open(tx, await tx.sql<SealedHandOver[]>`select ${columns(tx)} from hand_overs where id = ${id}`)
  return found ?? null
}

/** The last one that a body was handed of each report: what it can search and sort by, where the reporter sent it nothing. */
export async function lastHanded(
  tx: Tx,
  reportIds: readonly string[],
  recipient: string,
): Promise<Map<string, Projection>> {
  if (reportIds.length === 0) return new Map()
  const { sql } = tx
  const [rows, keys] = await Promise.all([
    sql<{ id: string; reportId: string; content: Buffer }[]>`
      select distinct on (report_id) id, report_id, content from hand_overs
      where report_id in ${sql(reportIds)} and recipient = ${recipient} and content is not null
      order by report_id, handed_at desc, id desc`,
    tx.reportKeys(reportIds),
  ])
  return new Map(
    rows.flatMap(({ id, reportId, content }) => {
      const opened = keys.get(reportId)?.unseal<HandOverContent>(handOverPlace(id, recipient), content)
      return opened ? [[reportId, opened.projection] as const] : []
    }),
  )
}

/** The first opening counts, by the body that got it. */
export async function markHandOverOpened(tx: Tx, id: string, now: Date): Promise<boolean> {
  const opened = await tx.sql`
    update hand_overs set opened_at = ${now} where id = ${id} and opened_at is null returning id`
  return opened.length > 0
}

/** As a delivery, for whoever has nothing of the report but this. Null once it was returned. */
export async function asDelivery(
  tx: Tx,
  { content, ...handOver }: HandOver,
): Promise<{ line: DeliveryLine; content: DeliveryContent } | null> {
  const [file] = await tx.sql<{ id: string; reference: string }[]>`
    select id, reference from case_files where report_id = ${handOver.reportId} and recipient = ${handOver.recipient}`
  if (!file || !content) return null
  const { id, reportId, recipient, revisionNumber, phase, digest, handedAt, openedAt, handedBy, ground } = handOver
  const times = { sentAt: handedAt, deliveredAt: handedAt, failedAt: null, openedAt }
  const { reference } = file
  const handed = { by: handedBy, ground, groundText: content.groundText }
  const line = {
    id,
    reportId,
    reference,
    caseFileId: file.id,
    recipient,
    revisionNumber,
    phase,
    digest,
    ...times,
    handed,
  }
  return { line, content: { projection: content.projection, changes: null } }
}

type SealedHandOver = HandOverLine & { content: Buffer | null }

const columns = ({ sql }: Tx) => sql`
  id, report_id, recipient, handed_by, revision_number, phase, ground, content, digest, handed_at, opened_at, returned_at,
  from_prefecture, to_prefecture`

async function open(tx: Tx, rows: readonly SealedHandOver[]): Promise<HandOver[]> {
  const [first] = rows
  if (!first) return []
  const key = await tx.reportKey(first.reportId)
  return rows.map(({ content, ...line }) => ({
    ...line,
    content: content && key.unseal<HandOverContent>(handOverPlace(line.id, line.recipient), content),
  }))
}
