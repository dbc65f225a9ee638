/** The worker of what was put off: it does each job once, again after a failure. */
import { setTimeout as wait } from 'node:timers/promises'
import { Logger, run } from 'graphile-worker'
import type { Sql } from 'postgres'
import { openAsOwner } from '#db/client.server.ts'
import { moveOutbox } from './outbox.server.ts'
import { openQueuePool } from './queue-pool.server.ts'
import { countStandingJobs } from './standing-jobs.server.ts'

export type JobTask = (payload: unknown) => Promise<void>

const moveEvery = 300 // ms
const countEvery = 60_000 // ms
const finishing = 20_000 // ms, for work that was begun when it stops

/** Runs jobs until stopped. `onFault` hears of each failed try; the job is tried again later, twelve times in all. */
export async function runJobs(options: {
  database: { url: string }
  tasks: Readonly<Record<string, JobTask>>
  /** What is done by the clock; of several workers one does it. */
  crontab?: string
  onFault?: (fault: unknown, task: string) => void
  /** In ms, how long a server that hangs is waited for when it stops. */
  patience?: number
}): Promise<{ stop(): Promise<void> }> {
  const { database, tasks, crontab = '', onFault = () => {}, patience = 3_000 } = options
  const queue = openQueuePool(database.url, 5)
  const runner = await run({
    pgPool: queue.pool,
    crontab,
    concurrency: 4,
    noHandleSignals: true, // the server stops it, in its own order
    logger: new Logger(() => () => {}),
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload)]),
    ),
  })
  runner.events.on('job:error', ({ error, job }) => onFault(error, job.task_identifier))

  const mover = startMover(openAsOwner(database.url), onFault)
  return {
    /** What was begun is finished; with a server that hangs it cannot be, and another worker does it later. */
    stop: async () => {
      const answers = await mover.stop(patience)
      await within(answers ? finishing : 0, runner.stop())
      await queue.end(answers ? patience : 0)
    },
  }
}

/** True when it was done in time. What comes late is nobody's business any more. */
const within = (most: number, work: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    work.then(
      () => true,
      () => true,
    ),
    wait(most, false, { ref: false }),
  ])

function startMover(sql: Sql, onFault: (fault: unknown, task: string) => void) {
  let stopping = false
  let timer: NodeJS.Timeout
  let countAt = performance.now() + countEvery
  const move = async (): Promise<void> => {
    const moved = await moveOutbox(sql).catch((fault) => onFault(fault, 'outbox'))
    if (performance.now() > countAt) {
      countAt = performance.now() + countEvery
      await countStandingJobs(sql).catch((fault) => onFault(fault, 'standing-jobs'))
    }
    if (!stopping) timer = setTimeout(() => (running = move()), moved ? 0 : moveEvery)
  }
  let running = move()
  return {
    stop: async (patience: number): Promise<boolean> => {
      stopping = true
      clearTimeout(timer)
      const answers = await within(patience, running)
      await sql.end({ timeout: answers ? 1 : 0 })
      return answers
    },
  }
}
