import { contextOf, visitContext } from '#app/context.ts'
import { networkOf } from '#app/http/network.ts'
import { signInHolder, type DoorArgs } from '#app/http/session.server.ts'
import { leaveSecret } from '#app/reports/keep-codes.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { findIntakeDoor, recordWrongCode, takeOver } from '#db/case-files/intakes.server.ts'
import { clearFailures, findBlock, recordFailure } from '#db/people/attempts.server.ts'
import { nobodysHash } from '#db/sealing/nobodys-hash.server.ts'
import {
  hashSecret,
  newSecret,
  normaliseCallCode,
  normaliseReference,
  verifySecret,
} from '#db/sealing/secrets.server.ts'

type TakenOver = { state: 'taken'; reference: string } | { state: 'wrong' } | { state: 'throttled'; retryAfter: number }

/**
 * Makes a report that an officer typed the caller's own: with a new secret, and no way in for the officer. Wrong codes
 * are counted per report and per address; unknown, expired, used up and wrong get the same answer after the same work.
 */
export async function takeOverReport(args: DoorArgs, typed: { reference: string; code: string }): Promise<TakenOver> {
  const { address, now } = args.context.get(visitContext)
  const { db } = contextOf(args.context, { kind: 'anyone' })
  const reference = normaliseReference(typed.reference)
  const code = normaliseCallCode(typed.code)
  const keys = [`address:${networkOf(address)}`, ...(reference ? [`takeover:${reference}`] : [])]

  const blocked = await db.transaction((tx) => findBlock(tx, keys, now))
  if (blocked) return { state: 'throttled', retryAfter: Math.ceil((blocked.getTime() - now.getTime()) / 1_000) }

  const door = reference ? await db.transaction((tx) => findIntakeDoor(tx, reference, now)) : null
  const fits = await verifySecret(code ?? '', door?.codeHash ?? (await nobodysHash))
  const secret = newSecret()
  const secretHash = await hashSecret(secret)
  const taken =
    door && reference && code && fits && (await db.transaction((tx) => takeOver(tx, { ...door, secretHash, now })))
  if (!taken) {
    await db.transaction(async (tx) => {
      await recordFailure(tx, keys, now)
      if (reference) await recordWrongCode(tx, reference)
    })
    return { state: 'wrong' }
  }
  const { reportId } = door
  await db.transaction((tx) => clearFailures(tx, keys))
  await db
    .as({ kind: 'holder', reportId })
    .transaction((tx) => recordAudit(tx, { reportId, did: 'intake.taken-over', now }))
  await signInHolder(args, { reportId, reference })
  leaveSecret(args, reference, secret, 'everywhere')
  return { state: 'taken', reference }
}
