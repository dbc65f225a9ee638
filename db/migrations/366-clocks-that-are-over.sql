-- A clock that is over, met by a delivery or ended, says so, so that an index holds those alone that run. For a vendor with 35,800
-- reports each of its clocks was looked up among deliveries to find the fifty that are shown. One column for both, as the
-- planner reckons wrongly with two. What a delivery met stays met, also when the body's copy is deleted; a later revision
-- looks again. Noted beside the hot path, with what statistics count: until then, and where a channel delivers later, it is
-- seen by its end and among deliveries as before.
alter table clocks add column over_at timestamptz;
grant update (over_at) on clocks to madoguchi_app;

grant create on schema public to madoguchi_keeper; -- while its functions are made
grant select (over_at), update (over_at) on clocks to madoguchi_keeper;
set local role madoguchi_keeper; -- whose functions they are

-- As in 232; and clocks. Whoever holds a clock fast, as a new revision does, is not waited for: they may wait for the case files.
create or replace function write_case_facts(reports uuid[]) returns void language plpgsql security definer
  set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
  if acting.kind() is distinct from 'worker' then return; end if;
  perform from public.case_files c where c.report_id = any (reports) order by c.id for no key update;
  update public.case_files c set held_until = h.latest
  from (select r.id, (select max(w.until) from public.holds w where w.report_id = r.id and w.lifted_at is null) as latest
    from unnest(reports) as r(id)) h
  where c.report_id = h.id and c.held_until is distinct from h.latest;
  insert into public.case_facts select * from public.case_facts_now n where n.report_id = any (reports)
  on conflict (case_file_id) do update set prefecture = excluded.prefecture, attack_type = excluded.attack_type,
    sector = excluded.sector, stage = excluded.stage, withdrawn = excluded.withdrawn, opening = excluded.opening,
    acknowledgement = excluded.acknowledgement, closing = excluded.closing, clocks = excluded.clocks;
  with running as (
    select k.report_id, k.recipient, k.clock, k.report, k.ended_at from public.clocks k
    where k.report_id = any (reports) and k.over_at is null for no key update skip locked
  )
  update public.clocks k set over_at = m.at
  from running r cross join lateral (select least(r.ended_at, min(d.delivered_at)) as at from public.deliveries d
    where d.report_id = r.report_id and d.recipient = r.recipient and r.report <> 'notice'
      and phase_place(d.phase) >= phase_place(r.report)) m
  where k.report_id = r.report_id and k.recipient = r.recipient and k.clock = r.clock and m.at is not null;
end
$$;
update clocks k set over_at = least(k.ended_at, (select min(d.delivered_at) from deliveries d
  where d.report_id = k.report_id and d.recipient = k.recipient and k.report <> 'notice'
    and phase_place(d.phase) >= phase_place(k.report)));

-- As in 353, of those that are not over.
create or replace function vendor_clocks(most integer) returns table (report_id uuid, mandate_id uuid, recipient text, clock text)
  stable rows 50 language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if acting.kind() is distinct from 'vendor' then return; end if;
  return query
    with held as materialized (select * from vendor_mandates() h where h.whole),
    near as (
      select c.report_id, c.recipient, c.clock, r.organisation_id, coalesce(c.cautious_at, c.due_at, c.guideline_at) as day
      from public.reports r join public.clocks c on c.report_id = r.id
      where r.withdrawn_at is null and c.over_at is null and c.ended_at is null
        and coalesce(c.cautious_at, c.due_at, c.guideline_at) is not null
        and (r.begun_by = acting.organisation()
          or r.organisation_id = any (array(select h.client_id from held h where h.report_id is null))
          or r.id = any (array(select h.report_id from held h where h.report_id is not null)))
        and not exists (select from public.deliveries d where d.report_id = c.report_id and d.recipient = c.recipient
          and c.report <> 'notice' and d.delivered_at is not null
          and array_position(array['initial', 'interim', 'final'], d.phase)
            >= array_position(array['initial', 'interim', 'final'], c.report))
      order by day, c.report_id limit most
    )
    select n.report_id, (select h.mandate_id from held h
        where h.report_id = n.report_id or h.report_id is null and h.client_id = n.organisation_id
        order by h.mandate_id limit 1), n.recipient::text, n.clock
    from near n;
end
$$;
reset role;
revoke create on schema public from madoguchi_keeper;

drop index clocks_day; -- as in 334, for clocks that run
create index clocks_day on clocks ((case when cautious_at is not null then cautious_at when due_at is not null then due_at
  else guideline_at end)) where over_at is null;
