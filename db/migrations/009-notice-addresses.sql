-- Where a reporter wants to be told that something is new. Sealed under a key of the portal's own, because the worker
-- that sends the notice may open this and nothing else of the report.

create table notice_addresses (
  report_id uuid primary key constraint notice_addresses_report references reports,
  reference text not null,
  language text not null constraint notice_addresses_language check (language in ('ja', 'en')),
  content bytea not null,
  set_at timestamptz not null
);
alter table notice_addresses alter column content set storage external;
alter table notice_addresses enable row level security;
alter table notice_addresses force row level security;
grant select, insert, update, delete on notice_addresses to madoguchi_app;

create policy holder on notice_addresses for all to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on notice_addresses for all to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and acting.represents(report_id));
create policy worker on notice_addresses for select to madoguchi_app using (acting.kind() = 'worker');
