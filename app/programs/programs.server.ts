import { newMachineSecret } from '#app/api/token.server.ts'
import { isAdministrator } from '#app/case-files/acts/administrator.ts'
import { countDoing } from '#app/http/doings.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Member, Officer, Tx } from '#db/context.ts'
import { recordAtDoor, type DoorAct } from '#db/people/door-log.server.ts'
import {
  insertMachineSecret,
  listPrograms,
  revokeSecret,
  shortenSecret,
  stopProgram,
  type ProgramLine,
  type SecretKind,
} from '#db/programs/programs.server.ts'

import { bodyActs, filingActs, type Act } from './acts.ts'
import { nameLimit, overlapWords, secretDays } from './secret-terms.ts'
import { insertFor, mandatesOf, type MandateChoice } from './whose.server.ts'

/** Whoever looks after the programs of a body, or of an organisation. */
export type Keeper = Officer | Member

const mostSecrets = 5

export interface ProgramWish {
  name: string
  acts: readonly string[]
  /** own, clients, or the id of a mandate; a body's program has no choice. */
  whose: string
  kind: string
  days: string
}

export interface ProgramProblem {
  field: 'name' | 'acts' | 'whose' | 'kind' | 'days' | 'again'
  code: 'nameMissing' | 'nameLong' | 'actsMissing' | 'whoseMissing' | 'kindMissing' | 'daysMissing' | 'stale'
}

/** Shown once: afterwards only its hash is there. */
export interface NewSecret {
  clientId: string
  kind: SecretKind
  secret: string
  expiresAt: string
}

export const actsOf = (keeper: Keeper): readonly Act[] => (keeper.kind === 'officer' ? bodyActs : filingActs)

export function mayKeepPrograms(keeper: Keeper): boolean {
  return keeper.kind === 'officer' ? isAdministrator(keeper) : keeper.role === 'administrator'
}

export async function readPrograms(
  context: Context<Keeper>,
): Promise<{ programs: ProgramLine[]; mandates: MandateChoice[] }> {
  const { db, actor, now } = context
  if (!mayKeepPrograms(actor)) throw new Refusal('forbidden')
  const [programs, mandates] = [await db.transaction((tx) => listPrograms(tx, now)), await mandatesOf(context)]
  return { programs, mandates }
}

/** A program with its first secret. It sees no more than whoever makes it. */
export async function makeProgram(
  context: Context<Keeper>,
  wish: ProgramWish,
): Promise<NewSecret | { problems: ProgramProblem[] }> {
  const { db, actor, now } = context
  if (!mayKeepPrograms(actor)) throw new Refusal('forbidden')
  const held = (await mandatesOf(context)).map(({ id }) => id)
  const problems = problemsOf(wish, { acts: actsOf(actor), whose: ['own', 'clients', ...held] })
  const kind = kindOf(wish.kind)
  if (problems.length > 0 || !kind) return { problems }
  await countDoing(context, 'program of an owner', ownerOf(actor))
  return db.transaction(async (tx) => {
    const clientId = await insertFor(tx, actor, wish, now)
    const made = await newSecret(tx, { clientId, kind, expiresAt: daysAfter(now, Number(wish.days)), now })
    await note(tx, actor, 'access.program-made', clientId, now)
    return made
  })
}

/**
 * A new secret of the same kind; the old one goes on for a while, so that nothing stands still meanwhile. Those that it had
 * replaced itself go on no longer than it does.
 */
export async function rotateSecret(
  { db, actor, now }: Context<Keeper>,
  secretId: string,
  overlap: string,
): Promise<NewSecret> {
  if (!mayKeepPrograms(actor)) throw new Refusal('forbidden')
  await countDoing({ db, now }, 'program of an owner', ownerOf(actor))
  const hours = Number(overlapWords.find((known) => known === overlap) ?? 0)
  return db.transaction(async (tx) => {
    const { program, secret } = await getSecret(tx, secretId, now)
    if (program.disabledAt || program.secrets.length >= mostSecrets) throw new Refusal('conflict')
    const life = secret.expiresAt.getTime() - secret.madeAt.getTime()
    const { clientId } = program
    const made = await newSecret(tx, { clientId, kind: secret.kind, expiresAt: new Date(now.getTime() + life), now })
    for (const { id } of program.secrets.filter(({ madeAt }) => madeAt <= secret.madeAt)) {
      if (hours === 0) await revokeSecret(tx, id, now)
      else await shortenSecret(tx, id, new Date(now.getTime() + hours * 3_600_000))
    }
    await note(tx, actor, 'access.program-renewed', clientId, now)
    return made
  })
}

