-- A report that a vendor began for a client that stays unnamed says so itself, so that an index finds it. The policy of reports
-- compared each row with a list of all such reports of the vendor (186): of 35,800 reports 7,900 were such, and each page of
-- the console took longer than the four seconds that anything may.
alter table reports add column begun_by uuid constraint reports_begun_by references organisations;
create index reports_begun on reports (begun_by, started_at, id) where begun_by is not null;
-- What it says is one vendor, and who of two would be that?
create unique index vendor_reports_begun_once on vendor_reports (report_id) where mandate_id is null;

grant create on schema public to madoguchi_keeper; -- while its function is made
grant update (begun_by) on reports to madoguchi_keeper;
set local role madoguchi_keeper; -- whom the policies of both tables let through, whoever owns them
-- SECURITY DEFINER, because nobody writes it: it follows from the vendor's card, which is made in the transaction that begins
-- the report (090).
create function reports_begun() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update public.reports set begun_by = new.vendor_id where id = new.report_id;
  return new;
end
$$;
update reports r set begun_by = v.vendor_id from vendor_reports v where v.report_id = r.id and v.mandate_id is null;
reset role;
revoke all on function reports_begun() from public;
revoke create on schema public from madoguchi_keeper;
create trigger reports_begun after insert on vendor_reports for each row when (new.mandate_id is null)
  execute function reports_begun();
create policy begun_by_card on reports as restrictive for insert to madoguchi_app with check (begun_by is null);

create or replace function acting.mandated_reports() returns uuid[] stable language plpgsql set search_path = pg_catalog, public
  as $$ begin
    return array(select m.report_id from mandates m where m.id = any (acting.mandates()) and m.revoked_at is null
      and m.redeemed_at is not null and m.report_id is not null);
  end $$;
alter policy mandated on reports using (acting.kind() = 'vendor'
  and (organisation_id = any ((select acting.mandated_clients())::uuid[]) or begun_by = acting.organisation()
    or id = any ((select acting.mandated_reports())::uuid[])));
