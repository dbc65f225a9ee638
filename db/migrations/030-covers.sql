-- What a reporter writes to go with the next report: what changed and why, and why a deadline was missed. It waits here
-- until a report is sent, and then becomes part of the deliveries that it is for.

create table covers (
  report_id uuid not null constraint covers_report references reports,
  about text not null constraint covers_about check (about ~ '^(changes|late [a-z0-9-]+ [a-z0-9-]+)$'),
  content bytea not null,
  written_at timestamptz not null,
  primary key (report_id, about)
);
alter table covers alter column content set storage external;
alter table covers enable row level security;
alter table covers force row level security;
grant select, insert, update (content, written_at), delete on covers to madoguchi_app;

create policy holder on covers for all to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on covers for all to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));

-- A clock that a later report no longer sets. It is kept, so that the board can say why it ended.
alter table clocks add column ended_at timestamptz;
grant update (ended_at) on clocks to madoguchi_app;