/** Holds from this moment on, also for tokens that were made with it. Returns how many others of the program hold still. */
export async function endSecret({ db, actor, now }: Context<Keeper>, secretId: string): Promise<number> {
  if (!mayKeepPrograms(actor)) throw new Refusal('forbidden')
  return db.transaction(async (tx) => {
    const { program } = await getSecret(tx, secretId, now)
    await revokeSecret(tx, secretId, now)
    await note(tx, actor, 'access.program-ended', program.clientId, now)
    return program.secrets.length - 1
  })
}

/** For good: with all its secrets. What it did stays. */
export async function endProgram({ db, actor, now }: Context<Keeper>, clientId: string): Promise<void> {
  if (!mayKeepPrograms(actor) || !isId(clientId)) throw new Refusal('forbidden')
  await db.transaction(async (tx) => {
    if (await stopProgram(tx, { clientId, now })) await note(tx, actor, 'access.program-ended', clientId, now)
  })
}

async function newSecret(
  tx: Tx,
  { clientId, kind, expiresAt, now }: { clientId: string; kind: SecretKind; expiresAt: Date; now: Date },
): Promise<NewSecret> {
  const { secret, hash } = newMachineSecret(kind)
  await insertMachineSecret(tx, { clientId, kind, hash, expiresAt, now })
  return { clientId, kind, secret, expiresAt: expiresAt.toISOString() }
}

async function getSecret(tx: Tx, secretId: string, now: Date) {
  const programs = await listPrograms(tx, now)
  for (const program of programs) {
    const secret = program.secrets.find(({ id }) => id === secretId)
    if (secret) return { program, secret }
  }
  throw new Refusal('notFound')
}

/** Where those who look after it read: under the officer's id, or the organisation's. The last thing in its transaction. */
const ownerOf = (actor: Keeper): string => (actor.kind === 'member' ? actor.organisationId : actor.recipient)

async function note(tx: Tx, actor: Keeper, did: DoorAct, program: string, now: Date): Promise<void> {
  if (actor.kind === 'member') {
    const line = { reportId: actor.organisationId, did: did.replace('access.', 'organisation.'), subject: program, now }
    return recordAudit(tx, line)
  }
  await tx.become({ kind: 'worker' })
  await recordAtDoor(tx, { did, person: actor.officerId, details: { program }, now })
}

function problemsOf(
  { name, acts, whose, kind, days }: ProgramWish,
  known: { acts: readonly Act[]; whose: readonly string[] },
): ProgramProblem[] {
  const allowed = acts.length > 0 && acts.every((act) => known.acts.some((one) => one === act))
  return [
    ...(name === '' ? ([{ field: 'name', code: 'nameMissing' }] as const) : []),
    ...([...name].length > nameLimit ? ([{ field: 'name', code: 'nameLong' }] as const) : []),
    ...(allowed ? [] : ([{ field: 'acts', code: 'actsMissing' }] as const)),
    ...(known.whose.includes(whose) ? [] : ([{ field: 'whose', code: 'whoseMissing' }] as const)),
    ...(kindOf(kind) ? [] : ([{ field: 'kind', code: 'kindMissing' }] as const)),
    ...(secretDays.some((one) => one === days) ? [] : ([{ field: 'days', code: 'daysMissing' }] as const)),
  ]
}

const kindOf = (kind: string): SecretKind | null => (kind === 'key' || kind === 'client' ? kind : null)
const daysAfter = (now: Date, days: number): Date => new Date(now.getTime() + days * 86_400_000)
const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text)
