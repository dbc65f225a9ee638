import { contextOf, visitContext } from '#app/context.ts'
import { speakAsReport } from '#app/http/keep-language.server.ts'
import { judged } from '#app/http/judge.server.ts'
import { networkOf } from '#app/http/network.ts'
import { signInHolder, type DoorArgs } from '#app/http/session.server.ts'
import { leaveSecret } from '#app/reports/keep-codes.server.ts'
import { findIntakeDoor, recordWrongCode, takeOver } from '#db/case-files/intakes.server.ts'
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

  const secret = newSecret()
  const taken = await judged(args, keys, async () => {
    const door = reference ? await db.transaction((tx) => findIntakeDoor(tx, reference, now)) : null
    const fits = await verifySecret(code ?? '', door?.codeHash ?? (await nobodysHash))
    const secretHash = await hashSecret(secret)
    const isTaken =
      door && reference && code && fits && (await db.transaction((tx) => takeOver(tx, { ...door, secretHash, now })))
    if (isTaken) return { reportId: door.reportId, reference }
    if (reference) await db.transaction((tx) => recordWrongCode(tx, reference))
    return null
  })
  if (taken.state !== 'right') return taken
  const { reference: own } = taken.value
  await signInHolder(args, taken.value)
  await speakAsReport(args, taken.value.reportId)
  leaveSecret(args, own, secret, 'everywhere')
  return { state: 'taken', reference: own }
}
