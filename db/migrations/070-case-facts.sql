-- What statistics count of a case file, in one narrow row that is written after the submission: with its extracts. It
-- takes the place of wide indexes on case files, clocks and deliveries, which every submission had to keep.

drop function case_files_of_period(timestamptz, timestamptz);
drop function clocks_of_period(timestamptz, timestamptz, timestamptz);
drop policy counting on case_files;
drop policy counting on clocks;
drop index case_files_received, clocks_of_recipient, deliveries_later;
alter table clocks drop column met_at; -- never written: a delivery meets a clock

create table case_facts (
  case_file_id uuid primary key constraint case_facts_case_file references case_files on delete cascade,
  report_id uuid not null,
  recipient recipient_id not null,
  prefecture text,
  received_at timestamptz not null,
  attack_type text,
  sector text,
  stage text not null,
  withdrawn boolean not null,
  opening integer, -- seconds from the first receipt, like the next two
  acknowledgement integer,
  closing integer,
  clocks bytea not null -- nine bytes each; see case_facts_now
);
alter table case_facts alter column clocks set storage plain;
-- All of it from the index alone: a body's 100,000 case files lie on nearly every page of the table.
create index case_facts_received on case_facts (recipient, received_at) include (report_id, prefecture, attack_type,
  sector, stage, withdrawn, opening, acknowledgement, closing, clocks);
alter table case_facts enable row level security;
alter table case_facts force row level security;

-- Each kind of report by its place: a later one does what an earlier one was to do (as in forms/deadlines/met.ts).
create function phase_place(phase text) returns integer immutable language sql
  as $$ select array_position(array['initial', 'interim', 'final'], phase) $$;

-- The facts as they are now. A clock is nine bytes: its kind (1, 2, 3), plus 16 when it was met in time or 32 when it was
-- met too late; and when it is due, in seconds since 1970 as a float8. What is due on no date, has ended, or is a notice
-- to the people concerned, which goes past the portal, is no clock here.
create view case_facts_now with (security_invoker = true) as
  select c.id as case_file_id, c.report_id, c.recipient, c.prefecture, c.received_at, c.attack_type, c.sector, c.stage,
    c.withdrawn_at is not null as withdrawn, extract(epoch from c.opened_at - c.received_at)::integer as opening,
    extract(epoch from c.acknowledged_at - c.received_at)::integer as acknowledgement,
    extract(epoch from c.closed_at - c.received_at)::integer as closing,
    coalesce((
      select string_agg(
        set_byte('\x00', 0, phase_place(k.report) + case when m.at <= k.due_at then 16 when m.at > k.due_at then 32 else 0 end)
          || float8send(extract(epoch from k.due_at)::float8), '' order by k.clock)
      from clocks k cross join lateral (
        select min(d.delivered_at) as at from deliveries d
        where d.report_id = k.report_id and d.recipient = k.recipient and phase_place(d.phase) >= phase_place(k.report)) m
      where k.report_id = c.report_id and k.recipient = c.recipient and k.ended_at is null and k.due_at is not null
        and k.report <> 'notice'), '') as clocks
  from case_files c;

insert into case_facts select * from case_facts_now;

grant create on schema public to madoguchi_keeper; -- while its functions are made

-- SECURITY DEFINER, because the worker, who may read no clock of a body, does this when a report came. Locked, so that an
-- officer who opens the case file meanwhile waits, and then changes what is written here.
create function write_case_facts(report uuid) returns void language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  if acting.kind() is distinct from 'worker' then return; end if;
  perform from public.case_files c where c.report_id = report order by c.id for no key update;
  insert into public.case_facts select * from public.case_facts_now n where n.report_id = report
  on conflict (case_file_id) do update set prefecture = excluded.prefecture, attack_type = excluded.attack_type,
    sector = excluded.sector, stage = excluded.stage, withdrawn = excluded.withdrawn, opening = excluded.opening,
    acknowledgement = excluded.acknowledgement, closing = excluded.closing, clocks = excluded.clocks;
