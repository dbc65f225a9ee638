import { Refusal } from '#app/http/refusal.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit, type AuditDetails } from '#db/audit/audit.server.ts'
import type { Context, Filer, Member, Tx } from '#db/context.ts'
import {
  findMandate,
  insertMandate,
  markApproves,
  markRevoked,
  setMandateCode,
  type Mandate,
} from '#db/mandates/mandates.server.ts'
import { stopSendingsUnder } from '#db/mandates/sendings.server.ts'
import { hashSecret, newCallCode, newId, newReference } from '#db/sealing/secrets.server.ts'

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

/** Offers a mandate, which the vendor takes up with number and code. */
export async function giveMandate(
  { db, actor, now }: Context<Client>,
  typed: TypedMandate,
): Promise<GivenCode | { problems: MandateProblem[] }> {
  const read = readMandate(typed, now)
  if ('problems' in read) return read
  const [id, number, code] = [newId(), newReference(), newCallCode()]
  const codeHash = await hashSecret(code)
  const codeExpiresAt = new Date(Math.min(now.getTime() + codeHoldsFor, read.validUntil.getTime()))
  const of = {
    clientId: actor.kind === 'member' ? actor.organisationId : null,
    reportId: 'reportId' in actor ? actor.reportId : null,
  }
  await db.transaction(async (tx) => {
    await insertMandate(tx, { id, number, ...of, ...read, codeHash, codeExpiresAt, now })
    await recordMandate(tx, { id, ...of }, 'mandate.given', now, {
      acts: read.acts.join(' '),
      whole: read.sections === null,
    })
  })
  return { id, number, code, expiresAt: codeExpiresAt }
}

/** A new code for an offer that nobody took up; it takes the place of the earlier one. */
export async function giveMandateCode({ db, actor, now }: Context<Client>, id: string): Promise<GivenCode> {
  const code = newCallCode()
  const hash = await hashSecret(code)
  return db.transaction(async (tx) => {
    const mandate = await getMandate(tx, actor, id)
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
    const mandate = await getMandate(tx, actor, id)
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
    const mandate = await getMandate(tx, actor, id)
    if (!(await markApproves(tx, id, approves))) return
    await recordMandate(tx, mandate, 'mandate.changed', now, { approves })
    await tellVendor(tx, mandate, `approves ${now.toISOString()}`)
  })
}

/** One for all reports is the organisation's: whoever holds one report alone changes nothing about it. */
export async function getMandate(tx: Tx, actor: Client, id: string): Promise<Mandate> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  const mandate = isId ? await findMandate(tx, id) : null
  if (!mandate) throw new Refusal('notFound')
  if (mandate.reportId === null && 'reportId' in actor) throw new Refusal('forbidden')
  return mandate
}

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
