-- What an agency's statistics read: its own case files of a period, and what became of their clocks. Both come from
-- indexes alone, as a body's 100,000 case files lie on nearly every page of the tables.

create index case_files_received on case_files (recipient, received_at)
  include (report_id, prefecture, attack_type, sector, stage, opened_at, acknowledged_at, closed_at, withdrawn_at);
create index clocks_of_recipient on clocks (recipient, report_id) include (report, due_at, met_at);
create index deliveries_later on deliveries (recipient, report_id) include (phase, sent_at) where phase <> 'initial';

grant create on schema public to madoguchi_keeper; -- while its functions are made

-- SECURITY DEFINER, because policies are asked for every row: for 100,000 case files and their clocks that takes seconds.
-- The condition of the policy of case files stands in both, once. Neither gives an id or anything that is sealed.
-- Spans are in seconds from the first receipt.
create function case_files_of_period(since timestamptz, until timestamptz)
  returns table (received_at timestamptz, attack_type text, sector text, stage text, withdrawn boolean,
    opening float8, acknowledgement float8, closing float8)
  stable language sql security definer set search_path = pg_catalog, public as $$
    select c.received_at, c.attack_type, c.sector, c.stage, c.withdrawn_at is not null,
      extract(epoch from c.opened_at - c.received_at)::float8,
      extract(epoch from c.acknowledged_at - c.received_at)::float8,
      extract(epoch from c.closed_at - c.received_at)::float8
    from public.case_files c
    where (select acting.kind()) = 'officer' and c.recipient = (select acting.recipient())
      and ((select acting.prefecture()) is null or c.prefecture = (select acting.prefecture()))
      and c.received_at >= since and c.received_at < until
  $$;

-- A clock is met by the first revision of its kind or of a later one; one that has no date is not counted.
create function clocks_of_period(since timestamptz, until timestamptz, as_of timestamptz)
  returns table (received_at timestamptz, attack_type text, sector text, stage text, report text, outcome text)
  stable language sql security definer set search_path = pg_catalog, public as $$
    with files as materialized (
      select c.report_id, c.received_at, c.attack_type, c.sector, c.stage from public.case_files c
      where (select acting.kind()) = 'officer' and c.recipient = (select acting.recipient())
        and ((select acting.prefecture()) is null or c.prefecture = (select acting.prefecture()))
        and c.received_at >= since and c.received_at < until
    ), running as materialized (
      select k.report_id, k.report, k.due_at, k.met_at from public.clocks k
      where k.recipient = (select acting.recipient()) and k.due_at is not null
    ), sent as materialized (
      select d.report_id, min(d.sent_at) as interim_at, min(d.sent_at) filter (where d.phase = 'final') as final_at
      from public.deliveries d where d.recipient = (select acting.recipient()) and d.phase <> 'initial' group by 1
    ), timed as (
      select f.received_at, f.attack_type, f.sector, f.stage, k.report, k.due_at, coalesce(k.met_at,
        case k.report when 'final' then s.final_at when 'interim' then s.interim_at else f.received_at end) as met_at
      from files f join running k on k.report_id = f.report_id left join sent s on s.report_id = f.report_id
    )
    select received_at, attack_type, sector, stage, report,
      case when met_at <= due_at then 'onTime' when met_at is not null then 'late'
        when due_at < as_of then 'overdue' else 'running' end
    from timed
  $$;

grant select (report_id, recipient, prefecture, received_at, attack_type, sector, stage, opened_at, acknowledged_at,
  closed_at, withdrawn_at) on case_files to madoguchi_keeper;
grant select (report_id, phase) on deliveries to madoguchi_keeper;
grant select (report_id, recipient, report, due_at, met_at) on clocks to madoguchi_keeper;
create policy counting on case_files for select to madoguchi_keeper using (true);
create policy counting on clocks for select to madoguchi_keeper using (true);
alter function case_files_of_period(timestamptz, timestamptz) owner to madoguchi_keeper;
alter function clocks_of_period(timestamptz, timestamptz, timestamptz) owner to madoguchi_keeper;
revoke all on function case_files_of_period(timestamptz, timestamptz),
  clocks_of_period(timestamptz, timestamptz, timestamptz) from public;
grant execute on function case_files_of_period(timestamptz, timestamptz),
  clocks_of_period(timestamptz, timestamptz, timestamptz) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;
