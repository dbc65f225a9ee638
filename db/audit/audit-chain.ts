/** The audit chain, computed apart from the database: its functions could be changed by whoever changes its rows. */
import { createHash } from 'node:crypto'

export interface ChainLine {
  reportId: string
  sequence: number
  /** As hashed: UTC with microseconds. */
  at: string
  did: string
  actorKind: string
  actorId: string | null
  recipient: string | null
  subject: string | null
  details: string | null
  previous: Buffer
  hash: Buffer
}

export interface Head {
  sequence: number
  hash: string
}

/** The first line of a report's chain that is not as it was written. */
export interface BrokenLink {
  reportId: string
  sequence: number
  why: 'changed' | 'missing' | 'not chained' | 'not the recorded end' | 'not as signed'
}

export const genesisOf = (reportId: string): Buffer => sha256(Buffer.from(`madoguchi audit ${reportId}`))

/** docs/decisions/005 describes the format; migrations/006-audit.sql computes the same. */
export function hashOf(previous: Buffer, line: ChainLine): Buffer {
  const { reportId, sequence, at, did, actorKind, actorId, recipient, subject, details } = line
  const fields = [reportId, sequence, at, did, actorKind, actorId ?? '', recipient ?? '', subject ?? '', details ?? '']
  return sha256(Buffer.concat([previous, Buffer.from(fields.join('\n'))]))
}

/** Checks the lines of one report in order, and that they end where the head says. */
export function brokenLinkOf(reportId: string, lines: readonly ChainLine[], head: Head | undefined): BrokenLink | null {
  let previous = genesisOf(reportId)
  for (const [index, line] of lines.entries()) {
    const sequence = index + 1
    if (line.sequence !== sequence) return { reportId, sequence, why: 'missing' }
    if (!line.previous.equals(previous)) return { reportId, sequence, why: 'not chained' }
    if (!line.hash.equals(hashOf(previous, line))) return { reportId, sequence, why: 'changed' }
    previous = line.hash
  }
  if (head?.sequence === lines.length && head.hash === previous.toString('hex')) return null
  return {
    reportId,
    sequence: lines.length + 1,
    why: head && head.sequence > lines.length ? 'missing' : 'not the recorded end',
  }
}

/** One figure for all chains: SHA-256 over `report sequence hash` of every report, sorted. */
export function rootOf(heads: ReadonlyMap<string, Head>): string {
  const root = createHash('sha256')
  for (const [reportId, { sequence, hash }] of [...heads].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    root.update(`${reportId} ${sequence} ${hash}\n`)
  }
  return root.digest('hex')
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
