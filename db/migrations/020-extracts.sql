-- What a queue shows and finds of the last projection. `content` holds what can stand in columns, under the recipient's
-- own key; `tokens` are keyed hashes of pairs of letters, which say nothing without that key.

create table extracts (
  case_file_id uuid primary key constraint extracts_case_file references case_files,
  recipient recipient_id not null,
  prefecture text,
  revision_number integer not null,
  received_at timestamptz not null,
  content bytea not null,
  tokens integer[] not null
);
alter table extracts alter column content set storage external;
alter table extracts alter column tokens set storage external; -- random numbers do not get smaller
-- No recipient in it: each recipient's tokens are made with a key of its own, so its lists hold nobody else's rows.
create index extracts_tokens on extracts using gin (tokens);
create index extracts_received on extracts (recipient, received_at);

alter table extracts enable row level security;
alter table extracts force row level security;
grant select, insert, update on extracts to madoguchi_app;

create policy officer on extracts for select to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient()
    and exists (select from case_files c where c.id = case_file_id));
-- The job that fills this acts as a program of the recipient: it reads what the recipient reads, and nothing else.
create policy extracting on extracts for all to madoguchi_app
  using (acting.kind() = 'machine' and recipient = acting.recipient()
    and exists (select from case_files c where c.id = case_file_id));

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because `@>` is not leakproof: beside a policy the index of tokens would not be used. The conditions
-- of the policy stand in it, and what it gives are ids, which the caller looks up under the policies of case files.
-- `wanted` holds as many tokens for each month; months come newest first, and no more of them are read than is needed.
create function search_candidates(wanted integer[], months integer, before_at timestamptz, before_id uuid, most integer)
  returns table (case_file_id uuid, received_at timestamptz)
  stable language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  width integer := cardinality(wanted) / months;
  seen integer := 0;
  got integer;
begin
  if acting.kind() is distinct from 'officer' or width < 1 then return; end if;
  for month in 1..months loop
    return query
      with hits as materialized (
        select e.case_file_id, e.received_at from public.extracts e
        where e.tokens @> wanted[(month - 1) * width + 1 : month * width] and e.recipient = acting.recipient()
          and (acting.prefecture() is null or e.prefecture = acting.prefecture())
          and (before_at is null or (e.received_at, e.case_file_id) < (before_at, before_id))
      )
      select h.case_file_id, h.received_at from hits h order by 2 desc, 1 desc limit most - seen;
    get diagnostics got = row_count;
    seen := seen + got;
    exit when seen >= most;
  end loop;
end
$$;
grant usage on schema acting to madoguchi_keeper;
grant select (case_file_id, recipient, prefecture, received_at, tokens) on extracts to madoguchi_keeper;
create policy searching on extracts for select to madoguchi_keeper using (true);
alter function search_candidates(integer[], integer, timestamptz, uuid, integer) owner to madoguchi_keeper;
revoke all on function search_candidates(integer[], integer, timestamptz, uuid, integer) from public;
grant execute on function search_candidates(integer[], integer, timestamptz, uuid, integer) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;

-- Reports whose extracts are still to be made. Making them costs as much as a submission, so it waits for a quiet moment.
create table extracts_due (
  report_id uuid primary key constraint extracts_due_report references reports,
  due_at timestamptz not null
);
create index extracts_due_next on extracts_due (due_at);
alter table extracts_due enable row level security;
alter table extracts_due force row level security;
grant select, insert, update, delete on extracts_due to madoguchi_app;
create policy worker on extracts_due for all to madoguchi_app using (acting.kind() = 'worker');
create policy sending on extracts_due for insert to madoguchi_app
  with check (acting.kind() = 'holder' and report_id = acting.report()
    or acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));