end
$$;

-- SECURITY DEFINER, because nobody may write facts by hand: they say what the case file says. Where there are none yet,
-- the worker will find the case file as it is then.
create function case_facts_follow() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  update public.case_facts set withdrawn = new.withdrawn_at is not null,
    opening = extract(epoch from new.opened_at - new.received_at)::integer,
    acknowledgement = extract(epoch from new.acknowledged_at - new.received_at)::integer,
    closing = extract(epoch from new.closed_at - new.received_at)::integer
  where case_file_id = new.id;
  return null;
end
$$;

-- SECURITY DEFINER, because policies are asked for every row: for 100,000 case files that takes seconds. The condition of
-- the policy of case files stands here. Neither an id nor anything sealed is given. What came since the worker last looked
-- is read from where it stands, so that nothing is missing. One row, the case files side by side in columns: numbers as
-- int4 (the lowest one where there is none), moments in minutes since 1970, names between tabs (empty where not told).
create function case_facts_of_period(since timestamptz, until timestamptz)
  returns table (received bytea, opening bytea, acknowledgement bytea, closing bytea, withdrawn bytea, attack_types text,
    sectors text, stages text, clocks bytea, clock_counts bytea)
  stable language sql security definer set search_path = pg_catalog, public as $$
    with facts as (
      select f.* from public.case_facts f where not exists (select from public.extracts_due e where e.report_id = f.report_id)
        and f.recipient = (select acting.recipient()) and f.received_at >= since and f.received_at < until
      union all
      select n.* from public.extracts_due e join public.case_facts_now n on n.report_id = e.report_id
      where n.recipient = (select acting.recipient()) and n.received_at >= since and n.received_at < until
    )
    select string_agg(int4send(floor(date_part('epoch', f.received_at) / 60)::integer), ''),
      string_agg(int4send(coalesce(f.opening, -2147483648)), ''),
      string_agg(int4send(coalesce(f.acknowledgement, -2147483648)), ''),
      string_agg(int4send(coalesce(f.closing, -2147483648)), ''), string_agg(boolsend(f.withdrawn), ''),
      string_agg(coalesce(f.attack_type, ''), e'\t'), string_agg(coalesce(f.sector, ''), e'\t'),
      string_agg(f.stage, e'\t'), string_agg(f.clocks, ''), string_agg(int2send((length(f.clocks) / 9)::smallint), '')
    from facts f
    where (select acting.kind()) = 'officer'
      and ((select acting.prefecture()) is null or f.prefecture = (select acting.prefecture()))
    having count(*) > 0
  $$;

grant select (id, report_id, recipient, prefecture, received_at, attack_type, sector, stage, opened_at, acknowledged_at,
  closed_at, withdrawn_at) on case_files to madoguchi_keeper;
grant select on case_facts_now to madoguchi_keeper;
grant select, insert, update on case_facts to madoguchi_keeper;
create policy counting on case_facts for all to madoguchi_keeper using (true);
grant select (report_id) on extracts_due to madoguchi_keeper;
create policy counting on extracts_due for select to madoguchi_keeper using (true);
alter function write_case_facts(uuid) owner to madoguchi_keeper;
alter function case_facts_follow() owner to madoguchi_keeper;
alter function case_facts_of_period(timestamptz, timestamptz) owner to madoguchi_keeper;
revoke all on function write_case_facts(uuid), case_facts_follow(), case_facts_of_period(timestamptz, timestamptz) from public;
grant execute on function write_case_facts(uuid), case_facts_of_period(timestamptz, timestamptz) to madoguchi_app;

create trigger case_facts_follow after update of opened_at, acknowledged_at, closed_at, withdrawn_at on case_files
  for each row when ((old.opened_at, old.acknowledged_at, old.closed_at, old.withdrawn_at)
    is distinct from (new.opened_at, new.acknowledged_at, new.closed_at, new.withdrawn_at))
  execute function case_facts_follow();

revoke create on schema public from madoguchi_keeper;
