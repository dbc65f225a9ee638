/** A submission as its statement takes it: lists of rows as JSON, and all sealed values in one piece. */
import type { ActingDb } from './context.ts'
import { deliveryPlace, headingPlace, revisionPlace } from './places.ts'
import { newId } from './secrets.server.ts'
import type { Submission } from './submissions.server.ts'

/** Sealed values travel in one piece; each row says where its own begins. */
export function rowsOf(submission: Submission, keys: Awaited<ReturnType<ActingDb['keysOf']>>) {
  const { reportId, answers, choices } = submission
  const number = submission.expectRevision + 1
  const pieces: Buffer[] = []
  let end = 1 // substring() counts from one
  const add = (sealed: Buffer) => {
    pieces.push(sealed)
    end += sealed.length
    return { at: end - sealed.length, length: sealed.length }
  }
  const revision = add(keys.report.seal(revisionPlace(reportId, number), { answers, choices }))
  const caseFiles = submission.caseFiles.map(({ heading, ...file }) => {
    const key = keys.of.get(file.recipient)
    if (!key) throw new Error(`no key of ${file.recipient}`)
    return { ...file, id: newId(), ...add(key.seal(headingPlace(reportId, file.recipient), heading)) }
  })
  const deliveries = submission.deliveries.map(({ recipient, projection, changes, cover, digest }) => {
    const content = cover ? { projection, changes, cover } : { projection, changes }
    const sealed = keys.report.seal(deliveryPlace(reportId, recipient, number), content)
    return { id: newId(), recipient, digest: Buffer.from(digest).toString('hex'), ...add(sealed) }
  })
  return {
    number,
    revisionLength: revision.length,
    caseFiles: JSON.stringify(caseFiles),
    deliveries: JSON.stringify(deliveries),
    clocks: JSON.stringify(submission.clocks),
    audit: JSON.stringify({
      phase: submission.phase,
      recipients: deliveries.map(({ recipient }) => recipient).join(' '),
    }),
    sealed: Buffer.concat(pieces),
  }
}
