/** Programs and their secrets. A secret is 256 random bits, shown once; what is stored is its hash. */
import type { Database } from '#db/client.server.ts'
import { askedTogether } from '#db/connections/asked-together.server.ts'
import type { Tx } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'

/** `key` opens the interface by itself; `client` is exchanged for tokens that hold for minutes. */
export type SecretKind = 'key' | 'client'

/** A program as its secret shows it at the door. */
export interface Admitted {
  secretId: string
  kind: SecretKind
  clientId: string
  recipient: string | null
  prefecture: string | null
  organisationId: string | null
  /** Those under which a vendor's program acts at this moment; null for any other. */
  mandates: string[] | null
  acts: string[]
  perMinute: number
  usedAt: Date | null
}

type Shown = { hash: Uint8Array } | { secretId: string }

/** By the hash of what was shown, or by the secret's id out of a token of ours. Null for all that does not hold now. */
export const findAdmitted = (database: Database, shown: Shown, now: Date): Promise<Admitted | null> =>
  askForPrograms(database, { shown, now })

/** A program that sends much at a time shows the same secret each time: it is looked up once for all of them. */
const askForPrograms = askedTogether(async (database, asked: readonly { shown: Shown; now: Date }[]) => {
  const keys = asked.map(({ shown }) => ('hash' in shown ? Buffer.from(shown.hash).toString('hex') : shown.secretId))
  const found = new Map<string, Promise<Admitted | null>>()
  for (const [at, { shown, now }] of asked.entries()) {
    const key = keys[at] ?? ''
    if (!found.has(key)) found.set(key, findProgram(database, shown, now))
  }
  return Promise.all(keys.map((key) => found.get(key) ?? null))
})

async function findProgram(database: Database, shown: Shown, now: Date): Promise<Admitted | null> {
  const [hash, id] = 'hash' in shown ? [shown.hash, null] : [null, shown.secretId]
  const [found] = await database.bare((sql) => sql<Admitted[]>`select * from program_of(${hash}, ${id}, ${now})`)
  return found ?? null
}

export async function markUsed(database: Database, secretId: string, now: Date): Promise<void> {
  await database.bare((sql) => sql`select program_used(${secretId}, ${now})`)
}

export interface NewProgram {
  name: string
  acts: readonly string[]
  recipient: string | null
  prefecture: string | null
  organisationId: string | null
  /** A vendor's program acts under this mandate alone, */
  mandateId: string | null
  /** or under every mandate that the vendor holds. */
  forClients: boolean
}

/** As an administrator of the body or of the organisation. Returns its client id. */
export async function insertProgram(tx: Tx, program: NewProgram, now: Date): Promise<string> {
  const { name, acts, recipient, prefecture, organisationId, mandateId, forClients } = program
  const id = newId()
  await tx.sql`
    insert into machines (client_id, name, acts, recipient, prefecture, organisation_id, mandate_id, for_clients,
      created_at)
    values (${id}, ${name}, ${[...acts]}, ${recipient}, ${prefecture}, ${organisationId}, ${mandateId},
      ${forClients}, ${now})`
  return id
}

export async function insertMachineSecret(
  tx: Tx,
  secret: { clientId: string; kind: SecretKind; hash: Uint8Array; expiresAt: Date; now: Date },
): Promise<string> {
  const { clientId, kind, hash, expiresAt, now } = secret
  const id = newId()
  await tx.sql`
    insert into machine_secrets (id, client_id, kind, hash, made_at, expires_at)
    values (${id}, ${clientId}, ${kind}, ${hash}, ${now}, ${expiresAt})`
  return id
}

export interface SecretLine {
  id: string
  kind: SecretKind
  madeAt: Date
  expiresAt: Date
  usedAt: Date | null
}

export interface ProgramLine {
  clientId: string
  name: string
  acts: string[]
  prefecture: string | null
  mandateId: string | null
  forClients: boolean
  createdAt: Date
  disabledAt: Date | null
  /** As an operator wrote it. */
  stoppedBecause: string | null
  /** Those that still hold, the oldest first. */
  secrets: SecretLine[]
}

/** The programs that the actor looks after, those that were stopped last. */
export async function listPrograms(tx: Tx, now: Date): Promise<ProgramLine[]> {
  const [programs, secrets] = await Promise.all([
    tx.sql<Omit<ProgramLine, 'secrets'>[]>`
      select client_id, name, acts, prefecture, mandate_id, for_clients, created_at, disabled_at,
        stopped_because from machines
      order by disabled_at nulls first, created_at`,
    tx.sql<(SecretLine & { clientId: string })[]>`
      select id, client_id, kind, made_at, expires_at, used_at from machine_secrets
      where revoked_at is null and expires_at > ${now} order by made_at, id`,
  ])
  return programs.map((program) => ({
    ...program,
    secrets: secrets.filter(({ clientId }) => clientId === program.clientId),
  }))
}

/** The names of the body's programs, for colleagues. */
export async function listProgramNames(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.sql<{ clientId: string; name: string }[]>`select client_id, name from machines`
  return new Map(rows.map(({ clientId, name }) => [clientId, name]))
}

/** False when there is none, or it ends sooner anyway. */
export async function shortenSecret(tx: Tx, id: string, until: Date): Promise<boolean> {
  const changed = await tx.sql`
    update machine_secrets set expires_at = ${until} where id = ${id} and revoked_at is null and expires_at > ${until}
    returning id`
  return changed.length > 0
}

export async function revokeSecret(tx: Tx, id: string, now: Date): Promise<boolean> {
  const revoked = await tx.sql`
    update machine_secrets set revoked_at = ${now} where id = ${id} and revoked_at is null returning id`
  return revoked.length > 0
}

/** `because`: what an operator says to those who look after it. */
export async function stopProgram(
  tx: Tx,
  { clientId, because = null, now }: { clientId: string; because?: string | null; now: Date },
): Promise<boolean> {
  const stopped = await tx.sql`
    update machines set disabled_at = ${now}, stopped_because = ${because}
    where client_id = ${clientId} and disabled_at is null returning client_id`
  return stopped.length > 0
}

export interface ProgramSeen {
  clientId: string
  name: string
  acts: string[]
  recipient: string | null
  organisationId: string | null
  /** It acts for clients of the organisation. */
  forOthers: boolean
  createdAt: Date
  disabledAt: Date | null
  stoppedBecause: string | null
  usedAt: Date | null
  /** Secrets that hold now. */
  secrets: number
}

/** As an operator: all programs; first those that hold, by their last use. */
export function listAllPrograms(tx: Tx, { most, now }: { most: number; now: Date }): Promise<ProgramSeen[]> {
  return tx.sql<ProgramSeen[]>`
    select m.client_id, m.name, m.acts, m.recipient, m.organisation_id,
      m.for_clients or m.mandate_id is not null as for_others, m.created_at, m.disabled_at, m.stopped_because, s.used_at,
      coalesce(s.secrets, 0) as secrets
    from machines m left join (select client_id, max(used_at) as used_at,
        count(*) filter (where revoked_at is null and expires_at > ${now})::int as secrets
      from machine_secrets group by client_id) s on s.client_id = m.client_id
    order by m.disabled_at desc nulls first, s.used_at desc nulls last, m.created_at desc limit ${most}`
}
