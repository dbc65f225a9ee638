/** When the server makes reports findable: while visitors leave it time, and much of it when nobody is there. */
import { performance } from 'node:perf_hooks'

import type { ActingDb } from '#db/context.ts'

import { extractSome } from './search-index.server.ts'

const look = 1_000 // ms, when nothing waits
/** What others take of the server's time while this rests. In a rush it looks in again, and after a minute does a few. */
const rush = { busy: 0.4, patience: 60, most: 4 }
const quiet = { busy: 0.1, most: 20, rest: 0.2, shortest: 10 } // `rest` as a share of what was worked; ms

/** Works until stopped. Beside visitors it rests as long as it works. */
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
    const { utilization } = performance.eventLoopUtilization(before) // since it worked last: its own work is not in it
    const isRush = utilization > rush.busy
    if (isRush && skipped++ < rush.patience) return next(look)
    skipped = 0
    const begun = performance.now()
    const most = isRush ? rush.most : quiet.most
    const made = await extractSome(db, now(), most, onFault).catch((fault: unknown) => onFault(fault))
    const share = utilization > quiet.busy ? 1 : quiet.rest
    next(made ? Math.max((performance.now() - begun) * share, quiet.shortest) : look)
  }
  const next = (rest: number) => {
    before = performance.eventLoopUtilization()
    if (!stopping) timer = setTimeout(() => (running = turn()), rest)
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
