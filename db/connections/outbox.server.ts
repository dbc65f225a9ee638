/**
 * Work for later: it commits with what it is about, and a worker does it. Apart from the worker and its library: a command
 * that only puts something off loads neither.
 */
import type { Sql } from 'postgres'
import type { Tx } from '#db/context.ts'

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
