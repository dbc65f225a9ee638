-- What the worker does not get done, as counts for operators: given up, or waiting although it could be done (such as work
-- under a name that this version of the program does not know). Counted by the worker, which alone sees the queue.
create table standing_jobs (
  task text primary key,
  given_up integer not null,
  waiting integer not null,
  oldest_at timestamptz not null
);
alter table standing_jobs enable row level security;
alter table standing_jobs force row level security;
grant select on standing_jobs to madoguchi_app;
create policy operated on standing_jobs for select to madoguchi_app using (acting.kind() = 'operator');
do $$
begin
  execute format('create policy counting on standing_jobs to %I using (true)', current_user);
end
$$;
