import { countDoing } from '#app/http/doings.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit, type AuditDetails } from '#db/audit/audit.server.ts'
import type { Context, Filer, Member, Tx } from '#db/context.ts'
import {
  findMandate,
  insertMandate,
  lockMandate,
  markApproves,
  markRevoked,
  setMandateCode,
  type Mandate,
} from '#db/mandates/mandates.server.ts'
import { stopSendingsUnder } from '#db/mandates/sendings.server.ts'
import { inTurn } from '#db/connections/in-turn.server.ts'
import { idOnce } from '#db/sealing/id-once.server.ts'
import { hashSecret, newCallCode, newId } from '#db/sealing/secrets.server.ts'

import { readMandate, type MandateProblem, type TypedMandate } from './typed-mandate.ts'

/** ms: long enough to reach somebody on the telephone, or by letter. */
const codeHoldsFor = 7 * 24 * 3_600_000

/** The code is shown this once: only its slow hash is kept. */
export interface GivenCode {
  id: string
  number: string
  code: string
  expiresAt: Date
}

/** Whoever may give: the report's own side, for it alone; a member for all reports of the organisation. Never a vendor. */
export type Client = Exclude<Filer, { kind: 'vendor' }> | Member

/** The page that shows the code was loaded again: what it did is done, and its code is nowhere any more. */
export interface ShownBefore {
  shown: true
}

/**
 * Offers a mandate, which the vendor takes up with number and code. `once` names the page that it was given on: loaded
 * again with what was sent, it gives no second one.
 */
export async function giveMandate(context: Context<Client>, typed: TypedMandate): Promise<GivenCode | PutBack>
export async function giveMandate(
  context: Context<Client>,
  typed: TypedMandate,
  once: string | null,
): Promise<GivenCode | PutBack | ShownBefore>
export async function giveMandate(
  { db, actor, now }: Context<Client>,
  typed: TypedMandate,
  once: string | null = null,
): Promise<GivenCode | PutBack | ShownBefore> {
  const read = readMandate(typed, now)
  if ('problems' in read) return read
  await countGiven(db, actor, now)
  const code = newCallCode()
  const codeHash = await hashSecret(code)
  const codeExpiresAt = new Date(Math.min(now.getTime() + codeHoldsFor, read.validUntil.getTime()))
  const of = {
    clientId: actor.kind === 'member' ? actor.organisationId : null,
    reportId: 'reportId' in actor ? actor.reportId : null,
  }
  return db.transaction(async (tx) => {
    const id = once === null ? newId() : idOnce(tx, `mandate ${JSON.stringify([of, once, typed])}`)
    if (once !== null && (await givenBefore(tx, id))) return { shown: true }
    const number = await insertMandate(tx, { id, ...of, ...read, codeHash, codeExpiresAt, now })
    await recordMandate(tx, { id, ...of }, 'mandate.given', now, {
      acts: read.acts.join(' '),
      whole: read.sections === null,
    })
    return { id, number, code, expiresAt: codeExpiresAt }
  })
}

/** Whoever holds a report by its secret is counted by it; an organisation by itself, whichever of its reports it is about. */
const countGiven = (db: Context['db'], actor: Client, now: Date): Promise<void> =>
  actor.kind === 'member'
    ? countDoing({ db, now }, 'mandate of an organisation', actor.organisationId)
    : countDoing({ db, now }, 'mandate of a report', actor.reportId)

interface PutBack {
  problems: MandateProblem[]
}

async function givenBefore(tx: Tx, id: string): Promise<boolean> {
  await inTurn(tx, `mandate ${id}`)
  return (await findMandate(tx, id)) !== null
}

/**
 * A new code for an offer that nobody took up; it takes the place of the earlier one, which `mark` names: a page that is
 * loaded again names one that is gone.
 */
export async function giveMandateCode(context: Context<Client>, id: string): Promise<GivenCode>
export async function giveMandateCode(
  context: Context<Client>,
  id: string,
  mark: string,
): Promise<GivenCode | ShownBefore>
export async function giveMandateCode(
  { db, actor, now }: Context<Client>,
  id: string,
  mark: string | null = null,
): Promise<GivenCode | ShownBefore> {
  await countGiven(db, actor, now)
  const code = newCallCode()
  const hash = await hashSecret(code)
  return db.transaction(async (tx) => {
    if (mark !== null) await inTurn(tx, `mandate ${id}`)
    const mandate = await getMandate(tx, actor, id)
    if (mark !== null && mark !== mandate.codeMark) return { shown: true }
    const latest = mandate.validUntil?.getTime() ?? Infinity
    const expiresAt = new Date(Math.min(now.getTime() + codeHoldsFor, latest))
    if (!(await setMandateCode(tx, id, hash, expiresAt))) throw new Refusal('conflict')
    await recordMandate(tx, mandate, 'mandate.code-given', now)
    return { id, number: mandate.number, code, expiresAt }
  })
}

/** Ends it at once: what the vendor sees, what it may do, and a sending that waits. */
export async function revokeMandate({ db, actor, now }: Context<Client>, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const mandate = await holdMandate(tx, actor, id)
    if (!(await markRevoked(tx, id, now))) return
    await stopSendingsUnder(tx, id, now)
    await recordMandate(tx, mandate, 'mandate.revoked', now)
    await tellVendor(tx, mandate, 'revoked')
  })
}

export async function tellVendor(tx: Tx, { id, vendorId: organisationId }: Mandate, what: string): Promise<void> {
  if (!organisationId) return
  await queueNotice(tx, {
    to: { organisationId, roles: ['administrator', 'editor'] },
    event: 'mandate',
    key: `${id} ${what}`,
  })
}

/** Whether the client looks at each sending before it goes. */
export async function setApproves({ db, actor, now }: Context<Client>, id: string, approves: boolean): Promise<void> {
  await db.transaction(async (tx) => {
    const mandate = await holdMandate(tx, actor, id)
    if (!(await markApproves(tx, id, approves))) return
    await recordMandate(tx, mandate, 'mandate.changed', now, { approves })
    await tellVendor(tx, mandate, `approves ${now.toISOString()}`)
  })
}

/** One for all reports is the organisation's: whoever holds one report alone changes nothing about it. */
export async function getMandate(tx: Tx, actor: Client, id: string): Promise<Mandate> {
  const mandate = isId(id) ? await findMandate(tx, id) : null
  if (!mandate) throw new Refusal('notFound')
  if (mandate.reportId === null && 'reportId' in actor) throw new Refusal('forbidden')
  return mandate
}

/**
 * The same for whoever changes it: what is read stays so until the transaction ends. A vendor may take it up in the same moment,
 * and for which report it is decides under whose key its words, the vendor's name and its evidence lie.
 */
export async function holdMandate(tx: Tx, actor: Client, id: string): Promise<Mandate> {
  if (isId(id)) await lockMandate(tx, id)
  return getMandate(tx, actor, id)
}

const isId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

/** In the chain of its report, or of the organisation whose reports it is about. */
export async function recordMandate(
  tx: Tx,
  { id, reportId, clientId }: Pick<Mandate, 'id' | 'reportId' | 'clientId'>,
  did: string,
  now: Date,
  details: AuditDetails = {},
): Promise<void> {
  const chain = reportId ?? clientId
  if (chain) await recordAudit(tx, { reportId: chain, did, details: { mandate: id, ...details }, now })
}
