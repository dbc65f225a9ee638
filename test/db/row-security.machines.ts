/** The program of a body, its key, and a call that it made: rows of the world. */
import type { Sql } from 'postgres'
import { newId } from '#db/secrets.server.ts'
import { hours, monday } from '#test/support/filings.ts'

export async function registered(owner: Sql): Promise<void> {
  const sealed = Buffer.from('sealed')
  await owner`
    insert into machines (client_id, recipient, prefecture, name, acts, created_at)
    values ('reader', 'npa', '13', 'x', '{}', ${monday})`
  await owner`insert into machine_secrets values (${newId()}, 'reader', 'key', ${sealed}, ${monday}, ${hours(9)})`
  await owner`insert into machine_calls values ('reader', 'x', ${sealed}, '{}', ${monday})`
}

export const machineRows = {
  machines: "client_id = 'reader'",
  machine_secrets: "client_id = 'reader'",
  machine_calls: "client_id = 'reader'",
}
