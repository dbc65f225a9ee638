-- A vendor adds files to a report within its mandate. Under one for the whole form it has all files of the report, as it
-- reads the whole form. Nobody can tell what a file gives away: under one for some sections it has those that were added
-- under that very mandate, and no other.
alter table files add column mandate_id uuid; -- under which it was added; it hangs on the report alone, see 231

create policy vendor_sees on files as restrictive for select to madoguchi_app
  using (case when acting.kind() = 'vendor' then mandate_id = any (acting.mandates())
    or exists (select from mandates m where m.id = any (acting.mandates()) and m.sections is null
      and (m.report_id = files.report_id or m.report_id is null
        and m.client_id = (select r.organisation_id from reports r where r.id = files.report_id))) else true end);
create policy vendor_adds on files as restrictive for insert to madoguchi_app
  with check (case when acting.kind() = 'vendor' then mandate_id = any (acting.mandates()) else mandate_id is null end);
