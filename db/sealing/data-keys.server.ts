/** The keys that seal: one per report, one per recipient, one for people, one per case file of which a body wrote something. Wrapped in data_keys, unwrapped only here, a few thousand kept. */
import { randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import type { DataKey, Tx, WrappedKey } from '#db/context.ts'
import { StoreRefusal } from '#db/refusal.ts'
import type { Keyring } from './keyring.server.ts'
import { forgetOpenings } from './kept-openings.server.ts'
import { dataKey } from './sealed.server.ts'
import { newId } from './secrets.server.ts'

type KeyVerbs =
  | 'reportKey'
  | 'reportKeyIn'
  | 'reportKeys'
  | 'recipientKey'
  | 'caseKey'
  | 'peopleKey'
  | 'newReportKey'
  | 'forgetKey'
  | 'forgetCaseKeys'

export interface DataKeys {
  within(sql: Sql, afterCommit: (task: () => void) => void): Pick<Tx, KeyVerbs>
  /** The key when it was used lately; the hot path then asks the database nothing. */
  cached(owner: string): DataKey | undefined
}

const kept = 5_000

export function dataKeys(keyring: Keyring): DataKeys {
  const cache = new Map<string, DataKey>()
  const keep = (owner: string, key: DataKey) => {
    cache.delete(owner)
    cache.set(owner, key)
    if (cache.size > kept) cache.delete(cache.keys().next().value ?? owner)
    return key
  }
  const open = (owner: string, row: WrappedKey) =>
    keep(owner, dataKey(row.id, keyring.unwrap(row.id, row.wrapped, row.wrappedBy)))
  const forget = (owner: string) => {
    forgetOpenings(cache.get(owner)?.id)
    cache.delete(owner)
  }
  const make = () => {
    const id = newId()
    const secret = randomBytes(32)
    return { id, key: dataKey(id, secret), ...keyring.wrap(id, secret) }
  }
  /** Made by whoever needs it first. */
  const sharedKey = async (
    sql: Sql,
    afterCommit: (task: () => void) => void,
    column: 'recipient' | 'purpose' | 'case_file_id',
    owner: string,
  ) => {
    const name = column === 'recipient' ? owner : `${column} ${owner}`
    const known = cache.get(name)
    if (known) return keep(name, known)
    const find = () => sql<WrappedKey[]>`select id, wrapped, wrapped_by from data_keys where ${sql(column)} = ${owner}`
    const [row] = await find()
    if (row) return open(name, row)
    const { id, wrapped, wrappedBy } = make()
    await sql`insert into data_keys (id, ${sql(column)}, wrapped, wrapped_by) values (${id}, ${owner}, ${wrapped}, ${wrappedBy})
      on conflict do nothing`
    const [made] = await find() // ours, or that of whoever was first
    if (!made) throw new StoreRefusal('notFound', `no key of ${name} for this actor`)
    const key = dataKey(made.id, keyring.unwrap(made.id, made.wrapped, made.wrappedBy))
    afterCommit(() => keep(name, key))
    return key
  }

  const within: DataKeys['within'] = (sql, afterCommit) => {
    const fresh = new Map<string, DataKey>() // rolled back, they would be keys that no row holds
    return {
      async reportKey(reportId) {
        const made = fresh.get(reportId)
        if (made) return made
        const known = cache.get(reportId)
        if (known) return keep(reportId, known)
        const [row] = await sql<
          WrappedKey[]
        >`select id, wrapped, wrapped_by from data_keys where report_id = ${reportId}`
        if (!row) throw new StoreRefusal('notFound', 'no key of this report for this actor')
        return open(reportId, row)
      },
      reportKeyIn(reportId, row) {
        const known = cache.get(reportId)
        return known ? keep(reportId, known) : open(reportId, row)
      },
      async reportKeys(reportIds) {
        const found = new Map(reportIds.flatMap((id) => [cache.get(id) ?? []].flat().map((key) => [id, key] as const)))
        const missing = reportIds.filter((id) => !found.has(id))
        if (missing.length === 0) return found
        const rows = await sql<(WrappedKey & { reportId: string })[]>`
          select id, report_id, wrapped, wrapped_by from data_keys where report_id in ${sql(missing)}`
        for (const row of rows) found.set(row.reportId, open(row.reportId, row))
        return found
      },
      async newReportKey(reportId) {
        const { id, key, wrapped, wrappedBy } = make()
        await sql`insert into data_keys (id, report_id, wrapped, wrapped_by) values (${id}, ${reportId}, ${wrapped}, ${wrappedBy})`
        fresh.set(reportId, key)
        afterCommit(() => keep(reportId, key))
        return key
      },
      forgetKey: (reportId) => afterCommit(() => forget(reportId)),
      forgetCaseKeys: () =>
        afterCommit(() => {
          for (const owner of cache.keys()) if (owner.startsWith('case_file_id ')) forget(owner)
        }),
      caseKey: (caseFileId) => sharedKey(sql, afterCommit, 'case_file_id', caseFileId),
      recipientKey: (recipient) => sharedKey(sql, afterCommit, 'recipient', recipient),
      peopleKey: () => sharedKey(sql, afterCommit, 'purpose', 'people'),
    }
  }
  return { cached: (owner) => cache.get(owner), within }
}
