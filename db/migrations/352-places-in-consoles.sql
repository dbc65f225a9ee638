-- Where a report stands in a vendor's console is worked out from the heads of its clients' lists, and not from all reports that
-- there are: of 35,800 a page took longer than anything may, and now takes what one of 350 takes.
drop index reports_of_organisation;
create index reports_of_organisation on reports (organisation_id, started_at, id) where organisation_id is not null;

grant create on schema public to madoguchi_keeper; -- while its functions are made
grant select (begun_by) on reports to madoguchi_keeper;
grant select on mandates to madoguchi_keeper;
set local role madoguchi_keeper; -- whose functions they are

-- For the functions below, which see everything: what the acting vendor holds, as the policies of mandates and reports say.
create function vendor_mandates() returns table (mandate_id uuid, report_id uuid, client_id uuid, redeemed_at timestamptz,
    whole boolean, sections text[], acts text[])
  stable language sql set search_path = pg_catalog, public as $$
    select m.id, m.report_id, m.client_id, m.redeemed_at, m.sections is null, m.sections, m.acts from public.mandates m
    where acting.kind() = 'vendor' and m.vendor_id = acting.organisation() and m.id = any (acting.mandates())
      and m.revoked_at is null and m.redeemed_at is not null
  $$;

-- SECURITY DEFINER, because the policies of reports, asked of each row that is passed over, take longer than all the rest, and
-- hide from the planner how many rows there are. What is shown of a report is read by its id, and they are asked then.
-- The newest first, by when it came: when the mandate was taken up or the report was started, whichever is later. So each
-- client's reports come in the order in which they were started, those from before the mandate all at one time. Heads of these
-- lists are compared first, and of those whose heads come first as many are read as are wanted.
-- Of several mandates for one report the one for the whole form counts, then the older. `under`: one mandate alone;
-- `unnamed`: those alone that the vendor began for nobody named. From after a place on.
create function vendor_places(under uuid, unnamed boolean, last_at timestamptz, last_started timestamptz, last_id uuid,
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
            and not exists (select from single s where s.report_id = r.id and (s.whole, w.mandate_id) > (w.whole, s.mandate_id))
          order by r.started_at desc, r.id desc limit 1) head
      order by head.at desc, head.started_at desc, head.id desc limit most
    )
    select p.report_id, p.mandate_id, p.whole, p.at, p.started_at from (
      select r.id as report_id, w.mandate_id, w.whole, r.at, r.started_at from early w cross join lateral (
          select r.id, greatest(r.started_at, w.redeemed_at) as at, r.started_at from public.reports r
          where r.organisation_id = w.client_id and (r.started_at, r.id) < (w.below_at, w.below_id)
            and not exists (select from single s where s.report_id = r.id and (s.whole, w.mandate_id) > (w.whole, s.mandate_id))
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
          and not exists (select from single s where s.report_id = r.id and s.whole)
        order by r.started_at desc, r.id desc limit most) own
    ) p order by p.at desc, p.started_at desc, p.report_id desc limit most;
end
$$;
revoke all on function vendor_mandates(), vendor_places(uuid, boolean, timestamptz, timestamptz, uuid, integer) from public;
grant execute on function vendor_mandates(), vendor_places(uuid, boolean, timestamptz, timestamptz, uuid, integer)
  to madoguchi_app;

reset role;
revoke create on schema public from madoguchi_keeper;
