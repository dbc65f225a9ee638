/** Rotation and checking of the keys that wrap. Reports are not touched: only their small wrapped keys are. */
import { createHash } from 'node:crypto'
import postgres, { type ISql, type Sql } from 'postgres'
import { StoreRefusal } from '#db/refusal.ts'
import type { Keyring } from './keyring.server.ts'

interface WrappedRow {
  id: string
  wrapped: Buffer
  wrappedBy: string
}

/** Brings in a wrapping key and wraps every data key anew with it, while the portal runs. */
export async function rotateKeys(
  sql: Sql,
  keyring: Keyring,
  batch?: number,
): Promise<{ primary: string; rewrapped: number }> {
  const primary = keyring.addPrimary()
  return { primary, rewrapped: await rewrapKeys(sql, keyring, batch) }
}

/** Wraps with the primary key what another one wraps, a batch at a time: also what a portal did with an older copy of the file. */
export async function rewrapKeys(sql: Sql, keyring: Keyring, batch = 500): Promise<number> {
  const primary = keyring.primary()
  let rewrapped = 0
  for (let done = batch; done > 0; rewrapped += done) done = await rewrapSome(sql, keyring, primary, batch)
  return rewrapped
}

async function rewrapSome(sql: Sql, keyring: Keyring, primary: string, batch: number): Promise<number> {
  return sql.begin(async (tx) => {
    const rows = await tx<WrappedRow[]>`
      select id, wrapped, wrapped_by from data_keys where wrapped_by <> ${primary} order by id limit ${batch} for update`
    for (const { id, wrapped, wrappedBy } of rows) {
      const anew = keyring.wrap(id, keyring.unwrap(id, wrapped, wrappedBy))
      await tx`update data_keys set wrapped = ${anew.wrapped}, wrapped_by = ${anew.wrappedBy} where id = ${id}`
    }
    return rows.length
  })
}

export interface KeyCheck {
  /** How many data keys each wrapping key holds; a key with none can leave the file. */
  held: Record<string, number>
  /** Rows whose key does not open, at most ten. */
  broken: string[]
}

/** Opens every data key. */
export async function checkKeys(sql: Sql, keyring: Keyring): Promise<KeyCheck> {
  const held: Record<string, number> = Object.fromEntries(keyring.keyIds().map((id) => [id, 0]))
  const broken: string[] = []
  for await (const rows of sql<WrappedRow[]>`select id, wrapped, wrapped_by from data_keys`.cursor(1_000)) {
    for (const { id, wrapped, wrappedBy } of rows) {
      held[wrappedBy] = (held[wrappedBy] ?? 0) + 1
      if (!opens(keyring, id, wrapped, wrappedBy) && broken.length < 10) broken.push(id)
    }
  }
  return { held, broken }
}

/**
 * Takes a wrapping key out of the file, unless it still wraps data keys: how many. Whatever was wrapped before a rotation and
 * is not committed yet is waited for, as nothing would open it afterwards.
 */
export async function forgetKey(sql: Sql, keyring: Keyring, id: string): Promise<number> {
  return sql.begin(async (tx) => {
    await tx`lock table data_keys in share mode`
    const [row] = await tx<{ held: number }[]>`
      select count(*)::int as held from data_keys where wrapped_by = ${id}`
    const held = row?.held ?? 0
    if (held === 0) keyring.forget(id)
    return held
  })
}

/** Is anything sealed here? A database in which the portal never was has neither the table nor the role. */
export async function holdsKeys(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  try {
    return await sql.begin(async (tx) => {
      const [there] = await tx<{ table: string | null }[]>`select to_regclass('data_keys')::text as table`
      if (!there?.table) return false
      await tx`set local role madoguchi_keeper`
      const [found] = await tx<{ held: boolean }[]>`select exists (select from data_keys) as held`
      return found?.held ?? false
    })
  } finally {
    await sql.end()
  }
}

/** At the start: one key of each wrapping key must open, else no report will. Throws keyMissing or sealBroken. */
export async function refuseWrongKeys(sql: ISql, keyring: Keyring): Promise<void> {
  const rows = await sql<WrappedRow[]>`
    select distinct on (wrapped_by) id, wrapped, wrapped_by as "wrappedBy" from data_keys order by wrapped_by, id`
  for (const { id, wrapped, wrappedBy } of rows) keyring.unwrap(id, wrapped, wrappedBy)
}

/** The same for the secrets that wrap nothing. A database that has none of their marks yet takes these. Throws keyMissing. */
export async function refuseOtherSecrets(sql: ISql, keyring: Keyring): Promise<void> {
  const [table] = await sql`select to_regclass('key_marks') is not null as "isThere"`
  if (!table?.['isThere']) return // what an older version backed up; its first start here makes the table
  const known = await sql<{ name: string; mark: Buffer }[]>`select name, mark from key_marks`
  for (const [name, mark] of Object.entries(marksOf(keyring))) {
    const before = known.find((one) => one.name === name)
    if (before && !before.mark.equals(mark))
      throw new StoreRefusal(
        'keyMissing',
        `"${name}" in ${keyring.path} is not the one that this database was made with`,
      )
    if (!before) await sql`insert into key_marks (name, mark) values (${name}, ${mark}) on conflict do nothing`
  }
}

const marksOf = (keyring: Keyring) => ({
  lookup: keyring.lookup('mark of the key file'),
  signing: createHash('sha256')
    .update(keyring.publicKey().export({ format: 'der', type: 'spki' }))
    .digest(),
})

function opens(keyring: Keyring, id: string, wrapped: Buffer, wrappedBy: string): boolean {
  try {
    keyring.unwrap(id, wrapped, wrappedBy)
    return true
  } catch {
    return false
  }
}
