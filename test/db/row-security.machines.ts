/** The program of a body, its key, and a call that it made: rows of the world. What the portal makes findable for it. */
import type { Sql } from 'postgres'
import { writeCaseFacts } from '#db/case-files/case-facts.server.ts'
import { addExtractDue } from '#db/queue/extracts-due.server.ts'
import { writeExtracts } from '#db/queue/extracts.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { TestDatabase } from '#test/support/database.ts'
import { hours, monday } from '#test/support/filings.ts'

export async function registered(owner: Sql): Promise<void> {
  const sealed = Buffer.from('sealed')
  await owner`
    insert into machines (client_id, recipient, prefecture, name, acts, created_at)
    values ('reader', 'npa', '13', 'x', '{}', ${monday})`
  await owner`insert into machine_secrets values (${newId()}, 'reader', 'key', ${sealed}, ${monday}, ${hours(9)})`
  await owner`insert into machine_calls values ('reader', 'x', ${sealed}, '{}', ${monday})`
}

/** Who makes findable what a body got. */
export const extractors = {
  extractor: { kind: 'extractor', recipient: 'npa' },
  otherExtractor: { kind: 'extractor', recipient: 'jpcert' },
} as const

/** What the job writes for a body, and that it is to come back. */
export async function madeFindable(database: TestDatabase, reportId: string, recipient: string): Promise<void> {
  await database
    .as({ kind: 'extractor', recipient })
    .transaction((tx) => writeExtracts(tx, [reportId], () => ({ cells: {}, texts: ['ab'] })))
  await database.as({ kind: 'worker' }).transaction(async (tx) => {
    await writeCaseFacts(tx, [reportId])
    await addExtractDue(tx, reportId, monday)
  })
}

export const machineRows = {
  machines: "client_id = 'reader'",
  machine_secrets: "client_id = 'reader'",
  machine_calls: "client_id = 'reader'",
}
