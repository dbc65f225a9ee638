-- Who acted on a report under a mandate, by the name under which it was taken up. The mandate may go with another report, to
-- which it was narrowed; what the client reads about this one still says whose people they were.
create table mandate_names (
  report_id uuid not null constraint mandate_names_report references reports on delete cascade,
  mandate_id uuid not null, -- hangs on the report alone; see 231
  content bytea not null, -- sealed under the report's key
  primary key (report_id, mandate_id)
);
alter table mandate_names alter column content set storage external;
alter table mandate_names enable row level security;
alter table mandate_names force row level security;
grant select, insert on mandate_names to madoguchi_app;

create policy holder on mandate_names for select to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on mandate_names for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and acting.represents(report_id));
create policy vendor_signs on mandate_names for insert to madoguchi_app
  with check (acting.kind() = 'vendor' and acting.represents(report_id) and mandate_id = any (acting.mandates()));
