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
}

export interface CountedClient extends ClientLine {
  reports: number
  openQuestions: number
}

/** As the vendor: its clients, one line for each mandate that it holds; the newest first, after the one shown last. */
export async function listClients(
  tx: Tx,
  vendorId: string,
  { after, limit }: { after: { at: Date; id: string } | null; limit: number | null },
): Promise<ClientLine[]> {
  const rows = await tx.sql<ClientRow[]>`${held(tx, vendorId)} and (${after?.at ?? null}::timestamptz is null
      or (m.redeemed_at, m.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by m.redeemed_at desc, m.id desc limit ${limit}`
  return opened(tx, vendorId, rows)
}

/** As the vendor: those of them that it holds, in any order. */
export async function listClientsById(tx: Tx, vendorId: string, ids: readonly string[]): Promise<ClientLine[]> {
  if (ids.length === 0) return []
  return opened(tx, vendorId, await tx.sql<ClientRow[]>`${held(tx, vendorId)} and m.id = any (${[...ids]}::uuid[])`)
}

interface ClientRow {
  id: string
  content: Buffer | null
}

function held({ sql, actor }: Tx, vendorId: string) {
  const ids = actor.kind === 'vendor' ? [...actor.mandateIds] : []
  return sql`
    select m.id, c.content from mandates m left join vendor_clients c on c.mandate_id = m.id
    where m.vendor_id = ${vendorId} and m.id = any (${ids}::uuid[])`
}

async function opened(tx: Tx, vendorId: string, rows: readonly ClientRow[]): Promise<ClientLine[]> {
  const key = await tx.peopleKey()
  const mandates = new Map(
    (
      await listMandatesById(
        tx,
        rows.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  )
  return rows.flatMap(({ id, content }) => {
    const mandate = mandates.get(id)
    const label = content ? key.unseal<string>(placeOf(id, vendorId), content) : ''
    return mandate ? [{ mandate, label }] : []
  })
}

/** As the vendor: with how much there is of each. */
export async function countClients(tx: Tx, lines: readonly ClientLine[]): Promise<CountedClient[]> {
  const rows = await tx.sql<{ mandateId: string; reports: number; openQuestions: number }[]>`
    select * from vendor_counts(${lines.map(({ mandate }) => mandate.id)}::uuid[])`
  const counts = new Map(rows.map(({ mandateId, ...counted }) => [mandateId, counted]))
  return lines.map((line) => ({ ...line, ...(counts.get(line.mandate.id) ?? { reports: 0, openQuestions: 0 }) }))
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
