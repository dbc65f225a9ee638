/** Submissions as a program sends them: found, held, filed and answered, with its own key for each. */
import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { newProgram } from '#test/support/programs.ts'
import { openStore, type Filing } from './filings.ts'
import type { Ask } from './load.ts'
import type { Portal } from './portal.ts'
import type { Way } from './submit.ts'

/** One program of one organisation, which is not held up by the limit of calls. */
export async function byProgram(portal: Portal): Promise<Way> {
  const store = openStore(portal)
  const organisationId = await store
    .as({ kind: 'worker' })
    .transaction((tx) => insertOrganisation(tx, { profile: { name: '計測' }, corporateNumber: null }, new Date()))
  const acts = ['reports:submit']
  const { key } = await newProgram(store, { organisationId, acts }, { perMinute: 10_000_000 })
  await store.end()
  const askFor = ({ reference }: Filing): Ask => ({
    method: 'POST',
    path: `/api/v1/reports/${reference}/submissions`,
    headers: { Authorization: `Bearer ${key}`, 'Idempotency-Key': randomUUID(), 'If-Match': '"2"' },
  })
  return {
    name: 'submissions by API',
    bar: 45,
    asksFor: (_, filings, sql) => belonging(sql, filings, organisationId).then(() => filings.map(askFor)),
    isSent: ({ status }) => status === 201,
  }
}

async function belonging(sql: Sql, filings: readonly Filing[], organisation: string): Promise<void> {
  const ids = filings.map(({ id }) => id)
  await sql`update reports set organisation_id = ${organisation} where id in ${sql(ids)}`
}
