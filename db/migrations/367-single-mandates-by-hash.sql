-- Mandates for single reports are looked up by hash. Each report and each question was compared with all of them: with 3,000
-- of them a page of questions took 0.2 to 0.6 s of a machine that does other things, and takes 0.03.
grant create on schema public to madoguchi_keeper; -- while its functions are made
set local role madoguchi_keeper; -- whose functions they are

-- As in 352: whether any mandate is for this report alone is asked before which one counts.
create or replace function vendor_places(under uuid, unnamed boolean, last_at timestamptz, last_started timestamptz, last_id uuid,
    most integer)
  returns table (report_id uuid, mandate_id uuid, whole boolean, at timestamptz, started_at timestamptz)
  stable rows 25 language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  return query
    with held as materialized (
      select h.* from vendor_mandates() h where not unnamed and (under is null or h.mandate_id = under)
    ), single as materialized (
      select distinct on (h.report_id) h.* from held h where h.report_id is not null
      order by h.report_id, h.whole desc, h.mandate_id
    ), wide as materialized (
      select distinct on (h.client_id) h.* from held h where h.report_id is null order by h.client_id, h.whole desc, h.mandate_id
    ), list as materialized (
      select w.*, case when w.redeemed_at = last_at then last_started else last_at end as below_at,
        case when last_at in (w.redeemed_at, last_started) then last_id
          else '00000000-0000-0000-0000-000000000000'::uuid end as below_id
      from wide w where w.redeemed_at <= last_at
    ), early as materialized (
      select w.* from list w cross join lateral (
          select greatest(r.started_at, w.redeemed_at) as at, r.started_at, r.id from public.reports r
          where r.organisation_id = w.client_id and (r.started_at, r.id) < (w.below_at, w.below_id)
            and (r.id not in (select s.report_id from single s) or not exists (
              select from single s where s.report_id = r.id and (s.whole, w.mandate_id) > (w.whole, s.mandate_id)))
          order by r.started_at desc, r.id desc limit 1) head
      order by head.at desc, head.started_at desc, head.id desc limit most
    )
    select p.report_id, p.mandate_id, p.whole, p.at, p.started_at from (
      select r.id as report_id, w.mandate_id, w.whole, r.at, r.started_at from early w cross join lateral (
          select r.id, greatest(r.started_at, w.redeemed_at) as at, r.started_at from public.reports r
          where r.organisation_id = w.client_id and (r.started_at, r.id) < (w.below_at, w.below_id)
            and (r.id not in (select s.report_id from single s) or not exists (
              select from single s where s.report_id = r.id and (s.whole, w.mandate_id) > (w.whole, s.mandate_id)))
          order by r.started_at desc, r.id desc limit most) r
      union all
      select s.report_id, s.mandate_id, s.whole, greatest(r.started_at, s.redeemed_at), r.started_at
      from single s join public.reports r on r.id = s.report_id
      where (greatest(r.started_at, s.redeemed_at), r.started_at, r.id) < (last_at, last_started, last_id)
        and (s.whole or r.begun_by is distinct from acting.organisation())
        and not exists (select from wide w where w.client_id = r.organisation_id
          and (w.whole, s.mandate_id) > (s.whole, w.mandate_id))
      union all
      select * from (select r.id, null::uuid, true, r.started_at as at, r.started_at from public.reports r
        where acting.kind() = 'vendor' and under is null and r.begun_by = acting.organisation()
          and (r.started_at, r.id) < (last_at, case when last_started = last_at then last_id
            else '00000000-0000-0000-0000-000000000000'::uuid end)
          and r.id not in (select s.report_id from single s where s.whole)
        order by r.started_at desc, r.id desc limit most) own
    ) p order by p.at desc, p.started_at desc, p.report_id desc limit most;
end
$$;

-- As in 353: joined by report and by client, each in a way of its own.
create or replace function vendor_questions(last_at timestamptz, last_id uuid, most integer)
  returns table (id uuid, mandate_id uuid, whole boolean)
  stable rows 25 language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if acting.kind() is distinct from 'vendor' then return; end if;
  return query
    with held as materialized (select * from vendor_mandates()),
    open as materialized (
      select f.id, f.sent_at, f.sections, f.report_id, r.organisation_id, r.begun_by
      from public.feedback f join public.reports r on r.id = f.report_id
      where f.kind = 'question' and f.settled_at is null and (f.sent_at, f.id) < (last_at, last_id)
        and (r.begun_by = acting.organisation()
          or r.organisation_id = any (array(select h.client_id from held h where h.report_id is null))
          or r.id = any (array(select h.report_id from held h where h.report_id is not null)))
    ), heard as (
      select o.id, o.sent_at, h.mandate_id, h.whole from open o join held h on h.report_id = o.report_id
      where h.whole or 'answer' = any (h.acts) and o.sections <@ h.sections
      union all
      select o.id, o.sent_at, h.mandate_id, h.whole from open o join held h on h.client_id = o.organisation_id
      where h.report_id is null and (h.whole or 'answer' = any (h.acts) and o.sections <@ h.sections)
      union all
      select o.id, o.sent_at, null, true from open o where o.begun_by = acting.organisation()
    )
    select distinct on (h.sent_at, h.id) h.id, h.mandate_id, h.whole from heard h
    order by h.sent_at desc, h.id desc, h.whole desc, h.mandate_id nulls last limit most;
end
$$;

reset role;
revoke create on schema public from madoguchi_keeper;
