import type { Tx } from '#db/context.ts'

export interface Passkey {
  /** The credential's id, base64url. */
  id: string
  loginId: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: number
  transports: string[]
}

export interface PasskeyLine {
  id: string
  name: string
  addedAt: Date
  usedAt: Date | null
}

/** As the worker. False when the credential is known already. */
export async function insertPasskey(tx: Tx, passkey: Passkey & { name: string }, now: Date): Promise<boolean> {
  const { id, loginId, publicKey, counter, transports, name } = passkey
  const added = await tx.sql`
    insert into passkeys (id, login_id, public_key, counter, transports, name, added_at)
    values (${bytes(id)}, ${loginId}, ${Buffer.from(publicKey)}, ${counter}, ${transports}, ${name}, ${now})
    on conflict (id) do nothing returning id`
  return added.length > 0
}

export async function findPasskey(tx: Tx, id: string): Promise<Passkey | null> {
  const [row] = await tx.sql<(Omit<Passkey, 'publicKey' | 'counter'> & { publicKey: Buffer; counter: string })[]>`
    select login_id, public_key, counter, transports from passkeys where id = ${bytes(id)}`
  return row ? { ...row, id, publicKey: new Uint8Array(row.publicKey), counter: Number(row.counter) } : null
}

/** False when a use with this counter, or a higher one, was seen in between: the passkey may be a copy. */
export async function markPasskeyUsed(tx: Tx, id: string, counter: number, now: Date): Promise<boolean> {
  const used = await tx.sql`
    update passkeys set counter = ${counter}, used_at = ${now}
    where id = ${bytes(id)} and (counter < ${counter} or (counter = 0 and ${counter} = 0)) returning id`
  return used.length > 0
}

export async function listPasskeys(tx: Tx, loginId: string): Promise<PasskeyLine[]> {
  const rows = await tx.sql<(Omit<PasskeyLine, 'id'> & { id: Buffer })[]>`
    select id, name, added_at, used_at from passkeys where login_id = ${loginId} order by added_at`
  return rows.map(({ id, ...line }) => ({ ...line, id: id.toString('base64url') }))
}

export async function deletePasskey(tx: Tx, loginId: string, id: string): Promise<boolean> {
  const gone = await tx.sql`delete from passkeys where id = ${bytes(id)} and login_id = ${loginId} returning id`
  return gone.length > 0
}

const bytes = (id: string) => Buffer.from(id, 'base64url')
