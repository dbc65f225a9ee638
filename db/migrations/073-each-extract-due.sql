-- Each revision of a report waits for its own extracts. When there was one line for a report, a submission waited for the
-- worker that was taking the line, and the worker for the case files that the submission was changing: one of them died.
alter table extracts_due drop constraint extracts_due_pkey;
alter table extracts_due add primary key (report_id, due_at);

-- As in 070, and a report that waits twice is read once.
create or replace function case_facts_of_period(since timestamptz, until timestamptz)
  returns table (received bytea, opening bytea, acknowledgement bytea, closing bytea, withdrawn bytea, attack_types text,
    sectors text, stages text, clocks bytea, clock_counts bytea)
  stable language sql security definer set search_path = pg_catalog, public as $$
    with facts as (
      select f.* from public.case_facts f where not exists (select from public.extracts_due e where e.report_id = f.report_id)
        and f.recipient = (select acting.recipient()) and f.received_at >= since and f.received_at < until
      union all
      select n.* from (select distinct e.report_id from public.extracts_due e) d join public.case_facts_now n on n.report_id = d.report_id
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
