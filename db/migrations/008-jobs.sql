-- SECURITY DEFINER, because the queue belongs to the worker: the application may add a job and see none. The payload
-- names rows by id and holds no content.
create function queue_job(task text, payload json, job_key text default null) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(task, payload, job_key => queue_job.job_key, max_attempts => 12);
end
$$;
revoke all on function queue_job(text, json, text) from public;
grant execute on function queue_job(text, json, text) to madoguchi_app;
