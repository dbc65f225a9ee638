import { limits } from '#app/case-files/acts/act.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import {
  claimMany,
  insertBulkAct,
  labelMany,
  listCaseRefs,
  markUndone,
  takeBack,
} from '#db/case-files/bulk-acts.server.ts'
import type { Context, Officer } from '#db/context.ts'

/** What can be done to many at once: only what can be taken back. The reporter is told of neither. */
export type BulkWish = { act: 'claim' } | { act: 'label'; label: string }

export const bulkLimit = 50
const undoFor = 10 * 60_000 // ms
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Does it to those of the case files that it changes; each of them has a line in its audit. Returns a key of words. */
export async function actOnMany(
  { db, now }: Context<Officer>,
  chosen: readonly string[],
  wish: BulkWish,
): Promise<string> {
  const ids = [...new Set(chosen)].filter((id) => uuid.test(id)).slice(0, bulkLimit)
  if (ids.length === 0) return 'bulkNone'
  if (wish.act === 'label' && !isLabel(wish.label)) return 'bulkLabelWrong'
  return db.transaction(async (tx) => {
    const changed =
      wish.act === 'claim' ? await claimMany(tx, ids, now) : await labelMany(tx, ids, wish.label, limits.labels, now)
    if (changed.length === 0) return `bulkNothing.${wish.act}`
    const label = wish.act === 'label' ? wish.label : null
    const bulk = await insertBulkAct(tx, { act: wish.act, label, caseFileIds: changed }, now)
    const did = wish.act === 'claim' ? 'case.claimed' : 'case.labelled'
    for (const { id, reportId } of await listCaseRefs(tx, changed)) {
      await recordAudit(tx, { reportId, did, subject: id, details: { bulk }, now })
    }
    return changed.length < ids.length ? `bulkSome.${wish.act}` : 'bulkDone'
  })
}

const isLabel = (label: string) => label !== '' && [...label].length <= limits.label

/** Since when something must have been done to many that is still offered to be taken back. */
export const undoableSince = (now: Date): Date => new Date(now.getTime() - undoFor)

/** Takes it back, all of it in one transaction; what a colleague changed since stays as the colleague left it. */
export async function undoBulkAct({ db, now }: Context<Officer>, id: string): Promise<string> {
  if (!uuid.test(id)) return 'undoneNothing'
  return db.transaction(async (tx) => {
    const act = await markUndone(tx, id, now)
    const undone = act ? await takeBack(tx, act) : []
    if (!act || undone.length === 0) return 'undoneNothing'
    const did = act.act === 'claim' ? 'case.released' : 'case.unlabelled'
    for (const file of await listCaseRefs(tx, undone)) {
      await recordAudit(tx, { reportId: file.reportId, did, subject: file.id, details: { bulk: id }, now })
    }
    return 'undone'
  })
}
