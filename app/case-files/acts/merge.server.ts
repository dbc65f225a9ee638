import { searchTexts } from '#app/case-files/search/search-text.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseFile } from '#db/case-files/case-files.server.ts'
import { endMerge, findMerge, insertMerge, listMerged, lockCaseFiles } from '#db/case-files/merges.server.ts'
import type { Context, Officer, Tx } from '#db/context.ts'
import { phrasesOf } from '#db/queue/search-words.ts'
import { searchQueue } from '#db/queue/search.server.ts'
import { normaliseReference } from '#db/sealing/secrets.server.ts'

import { problemsOfText, type ActProblem, type ActResult } from './act.ts'

export interface MergeWish {
  /** The id of a case file that the page offered, or the reference that somebody typed. */
  master: string
  reason: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Makes this case part of another one of the same body. It leaves the queue, and what still comes for it shows on the
 * other. Neither reporter learns of it.
 */
export async function mergeCase({ db, now }: Context<Officer>, id: string, wish: MergeWish): Promise<ActResult> {
  const { reason } = wish
  const problems = problemsOfReason(reason)
  if (wish.master === '') problems.unshift({ field: 'master', code: 'masterMissing' })
  if (problems.length > 0) return { problems }

  return db.transaction(async (tx) => {
    const { reportId } = await getCaseFile(tx, id)
    const masterId = await masterOf(tx, wish.master)
    const found = masterId === null ? null : await whyNot(tx, id, masterId)
    if (masterId === null || found) return { problems: [found ?? { field: 'master', code: 'masterUnknown' }] }

    const master = await getCaseFile(tx, masterId)
    await insertMerge(tx, { caseFileId: id, masterId, reason, now })
    await recordAudit(tx, { reportId, did: 'case.merged', subject: id, details: { master: masterId }, now })
    const details = { merged: id }
    await recordAudit(tx, { reportId: master.reportId, did: 'case.took-in', subject: masterId, details, now })
    return { done: 'merged' }
  })
}

const problemsOfReason = (reason: string): ActProblem[] => problemsOfText('reason', reason, 'why')

/** A reference is found like any other word, among what this officer may see. */
async function masterOf(tx: Tx, typed: string): Promise<string | null> {
  if (uuid.test(typed)) return typed
  const wanted = normaliseReference(typed)
  const phrases = wanted && phrasesOf(wanted)
  if (!phrases) return null
  const { lines } = await searchQueue(tx, { phrases, filters: {}, limit: 5, textsOf: searchTexts })
  return lines.find(({ reference }) => reference === wanted)?.id ?? null
}

/** Both are held first, so that two officers cannot merge two cases into each other. One step only: no chains. */
async function whyNot(tx: Tx, id: string, masterId: string): Promise<ActProblem | null> {
  const field = 'master'
  if (id === masterId) return { field, code: 'masterItself' }
  const held = await lockCaseFiles(tx, [id, masterId])
  const [file, master] = [id, masterId].map((one) => held.find((found) => found.id === one))
  if (!file || !master) return { field, code: 'masterUnknown' }
  if (file.masterId) return { field, code: 'alreadyMerged' }
  if (master.masterId) return { field, code: 'masterMerged' }
  const own = await listMerged(tx, id)
  return own.length > 0 ? { field, code: 'hasMerged' } : null
}

/** Makes it a case of its own again: it comes back into the queue as it is by now. */
export async function unmergeCase({ db, now }: Context<Officer>, id: string, reason: string): Promise<ActResult> {
  const problems = problemsOfReason(reason)
  if (problems.length > 0) return { problems }

  return db.transaction(async (tx) => {
    const { reportId } = await getCaseFile(tx, id)
    const merge = await findMerge(tx, id)
    if (!merge || !(await endMerge(tx, merge.id, reason, now))) {
      return { problems: [{ field: 'reason', code: 'notMerged' }] }
    }
    const master = await getCaseFile(tx, merge.masterId)
    const details = { master: master.id }
    await recordAudit(tx, { reportId, did: 'case.unmerged', subject: id, details, now })
    await recordAudit(tx, {
      reportId: master.reportId,
      did: 'case.let-go',
      subject: master.id,
      details: { merged: id },
      now,
    })
    return { done: 'unmerged' }
  })
}
