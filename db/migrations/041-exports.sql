-- Files that officers took out of the portal: who, when, of which case files, and why.

create table exports (
  id uuid primary key,
  recipient recipient_id not null,
  officer_id uuid not null constraint exports_officer references officers,
  format text not null constraint exports_format check (format in ('csv', 'xlsx')),
  content bytea not null, -- the reason and the filter, which may hold searched words; under the recipient's key
  case_file_ids uuid[] not null constraint exports_few check (cardinality(case_file_ids) between 1 and 5000),
  prepared_at timestamptz not null,
  taken_at timestamptz
);
create index exports_of_recipient on exports (recipient, prepared_at desc);
alter table exports alter column content set storage external;

alter table exports enable row level security;
alter table exports force row level security;
grant select, insert on exports to madoguchi_app;
grant update (taken_at) on exports to madoguchi_app;

create policy officer on exports for all to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient() and officer_id::text = acting.person());
