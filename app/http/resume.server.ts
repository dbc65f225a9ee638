import { contextOf, visitContext } from '#app/context.ts'
import { findReportDoor } from '#db/reports/reports.server.ts'
import { nobodysHash } from '#db/sealing/nobodys-hash.server.ts'
import { normaliseReference, normaliseSecret, verifySecret } from '#db/sealing/secrets.server.ts'

import { speakAsReport } from './keep-language.server.ts'
import { judged } from './judge.server.ts'
import { networkOf } from './network.ts'
import { signInHolder, type DoorArgs } from './session.server.ts'

type Opened = { state: 'open'; reference: string } | { state: 'wrong' } | { state: 'throttled'; retryAfter: number }

/**
 * Opens a report for whoever has its reference and secret. Wrong guesses are counted per reference and per address;
 * unknown reference and wrong secret get the same answer after the same work.
 */
export async function openReport(args: DoorArgs, typed: { reference: string; secret: string }): Promise<Opened> {
  const { address } = args.context.get(visitContext)
  const { db } = contextOf(args.context, { kind: 'anyone' })
  const reference = normaliseReference(typed.reference)
  const secret = normaliseSecret(typed.secret)
  const keys = [`address:${networkOf(address)}`, ...(reference ? [`reference:${reference}`] : [])]

  const opened = await judged(args, keys, async () => {
    const door = reference ? await db.transaction((tx) => findReportDoor(tx, reference)) : null
    const fits = await verifySecret(secret ?? '', door?.secretHash ?? (await nobodysHash))
    return door && reference && secret && fits ? { reportId: door.id, reference } : null
  })
  if (opened.state !== 'right') return opened
  await signInHolder(args, opened.value)
  await speakAsReport(args, opened.value.reportId)
  return { state: 'open', reference: opened.value.reference }
}
