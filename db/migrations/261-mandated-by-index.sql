-- Whether a vendor may see what belongs to a report was asked of the report, whose policy lists all that the vendor may act on,
-- anew for each row: four clocks of each of a hundred reports took twenty seconds. Now it is looked up by the report's id.

grant create on schema acting to madoguchi_keeper; -- while its function is made
-- SECURITY DEFINER, because as the caller each table behind it would ask first whose its rows are. It says of whom the vendor
-- holds a mandate, as the policy of reports does (186).
create function acting.acts_for(report uuid) returns boolean stable language plpgsql
  security definer set search_path = pg_catalog, public as $$
begin
  return acting.kind() = 'vendor' and (exists (select from (
        select m.* from public.mandates m where m.report_id = report
        union all
        select m.* from public.reports r join public.mandates m on m.client_id = r.organisation_id
        where r.id = report and m.report_id is null) m
      where m.id = any (acting.mandates()) and m.revoked_at is null and m.redeemed_at is not null)
    or exists (select from public.vendor_reports v where v.vendor_id = acting.organisation() and v.report_id = report
      and v.mandate_id is null));
end
$$;
alter function acting.acts_for(uuid) owner to madoguchi_keeper;
revoke all on function acting.acts_for(uuid) from public;
grant execute on function acting.acts_for(uuid) to madoguchi_app;
revoke create on schema acting from madoguchi_keeper;

create or replace function acting.represents(report uuid) returns boolean stable language plpgsql
  set search_path = pg_catalog, public
  as $$ begin
    if acting.kind() = 'vendor' then return acting.acts_for(report); end if;
    return exists (select from reports r where r.id = report);
  end $$;
