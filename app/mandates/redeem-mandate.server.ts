import { contextOf, visitContext } from '#app/context.ts'
import { judged } from '#app/http/judge.server.ts'
import { networkOf } from '#app/http/network.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Member, Tx, Vendor } from '#db/context.ts'
import {
  findMandate,
  findMandateDoor,
  insertMandateVendor,
  recordWrongMandateCode,
  redeemMandate,
  type Mandate,
} from '#db/mandates/mandates.server.ts'
import { nobodysHash } from '#db/sealing/nobodys-hash.server.ts'
import { normaliseCallCode, normaliseReference, verifySecret } from '#db/sealing/secrets.server.ts'
import { setClientLabel } from '#db/vendors/vendor-clients.server.ts'

type Redeemed = { state: 'taken'; id: string } | { state: 'wrong' } | { state: 'throttled'; retryAfter: number }

/**
 * Takes up a mandate for the vendor. Wrong codes are counted per number, per account and per address; unknown, expired,
 * used up and wrong get the same answer after the same work.
 */
export async function redeemAt(
  args: DoorArgs,
  context: Context<Member>,
  typed: { number: string; code: string; label: string; vendorName: string },
): Promise<Redeemed> {
  const { address, now } = args.context.get(visitContext)
  const anyone = contextOf(args.context, { kind: 'anyone' }).db
  const number = normaliseReference(typed.number)
  const code = normaliseCallCode(typed.code)
  const { accountId } = context.actor
  const keys = [`address:${networkOf(address)}`, `mandates:${accountId}`, ...(number ? [`mandate:${number}`] : [])]

  const taken = await judged(args, keys, async () => {
    const door = number ? await anyone.transaction((tx) => findMandateDoor(tx, number, now)) : null
    const fits = await verifySecret(code ?? '', door?.codeHash ?? (await nobodysHash))
    const id = door && code && fits ? await takeUp(context, door, typed) : null
    if (id === null && number) await anyone.transaction((tx) => recordWrongMandateCode(tx, number))
    return id
  })
  return taken.state === 'right' ? { state: 'taken', id: taken.value } : taken
}

/** As the vendor, which from here on holds it. Null when somebody else was first, or it is the client's own organisation. */
export async function takeUp(
  { db, actor, now }: Context<Member>,
  door: { id: string; codeHash: string },
  { label, vendorName }: { label: string; vendorName: string },
): Promise<string | null> {
  const { accountId, organisationId } = actor
  const vendor: Vendor = { kind: 'vendor', accountId, organisationId, mandateIds: [door.id] }
  return db.as(vendor).transaction(async (tx) => {
    if (!(await redeemMandate(tx, door, now))) return null
    const mandate = await findMandate(tx, door.id)
    if (!mandate) return null
    await insertMandateVendor(tx, mandate, vendorName)
    await setClientLabel(tx, { mandateId: door.id, vendorId: organisationId, label })
    const chain = mandate.reportId ?? mandate.clientId
    if (chain) await recordAudit(tx, { reportId: chain, did: 'mandate.redeemed', details: { mandate: door.id }, now })
    await tellClient(tx, mandate)
    return door.id
  })
}

/** Whoever gave it hears that it was taken up: with an organisation its administrators, else where the report is told. */
async function tellClient(tx: Tx, { id: key, clientId: organisationId, reportId }: Mandate): Promise<void> {
  const roles = ['administrator'] as const
  if (organisationId) await queueNotice(tx, { to: { organisationId, roles }, event: 'mandate', key })
  else if (reportId) await queueNotice(tx, { to: { reportId }, event: 'mandate', key })
}
