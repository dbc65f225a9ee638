/** Work for later: it commits with what it is about, and a worker does it once, again after a failure. */
import { Logger, run } from 'graphile-worker'
import type { Tx } from './context.ts'

export type JobTask = (payload: unknown) => Promise<void>

/** `payload` names rows by id and holds no content. Of waiting jobs with the same key only the last remains. */
export async function queueJob(
  tx: Tx,
  task: string,
  payload: Record<string, string | number>,
  jobKey?: string,
): Promise<void> {
  await tx.sql`select queue_job(${task}, ${JSON.stringify(payload)}::text::json, ${jobKey ?? null})`
}

/** Runs jobs until stopped. `onFault` hears of each failed try; the job is tried again later, twelve times in all. */
export async function runJobs(options: {
  database: { url: string }
  tasks: Readonly<Record<string, JobTask>>
  onFault?: (fault: unknown, task: string) => void
}): Promise<{ stop(): Promise<void> }> {
  const { database, tasks, onFault } = options
  const runner = await run({
    connectionString: database.url,
    concurrency: 4,
    maxPoolSize: 5,
    noHandleSignals: true, // the server stops it, in its own order
    logger: new Logger(() => () => {}),
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload)]),
    ),
  })
  if (onFault) runner.events.on('job:error', ({ error, job }) => onFault(error, job.task_identifier))
  return { stop: () => runner.stop() }
}
