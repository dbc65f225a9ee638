/** Reports that officers type for others, and how these take them over; see migrations/057-intakes.sql. */
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Officer, Place, Tx } from '#db/context.ts'
import { StoreRefusal } from '#db/refusal.ts'

export type IntakeChannel = 'phone' | 'letter' | 'visit'

/** What whoever holds or gets the report is told. */
export interface Intake {
  reportId: string
  /** Whose officer typed it. */
  recipient: string
  channel: IntakeChannel
  receivedAt: Date
  startedAt: Date
  takenOverAt: Date | null
}

/** Told in confidence to the body that typed it. */
export interface Caller {
  name: string
  phone: string
}

/** As the body that typed it sees it. */
export interface IntakeLine extends Intake {
  reference: string
  caller: Caller
  /** Of a code that can still be used. */
  codeExpiresAt: Date | null
  codeFailures: number
  /** Who typed it: an officer of this body, who may have left. */
  officer: string | null
}

export interface NewIntake {
  reportId: string
  reference: string
  channel: IntakeChannel
  receivedAt: Date
  caller: Caller
  now: Date
}

/** In the transaction that starts the report, as its holder; afterwards the transaction acts as the officer again. */
export async function insertIntake(tx: Tx, officer: Officer, intake: NewIntake): Promise<void> {
  const { reportId, reference, channel, receivedAt, caller, now } = intake
  const { recipient, prefecture, officerId } = officer
  const content = (await tx.recipientKey(recipient)).seal(placeOf(reportId, recipient), caller)
  await tx.sql`
    insert into intakes (report_id, recipient, channel, received_at, started_at)
    values (${reportId}, ${recipient}, ${channel}, ${receivedAt}, ${now})`
  await tx.sql`
    insert into intake_callers (report_id, recipient, prefecture, officer_id, reference, content, started_at)
    values (${reportId}, ${recipient}, ${prefecture}, ${officerId}, ${reference}, ${content}, ${now})`
  await tx.become(officer)
}

/** As an officer of the body that typed: newest first. */
export async function listIntakes(tx: Tx, limit = 50): Promise<IntakeLine[]> {
  return opened(tx, await tx.sql<SealedIntake[]>`${lines(tx)} order by k.started_at desc limit ${limit}`)
}

export async function findIntake(tx: Tx, reference: string): Promise<IntakeLine | null> {
  const [found] = await opened(tx, await tx.sql<SealedIntake[]>`${lines(tx)} where k.reference = ${reference}`)
  return found ?? null
}

/** As the holder, or as an officer who has the report. */
export async function findIntakeOf(tx: Tx, reportId: string): Promise<Intake | null> {
  const [found] = await tx.sql<Intake[]>`
    select report_id, recipient, channel, received_at, started_at, taken_over_at from intakes where report_id = ${reportId}`
  return found ?? null
}

/** A new code takes the place of an earlier one. False when the report was taken over already. */
export async function setCode(tx: Tx, reportId: string, hash: string, expiresAt: Date): Promise<boolean> {
  const set = await tx.sql`
    update intake_callers set code_hash = ${hash}, code_expires_at = ${expiresAt}, code_failures = 0
    where report_id = ${reportId} returning report_id`
  return set.length > 0
}

/** What it takes to check a code, while it holds. */
export async function findIntakeDoor(
  tx: Tx,
  reference: string,
  now: Date,
): Promise<{ reportId: string; codeHash: string } | null> {
  const [door] = await tx.sql<{ reportId: string; codeHash: string }[]>`select * from intake_door(${reference}, ${now})`
  return door ?? null
}

export async function recordWrongCode(tx: Tx, reference: string): Promise<void> {
  await tx.sql`select intake_failed(${reference})`
}

/** Gives the report a new secret and ends the officer's sessions. Of two at once, one gets it. */
export async function takeOver(
  tx: Tx,
  { reportId, codeHash, secretHash, now }: { reportId: string; codeHash: string; secretHash: string; now: Date },
): Promise<boolean> {
  const [done] = await tx.sql<{ taken: boolean }[]>`
    select intake_take_over(${reportId}, ${codeHash}, ${secretHash}, ${now}) as taken`
  if (!done?.taken) return false
  await tx.become({ kind: 'holder', reportId })
  await recordAudit(tx, { reportId, did: 'intake.taken-over', now })
  return true
}

type SealedIntake = Omit<IntakeLine, 'caller'> & { content: Buffer }

const lines = ({ sql }: Tx) => sql`
  select i.report_id, i.recipient, i.channel, i.received_at, i.started_at, i.taken_over_at, k.reference, k.content,
    case when k.code_hash is not null then k.code_expires_at end as code_expires_at, k.code_failures, o.name as officer
  from intake_callers k join intakes i on i.report_id = k.report_id left join officers o on o.id = k.officer_id`

async function opened(tx: Tx, rows: readonly SealedIntake[]): Promise<IntakeLine[]> {
  if (tx.actor.kind !== 'officer') throw new StoreRefusal('notFound')
  const key = await tx.recipientKey(tx.actor.recipient)
  return rows.map(({ content, ...line }) => ({
    ...line,
    caller: key.unseal<Caller>(placeOf(line.reportId, line.recipient), content),
  }))
}

const placeOf = (reportId: string, recipient: string): Place => ({
  table: 'intake_callers',
  row: reportId,
  column: 'content',
  tenant: recipient,
})
