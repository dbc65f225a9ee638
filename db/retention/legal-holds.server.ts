/** What must not be deleted for now, with the reason sealed: under a body's own key, or under the people's for operators. */
import type { DataKey, Tx } from '#db/context.ts'
import { legalHoldPlace } from '#db/places.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { newId } from '#db/sealing/secrets.server.ts'

export interface LegalHold {
  id: string
  reportId: string
  reference: string
  /** Null: an operator's, for the whole report. */
  recipient: string | null
  /** Null to whoever may not read it. */
  reason: string | null
  setBy: string
  setAt: Date
  liftedReason: string | null
  liftedAt: Date | null
}

type Row = Omit<LegalHold, 'reason' | 'liftedReason'> & { content: Buffer; liftedContent: Buffer | null }

/** As an officer for the body's case file, or as an operator for the report. Null when one is set already. */
export async function insertLegalHold(
  tx: Tx,
  { reportId, reference, reason, now }: { reportId: string; reference: string; reason: string; now: Date },
): Promise<string | null> {
  const { recipient, person } = keeperOf(tx)
  const id = newId()
  const content = (await keyOf(tx)).seal(legalHoldPlace(id, 'content', recipient), reason)
  const [row] = await tx.sql<{ id: string }[]>`
    insert into legal_holds (id, report_id, reference, recipient, content, set_by, set_at)
    values (${id}, ${reportId}, ${reference}, ${recipient}, ${content}, ${person}, ${now})
    on conflict (report_id, recipient) where lifted_at is null do nothing returning id`
  return row?.id ?? null
}

/** The report it was about; null when it is lifted already, or somebody else's. */
export async function liftLegalHold(tx: Tx, id: string, reason: string, now: Date): Promise<string | null> {
  const { recipient, person } = keeperOf(tx)
  const content = (await keyOf(tx)).seal(legalHoldPlace(id, 'lifted_content', recipient), reason)
  const [row] = await tx.sql<{ reportId: string }[]>`
    update legal_holds set lifted_content = ${content}, lifted_by = ${person}, lifted_at = ${now}
    where id = ${id} and lifted_at is null and recipient is not distinct from ${recipient} returning report_id`
  return row?.reportId ?? null
}

/** Those of one report, or (null) all that run, the newest first. Reasons are open to the side that set them. */
export async function listLegalHolds(tx: Tx, reportId: string | null): Promise<LegalHold[]> {
  const { recipient } = keeperOf(tx)
  const rows = await tx.sql<Row[]>`
    select h.id, h.report_id, h.reference, h.recipient, h.content, h.set_by, h.set_at, h.lifted_content, h.lifted_at
    from legal_holds h where ${reportId ? tx.sql`h.report_id = ${reportId}` : tx.sql`h.lifted_at is null`}
    order by h.set_at desc, h.id desc limit 200`
  if (rows.length === 0) return []
  const key = await keyOf(tx)
  return rows.map(({ content, liftedContent, ...hold }) => {
    const own = hold.recipient === recipient
    return {
      ...hold,
      reason: own ? key.unseal<string>(legalHoldPlace(hold.id, 'content', recipient), content) : null,
      liftedReason:
        own && liftedContent
          ? key.unseal<string>(legalHoldPlace(hold.id, 'lifted_content', recipient), liftedContent)
          : null,
    }
  })
}

function keeperOf({ actor }: Tx): { recipient: string | null; person: string } {
  if (actor.kind === 'officer') return { recipient: actor.recipient, person: actor.officerId }
  if (actor.kind === 'operator') return { recipient: null, person: actor.operatorId }
  throw new StoreRefusal('notFound')
}

function keyOf(tx: Tx): Promise<DataKey> {
  const { recipient } = keeperOf(tx)
  return recipient === null ? tx.peopleKey() : tx.recipientKey(recipient)
}

/** The id of the report that people call so, for an operator, who may see no report. Null: there is none. */
export async function findReportId(tx: Tx, reference: string): Promise<string | null> {
  const [row] = await tx.sql<{ id: string }[]>`select id from report_door(${reference})`
  return row?.id ?? null
}
