-- Work for later commits with what it is about. The application puts it here; the worker moves it into graphile-worker's
-- queue many at a time (adding one there costs a third of a whole submission). Payloads name rows by id, no content.
create table outbox (
  id bigint generated always as identity primary key,
  task text not null,
  payload json not null,
  job_key text -- of waiting jobs with the same key only the last remains
);
alter table outbox enable row level security;
alter table outbox force row level security;
grant insert on outbox to madoguchi_app;
create policy adding on outbox for insert to madoguchi_app with check (acting.kind() <> '');
do $$
begin
  execute format('create policy moving on outbox to %I using (true)', current_user);
end
$$;
