/** Is a copy what was sent? Anybody can write a digest on anything: only the one that is made of the copy itself can say so. */
import type { Anyone, Context } from '#db/context.ts'
import { verifyDigest, type Sending } from '#db/submissions/deliveries.server.ts'
import { canonicalJson } from '#forms/projection.ts'
import { z } from 'zod'

import { sha256 } from './decide-submission.ts'
import { documentLimit, jsonIn } from './take-document.server.ts'
import { sentText } from './whole-submission.ts'

export type CopyVerdict =
  | { state: 'same'; found: Sending }
  /** What it says that it is was sent, and it is something else. */
  | { state: 'altered'; found: Sending }
  | { state: 'missing' | 'unreadable' }

/** As `/reports/<reference>/deliveries/<id>.json` has it, and the recipients' own copies. */
const copyOfSending = z.object({
  sending: z.looseObject({ digest: z.hex().length(64) }),
  projection: z.looseObject({}),
  cover: z.looseObject({}).optional(),
})

/** Nothing of the file is kept. */
export async function verifyCopy({ db }: Context<Anyone>, file: unknown): Promise<CopyVerdict> {
  const digests = await digestsOf(file)
  if (!digests) return { state: 'unreadable' }
  return db.transaction(async (tx): Promise<CopyVerdict> => {
    const same = await verifyDigest(tx, digests.made)
    if (same) return { state: 'same', found: same }
    const named = await verifyDigest(tx, digests.written)
    return named ? { state: 'altered', found: named } : { state: 'missing' }
  })
}

async function digestsOf(file: unknown): Promise<{ made: Buffer; written: Buffer } | null> {
  if (!(file instanceof File) || file.size > documentLimit) return null
  const copy = copyOfSending.safeParse(jsonIn(await file.text()))
  if (!copy.success) return null
  const { sending, projection, cover } = copy.data
  try {
    const made = sha256(sentText(canonicalJson(projection), cover))
    return { made, written: Buffer.from(sending.digest, 'hex') }
  } catch (error) {
    if (error instanceof RangeError) return null // nested deeper than anything that was sent
    throw error
  }
}
