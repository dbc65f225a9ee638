import { Refusal } from '#app/http/refusal.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { findIntake, listIntakes, setCode, type IntakeLine } from '#db/case-files/intakes.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { hashSecret, newCallCode, normaliseReference } from '#db/sealing/secrets.server.ts'

import { mayIntake } from './may-intake.ts'

const codeHoldsFor = 7 * 24 * 3_600_000 // ms: long enough for a letter

/** What this body has typed for others, newest first. */
export async function readIntakes({ db, actor }: Context<Officer>): Promise<IntakeLine[]> {
  if (!mayIntake(actor)) throw new Refusal('forbidden')
  return db.transaction((tx) => listIntakes(tx))
}

export async function getIntake({ db, actor }: Context<Officer>, typed: string): Promise<IntakeLine> {
  const reference = mayIntake(actor) ? normaliseReference(typed) : null
  const found = reference ? await db.transaction((tx) => findIntake(tx, reference)) : null
  if (!found) throw new Refusal('notFound')
  return found
}

/** An officer goes on typing. Once the report is the caller's, nobody at the desk gets in. */
export async function continueIntake(context: Context<Officer>, typed: string): Promise<IntakeLine> {
  const intake = await getIntake(context, typed)
  if (intake.takenOverAt) throw new Refusal('conflict')
  const { reportId } = intake
  await context.db.transaction((tx) => recordAudit(tx, { reportId, did: 'intake.continued', now: context.now }))
  return intake
}

/** A code for the caller, shown this once: only its slow hash is kept. It takes the place of an earlier one. */
export async function giveCode(context: Context<Officer>, typed: string): Promise<{ code: string; expiresAt: Date }> {
  const { reportId, takenOverAt } = await getIntake(context, typed)
  const { db, now } = context
  const code = newCallCode()
  const hash = await hashSecret(code)
  const expiresAt = new Date(now.getTime() + codeHoldsFor)
  const given = await db.transaction(async (tx) => {
    if (takenOverAt || !(await setCode(tx, reportId, hash, expiresAt))) return false
    await recordAudit(tx, { reportId, did: 'intake.code-given', now })
    return true
  })
  if (!given) throw new Refusal('conflict')
  return { code, expiresAt }
}
