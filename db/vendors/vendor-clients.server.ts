/** How a vendor itself calls its clients. No client sees it. */
import type { Place, Tx } from '#db/context.ts'
import { listMandatesById, type Mandate } from '#db/mandates/mandates.server.ts'

export async function setClientLabel(
  tx: Tx,
  { mandateId, vendorId, label }: { mandateId: string; vendorId: string; label: string },
): Promise<void> {
  const content = (await tx.peopleKey()).seal(placeOf(mandateId, vendorId), label)
  await tx.sql`
    insert into vendor_clients (mandate_id, vendor_id, content) values (${mandateId}, ${vendorId}, ${content})
    on conflict (mandate_id) do update set content = ${content}`
}

export interface ClientLine {
  mandate: Mandate
  label: string
  reports: number
  openQuestions: number
}

/** As the vendor: its clients, one line for each mandate that it holds; the newest first, after the one shown last. */
export async function listClients(
  tx: Tx,
  vendorId: string,
  { after, limit }: { after: { at: Date; id: string } | null; limit: number },
): Promise<ClientLine[]> {
  const held = tx.actor.kind === 'vendor' ? [...tx.actor.mandateIds] : []
  const rows = await tx.sql<{ id: string; content: Buffer | null; reports: number; openQuestions: number }[]>`
    with page as (
      select m.id, m.report_id, m.client_id, m.redeemed_at, m.sections, m.acts from mandates m
      where m.vendor_id = ${vendorId} and m.id = any (${held}::uuid[]) and (${after?.at ?? null}::timestamptz is null
        or (m.redeemed_at, m.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by m.redeemed_at desc, m.id desc limit ${limit}
    )
    select p.id, c.content, n.reports, n.open_questions from page p left join vendor_clients c on c.mandate_id = p.id,
      lateral (select count(*)::int as reports, coalesce(sum((select count(*) from feedback f where f.report_id = r.id
          and (p.sections is null or f.sections <@ p.sections and 'answer' = any (p.acts))
          and f.kind = 'question' and not exists (select from question_answers a where a.question_id = f.id))), 0)::int
          as open_questions
        from reports r where r.id = p.report_id or p.report_id is null and r.organisation_id = p.client_id) n
    order by p.redeemed_at desc, p.id desc`
  const key = await tx.peopleKey()
  const mandates = new Map(
    (
      await listMandatesById(
        tx,
        rows.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  )
  return rows.flatMap(({ id, content, ...counts }) => {
    const mandate = mandates.get(id)
    const label = content ? key.unseal<string>(placeOf(id, vendorId), content) : ''
    return mandate ? [{ mandate, label, ...counts }] : []
  })
}

/** What a vendor calls its clients, also those whose mandate has ended: words by which somebody is named. */
export async function listClientLabels(tx: Tx, vendorId: string): Promise<string[]> {
  const rows = await tx.sql<{ mandateId: string; content: Buffer }[]>`
    select mandate_id, content from vendor_clients where vendor_id = ${vendorId}`
  const key = await tx.peopleKey()
  return rows.map(({ mandateId, content }) => key.unseal<string>(placeOf(mandateId, vendorId), content))
}

export async function findClientLabel(tx: Tx, mandateId: string, vendorId: string): Promise<string> {
  const [row] = await tx.sql<{ content: Buffer }[]>`
    select content from vendor_clients where mandate_id = ${mandateId} and vendor_id = ${vendorId}`
  return row ? (await tx.peopleKey()).unseal<string>(placeOf(mandateId, vendorId), row.content) : ''
}

const placeOf = (mandateId: string, vendorId: string): Place => ({
  table: 'vendor_clients',
  row: mandateId,
  column: 'content',
  tenant: vendorId,
})
