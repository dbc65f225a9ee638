/** A submission as its statements take it: rows as JSON, and all sealed values in one piece. */
import type { ActingDb } from '#db/context.ts'
import { deliveryPlace, headingPlace, revisionPlace } from '#db/places.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { Submission, SubmittedCaseFile } from './submissions.server.ts'

/** A case file that is told of. */
export interface Reached {
  id: string
  recipient: string
  prefecture: string | null
}

/** Where a row's sealed value begins in the piece, which is counted from 1, and how many bytes it has. */
interface Placed {
  at: number
  length: number
}

export type CaseFileRow = Reached & Omit<SubmittedCaseFile, 'heading'> & Placed

export interface DeliveryRow extends Placed {
  id: string
  recipient: string
  /** In hexadecimal. */
  digest: string
}

export interface SubmissionRows {
  reportId: string
  number: number
  now: Date
  phase: string
  edition: string
  rulebook: string
  key: string
  /** In hexadecimal. */
  payload: string
  /** Of the sealed revision, which begins at 1. */
  length: number
  audit: string
  caseFiles: readonly CaseFileRow[]
  deliveries: readonly DeliveryRow[]
  clocks: Submission['clocks']
  consents: Submission['consents']
}

/** Decided and sealed: what is left is to write it. Sealed values travel in one piece, and rows say where theirs begins. */
export interface Ready {
  rows: SubmissionRows
  sealed: readonly Buffer[]
}

export function rowsOf(submission: Submission, keys: Awaited<ReturnType<ActingDb['keysOf']>>): Ready {
  const { reportId, answers, choices, now, phase, edition, rulebook, clocks, consents } = submission
  const number = submission.expectRevision + 1
  const sealed: Buffer[] = []
  let end = 1 // substring() counts from one
  const add = (piece: Buffer) => {
    sealed.push(piece)
    end += piece.length
    return { at: end - piece.length, length: piece.length }
  }
  const { length } = add(keys.report.seal(revisionPlace(reportId, number), { answers, choices }))
  const caseFiles = submission.caseFiles.map(({ heading, ...file }) => {
    const key = keys.of.get(file.recipient)
    if (!key) throw new Error(`no key of ${file.recipient}`)
    return { ...file, id: newId(), ...add(key.seal(headingPlace(reportId, file.recipient), heading)) }
  })
  const deliveries = submission.deliveries.map(({ recipient, projection, changes, cover, digest }) => {
    const beside = JSON.stringify(cover ? { changes, cover } : { changes })
    const place = deliveryPlace(reportId, recipient, number)
    const piece = keys.report.sealJson(place, beside.slice(0, -1), ',"projection":', projection, '}') // which is JSON already
    return { id: newId(), recipient, digest: hex(digest), ...add(piece) }
  })
  const head = { reportId, number, now, phase, edition, rulebook, key: submission.idempotencyKey }
  const audit = JSON.stringify({ phase, recipients: deliveries.map(({ recipient }) => recipient).join(' ') })
  const rows = {
    ...head,
    payload: hex(submission.payloadDigest),
    length,
    audit,
    caseFiles,
    deliveries,
    clocks,
    consents,
  }
  return { rows, sealed }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
