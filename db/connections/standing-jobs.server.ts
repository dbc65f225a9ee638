/** Jobs that nobody does any more, or not yet. */
import type { Sql } from 'postgres'
import type { Tx } from '#db/context.ts'

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
