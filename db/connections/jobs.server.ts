/** Work for later: it commits with what it is about, and a worker does it once, again after a failure. */
import { setTimeout as wait } from 'node:timers/promises'
import { Logger, run } from 'graphile-worker'
import type { Sql } from 'postgres'
import { openAsOwner } from '#db/client.server.ts'
import type { Tx } from '#db/context.ts'
import { openQueuePool } from './queue-pool.server.ts'

export type JobTask = (payload: unknown) => Promise<void>

const moveEvery = 300 // ms
const countEvery = 60_000 // ms
const finishing = 20_000 // ms, for work that was begun when it stops

/** `payload` names rows by id and holds no content. Of waiting jobs with the same key only the last remains. */
export async function queueJob(
  tx: Tx,
  task: string,
  payload: Readonly<Record<string, string | number>>,
  jobKey?: string,
): Promise<void> {
  await tx.sql`
    insert into outbox (task, payload, job_key) values (${task}, ${JSON.stringify(payload)}::text::json, ${jobKey ?? null})`
}

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

/**
 * Any number of workers may move at once: each takes rows that no other holds. Mails come after all else, as a mail server
 * that hangs would hold up everybody.
 */
export async function moveOutbox(sql: Sql): Promise<number> {
  const [moved] = await sql<{ count: number }[]>`
    with taken as (
      delete from outbox where id in (select id from outbox order by id limit 500 for update skip locked)
      returning id, task, payload, job_key
    ), specs as (
      select array_agg(json_populate_record(null::graphile_worker.job_spec, json_build_object('identifier', task,
        'payload', payload, 'job_key', job_key, 'max_attempts', 12,
        'priority', case task when 'send-mail' then 10 else 0 end)) order by id) as all
      from taken where job_key is null or not exists (select from taken t where t.job_key = taken.job_key and t.id > taken.id)
    )
    select count(j.*)::integer as count from specs s, graphile_worker.add_jobs(s.all) j where s.all is not null`
  return moved?.count ?? 0
}

/**
 * For operators: what was given up, and what nobody has taken for ten minutes, such as work under a name that this version
 * does not know (the queue hands out known names only, so it would lie there in silence).
 */
export async function countStandingJobs(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`delete from standing_jobs`
    await tx`
      insert into standing_jobs (task, given_up, waiting, oldest_at)
      select t.identifier, count(*) filter (where j.attempts >= j.max_attempts),
        count(*) filter (where j.attempts < j.max_attempts), min(j.run_at)
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where j.attempts >= j.max_attempts or (j.locked_at is null and j.run_at < now() - interval '10 minutes')
      group by t.identifier on conflict (task) do nothing` // another worker counts at the same moment
  })
}

export interface StandingJobs {
  task: string
  givenUp: number
  waiting: number
  oldestAt: Date
}

/** As an operator; as of the last minute. */
export function listStandingJobs({ sql }: Tx): Promise<StandingJobs[]> {
  return sql<StandingJobs[]>`select task, given_up, waiting, oldest_at from standing_jobs order by oldest_at, task`
}

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
