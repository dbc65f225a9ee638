/** The rows of a mandate that a vendor took up, and of what it did under it. */
import type { Sql } from 'postgres'
import { newId } from '#db/sealing/secrets.server.ts'
import { monday } from '#test/support/filings.ts'

interface Parties {
  client: string
  vendor: string
  account: string
  /** Of the person who acts for the vendor. */
  seat: string
  mandate: string
  reportId: string
}

export async function mandated(
  owner: Sql,
  { client, vendor, account, seat, mandate, reportId }: Parties,
): Promise<void> {
  const sealed = Buffer.from('sealed')
  await owner`insert into accounts values (${seat}, ${Buffer.from(seat)}, ${sealed}, ${monday})`
  await owner`insert into memberships values (${seat}, ${vendor}, 'editor', ${monday})`
  await owner`
    insert into mandates (id, client_id, report_id, vendor_id, number, acts, approves, content, valid_from, redeemed_at)
    values (${mandate}, ${client}, ${reportId}, ${vendor}, 'x', '{draft,send}', false, ${sealed}, ${monday}, ${monday})`
  await owner`insert into mandate_files values (${newId()}, ${mandate}, ${sealed}, 1, 1, ${monday})`
  await owner`insert into mandate_vendors values (${mandate}, ${vendor}, ${sealed})`
  await owner`insert into vendor_clients values (${mandate}, ${vendor}, ${sealed})`
  await owner`insert into vendor_reports values (${vendor}, ${reportId}, ${mandate}, ${sealed}, ${sealed}, ${monday})`
  await owner`insert into vendor_templates values (${newId()}, ${vendor}, ${sealed}, ${monday})`
  await owner`
    insert into sendings values (${newId()}, ${reportId}, ${mandate}, 1, ${account}, ${monday}, ${monday}, 'approved', null, 1)`
  await owner`insert into entrustors values (${newId()}, ${reportId}, ${sealed}, null, null, ${monday})`
  await owner`insert into mandate_names values (${reportId}, ${mandate}, ${sealed})`
  await owner`insert into mandate_choices values (${seat}, ${reportId}, ${mandate}, ${monday})`
  await owner`insert into filings values (${reportId}, 1, ${mandate}, ${sealed}, false, ${monday})`
}

export const mandateRows = (mandate: string, report: string): Record<string, string> => ({
  mandates: `id = '${mandate}'`,
  mandate_files: `mandate_id = '${mandate}'`,
  mandate_vendors: `mandate_id = '${mandate}'`,
  vendor_clients: `mandate_id = '${mandate}'`,
  vendor_reports: report,
  vendor_templates: 'true',
  entrustors: report,
  sendings: report,
  filings: report,
  mandate_names: report,
  mandate_choices: report,
})
