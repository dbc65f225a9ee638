import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Filer, FilingMember, Tx } from '#db/context.ts'
import {
  decideApproval,
  findOpenApproval,
  holdApproval,
  needsApproval,
  type OpenApproval,
} from '#db/reports/approvals.server.ts'
import type { Report } from '#db/reports/reports.server.ts'
import type { Wish } from '#db/submissions/submissions.server.ts'

/** Somebody whose word counts as a second person's: an approver or an administrator, and no key or mandate. */
export const mayApprove = (actor: Filer): boolean =>
  actor.kind === 'member' && (actor.role === 'approver' || actor.role === 'administrator')

/**
 * Does a sending wait for a second person? Only where the report's organisation wants one; a report of nobody's asks the
 * store nothing. What was asked for by somebody else, for this very draft, an approver may send. `version` null: an answer
 * to a question, or a vendor's sending that the client looks at; there the approver is the second person.
 */
export async function waitsForSecond(
  { db, actor }: Context<Filer>,
  report: Pick<Report, 'id' | 'organisationId'>,
  version: number | null,
): Promise<boolean> {
  if (report.organisationId === null) return false
  return db.transaction(async (tx) => {
    if (!(await needsApproval(tx, report.id))) return false
    if (actor.kind !== 'member' || !mayApprove(actor)) return true
    if (version === null) return false
    const open = await findOpenApproval(tx, report.id)
    return !(open?.stands && open.draftVersion === version && open.askedBy !== actor.accountId)
  })
}

/** What was asked for is sent by somebody else, and not after it was taken back. */
export const givenWish = ({ actor, now }: Pick<Context<FilingMember>, 'actor' | 'now'>, open: OpenApproval): Wish => ({
  hold: (tx) => holdApproval(tx, open.id),
  settle: (tx, revision) => give(tx, { actor, now }, { ...open, revision }),
})

async function give(
  tx: Tx,
  { actor, now }: Pick<Context<FilingMember>, 'actor' | 'now'>,
  { id, askedBy, revision }: OpenApproval & { revision: number },
): Promise<void> {
  const { reportId, accountId: by } = actor
  if (!(await decideApproval(tx, { id, reportId }, { decision: 'sent', by, answer: '', now }))) return
  await recordAudit(tx, { reportId, did: 'approval.given', details: { revision }, now })
  await queueNotice(tx, { to: { accountId: askedBy }, event: 'approval-decided', key: id })
}

/**
 * What was asked for is over when the report goes by another button, too: an approver sends it from the preview, or whoever
 * asked sends it after nobody need look any more. Undefined where nothing was asked that these people could end. Where a second
 * person is wanted it goes by what was asked for alone, and not after that was taken back.
 */
export async function wishBeside(
  { db, actor, now }: Context<Filer>,
  { id: reportId, organisationId }: Pick<Report, 'id' | 'organisationId'>,
  version: number,
): Promise<Wish | undefined> {
  if (actor.kind !== 'member' || organisationId === null) return undefined
  const { open, needed } = await db.transaction(async (tx) => ({
    open: await findOpenApproval(tx, reportId),
    needed: await needsApproval(tx, reportId),
  }))
  const by = actor.accountId
  if (open && open.askedBy !== by && mayApprove(actor) && open.draftVersion === version) {
    const given = givenWish({ actor: { ...actor, reportId }, now }, open)
    return needed ? given : { ...given, hold: whenever }
  }
  if (needed) return { hold: never, settle: async () => {} }
  if (open?.askedBy !== by) return undefined
  const { id } = open
  const taken = { decision: 'withdrawn', by, answer: '', now } as const
  return { hold: whenever, settle: async (tx) => void (await decideApproval(tx, { id, reportId }, taken)) }
}

const whenever = () => Promise.resolve(true)
const never = () => Promise.resolve(false)
