/**
 * Makes what was reported findable, and fit for columns. Nobody waits for it, so it is done beside everything else: several
 * reports at a time, and only while the server has little else to do; a long rush slows it down.
 */
import { cellsOf } from '#app/case-files/queue/columns.ts'
import { writeCaseFacts } from '#db/case-files/case-facts.server.ts'
import type { ActingDb } from '#db/context.ts'
import { addExtractDue, listReached, takeExtractsDue } from '#db/queue/extracts-due.server.ts'
import { type Extract, writeExtracts } from '#db/queue/extracts.server.ts'
import { normalised } from '#db/queue/search-words.ts'

import { searchTexts } from './search-text.server.ts'

const again = 10 * 60_000 // ms, after a failure
/** Bodies that are written at the same time: while the database takes one, the next is read. */
const lanes = 2

/** `db` as the worker, which can open no report: for each body it acts as the one who reads that body's. */
export async function extractReports(db: ActingDb, reportIds: readonly string[]): Promise<void> {
  const extract = extractOfSome()
  const reached = await db.transaction((tx) => listReached(tx, reportIds))
  const bodies = reached.entries()
  const lane = async () => {
    for (const [recipient, ids] of bodies) {
      await db.as({ kind: 'extractor', recipient }).transaction((tx) => writeExtracts(tx, ids, extract))
    }
  }
  const done = await Promise.allSettled(Array.from({ length: lanes }, lane)) // nothing goes on after it was said to have failed
  for (const one of done) if (one.status === 'rejected') throw one.reason
}

/** Bodies get much of the same: every text is folded once for all of them. */
function extractOfSome(): Extract {
  const folded = new Map<string, string>()
  const fold = (text: string) => {
    const known = folded.get(text) ?? normalised(text)
    folded.set(text, known)
    return known
  }
  return (projection, reference) => ({
    cells: cellsOf(projection),
    texts: searchTexts(projection, reference, fold),
  })
}

/** Extracts the reports that wait longest, `most` of them; returns how many. One that cannot be read stops no other. */
export async function extractSome(
  db: ActingDb,
  now: Date,
  most: number,
  onFault: (fault: unknown) => void,
): Promise<number> {
  try {
    return await extractTogether(db, now, most)
  } catch {
    let done = 0
    while (done < most && (await extractNext(db, now, onFault))) done++
    return done
  }
}

const extractTogether = (db: ActingDb, now: Date, most: number): Promise<number> =>
  db.transaction(async (tx) => {
    const reportIds = await takeExtractsDue(tx, now, most)
    if (reportIds.length === 0) return 0
    await extractReports(db, reportIds)
    await writeCaseFacts(tx, reportIds)
    return reportIds.length
  })

/** Extracts one report that waits. False when none does. */
export async function extractNext(db: ActingDb, now: Date, onFault: (fault: unknown) => void): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [reportId] = await takeExtractsDue(tx, now, 1)
    if (!reportId) return false
    try {
      await extractReports(db, [reportId])
      await writeCaseFacts(tx, [reportId])
    } catch (fault) {
      onFault(fault)
      await addExtractDue(tx, reportId, new Date(now.getTime() + again))
    }
    return true
  })
}
