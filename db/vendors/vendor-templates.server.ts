/** Technical findings that a vendor meets again and again, under a name of its own. */
import type { Place, Tx } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { Answers } from '#forms/item.ts'

export interface VendorTemplate {
  id: string
  name: string
  answers: Answers
  writtenAt: Date
}

export async function listVendorTemplates(tx: Tx, vendorId: string): Promise<VendorTemplate[]> {
  const rows = await tx.sql<{ id: string; content: Buffer; writtenAt: Date }[]>`
    select id, content, written_at from vendor_templates
    where vendor_id = ${vendorId} and retired_at is null order by written_at desc, id limit 200`
  const key = await tx.peopleKey()
  return rows.map(({ id, content, writtenAt }) => ({
    id,
    writtenAt,
    ...key.unseal<Pick<VendorTemplate, 'name' | 'answers'>>(placeOf(id, vendorId), content),
  }))
}

export async function insertVendorTemplate(
  tx: Tx,
  { vendorId, name, answers, now }: { vendorId: string; name: string; answers: Answers; now: Date },
): Promise<void> {
  const id = newId()
  const content = (await tx.peopleKey()).seal(placeOf(id, vendorId), { name, answers })
  await tx.sql`
    insert into vendor_templates (id, vendor_id, content, written_at) values (${id}, ${vendorId}, ${content}, ${now})`
}

export async function retireVendorTemplate(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.sql`update vendor_templates set retired_at = ${now} where id::text = ${id} and retired_at is null`
}

const placeOf = (id: string, vendorId: string): Place => ({
  table: 'vendor_templates',
  row: id,
  column: 'content',
  tenant: vendorId,
})
