import { isAdministrator } from '#app/case-files/acts/administrator.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import {
  escalatorFor,
  fireRule,
  listRunningRules,
  type Fired,
  type RunningRule,
} from '#db/case-files/escalations.server.ts'
import type { Context, Tx, Worker } from '#db/context.ts'
import { listOfficers, type OfficerLine } from '#db/people/people.server.ts'

/**
 * Asks every body's rules what must not lie any longer, one by one. Marked, audited and queued together, so that nothing is
 * told twice. Who is told gets one notice for all that came up at once, and it says no more than that there is something.
 */
export async function escalate({ db, now }: Context<Worker>): Promise<void> {
  const rules = await db.transaction(listRunningRules)
  if (rules.length === 0) return
  const officers = await db.transaction(listOfficers)
  for (const rule of rules) {
    const own = officers.filter((officer) => officer.recipient === rule.recipient)
    await db.as(escalatorFor(rule.recipient)).transaction(async (tx) => {
      const fired = await fireRule(tx, rule, now)
      for (const one of fired) await record(tx, rule, one, now)
      await notify(tx, { rule, fired, own, now })
    })
  }
}

function record(tx: Tx, rule: RunningRule, { caseFileId, reportId }: Fired, now: Date): Promise<void> {
  const { id, condition, threshold } = rule
  const details = { rule: id, condition, threshold }
  return recordAudit(tx, { reportId, did: 'case.escalated', subject: caseFileId, details, now })
}

interface Telling {
  rule: RunningRule
  fired: readonly Fired[]
  own: readonly OfficerLine[]
  now: Date
}

async function notify(tx: Tx, { rule, fired, own, now }: Telling): Promise<void> {
  const key = `${rule.recipient} ${now.toISOString()}`
  const officers = new Set(fired.flatMap((one) => whomToTell({ ...one, tells: rule.tells }, own)))
  if (officers.size > 0) await queueNotice(tx, { to: { officers: [...officers] }, event: 'escalation', key })
}

/**
 * The deputy or the team if the case has one, else the administrators, else everybody who may see it: a rule that
 * told nobody would be worse than none.
 */
export function whomToTell(
  { tells, deputyId, teamMembers, prefecture }: Pick<RunningRule, 'tells'> & Omit<Fired, 'caseFileId' | 'reportId'>,
  own: readonly OfficerLine[],
): string[] {
  const seeing = own.filter((officer) => officer.prefecture === null || officer.prefecture === prefecture)
  const wanted: readonly (string | null)[] = tells === 'deputy' ? [deputyId] : tells === 'team' ? teamMembers : []
  const asked = seeing.filter(({ officerId }) => wanted.includes(officerId))
  const administrators = seeing.filter(isAdministrator)
  const told = [asked, administrators, seeing].find((some) => some.length > 0) ?? []
  return told.map(({ officerId }) => officerId)
}
