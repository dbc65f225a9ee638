import { Refusal } from '#app/http/refusal.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { insertIntake } from '#db/case-files/intakes.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { startReport } from '#db/reports/reports.server.ts'
import { nobodysHash } from '#db/sealing/nobodys-hash.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { currentEdition } from '#forms/edition.ts'

import { mayIntake } from './may-intake.ts'
import { readIntake, type IntakeProblem, type TypedIntake } from './typed-intake.ts'

/**
 * Opens a report for somebody who called, wrote or came by. Its secret is shown to nobody: the officer types in a session
 * of the desk, and the caller gets a secret of their own with a code.
 */
export async function startIntake(
  { db, actor, now }: Context<Officer>,
  typed: TypedIntake,
): Promise<{ id: string; reference: string } | { problems: IntakeProblem[] }> {
  if (!mayIntake(actor)) throw new Refusal('forbidden')
  const read = readIntake(typed, now)
  if ('problems' in read) return read

  const { language, ...intake } = read
  const [id, secretHash] = [newId(), await nobodysHash]
  const reference = await db.as({ kind: 'anyone' }).transaction(async (tx) => {
    const begun = await startReport(tx, { id, secretHash, language, edition: currentEdition.id, now })
    await insertIntake(tx, actor, { reportId: id, reference: begun.reference, ...intake, now })
    await recordAudit(tx, { reportId: id, did: 'intake.started', details: { channel: intake.channel }, now })
    return begun.reference
  })
  return { id, reference }
}
