/**
 * Makes what was reported findable, and fit for columns. It costs as much as a submission and nobody waits for it, so it
 * is done one report at a time, while the server has little else to do; a long rush only slows it down.
 */
import { performance } from 'node:perf_hooks'

import { writeCaseFacts } from '#db/case-facts.server.ts'
import type { ActingDb } from '#db/context.ts'
import { addExtractDue, listReached, takeExtractsDue } from '#db/extracts-due.server.ts'
import { extractorFor, writeExtract } from '#db/extracts.server.ts'

import { cellsOf } from './columns.ts'
import { searchText } from './search-text.server.ts'

const look = 1_000 // ms, when nothing waits
const again = 10 * 60_000 // ms, after a failure
const rush = { busy: 0.4, patience: 60 } // share of time at work; looks that are left out at most

/** `db` as the worker, which can open no report: for each body it acts as a program of that body. */
export async function extractReport(db: ActingDb, reportId: string): Promise<void> {
  for (const recipient of await db.transaction((tx) => listReached(tx, reportId))) {
    await db.as(extractorFor(recipient)).transaction((tx) =>
      writeExtract(tx, reportId, (projection, reference) => ({
        cells: cellsOf(projection),
        text: searchText(projection, reference),
      })),
    )
  }
}

/** Extracts one report that waits. False when none does. */
export async function extractNext(db: ActingDb, now: Date, onFault: (fault: unknown) => void): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [reportId] = await takeExtractsDue(tx, now, 1)
    if (!reportId) return false
    try {
      await extractReport(db, reportId)
      await writeCaseFacts(tx, reportId)
    } catch (fault) {
      onFault(fault)
      await addExtractDue(tx, reportId, new Date(now.getTime() + again))
    }
    return true
  })
}

/** Works until stopped: as long as it works, it rests. */
export function startExtracting(
  db: ActingDb,
  onFault: (fault: unknown) => void,
  now: () => Date,
): { stop(): Promise<void> } {
  let stopping = false
  let timer: NodeJS.Timeout
  let skipped = 0
  let before = performance.eventLoopUtilization()
  const turn = async (): Promise<void> => {
    const utilization = performance.eventLoopUtilization(before).utilization
    before = performance.eventLoopUtilization()
    const waits = utilization > rush.busy && skipped++ < rush.patience
    const begun = performance.now()
    const worked = !waits && (await extractNext(db, now(), onFault).catch(onFault))
    if (!waits) skipped = 0
    if (!stopping) timer = setTimeout(() => (running = turn()), worked ? performance.now() - begun : look)
  }
  let running = turn()
  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      await running
    },
  }
}
