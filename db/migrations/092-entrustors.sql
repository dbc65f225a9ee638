-- 委託元: for whom a processor handled the data of an incident. One description, a part of its own for each.
create table entrustors (
  id uuid primary key,
  report_id uuid not null constraint entrustors_report references reports,
  content bytea not null, -- sealed: name, how many people, how it was told
  told_on date, -- 個人情報保護法26条1項ただし書, 施行規則9条
  own_report_id uuid constraint entrustors_own_report references reports, -- the report for its part
  added_at timestamptz not null,
  removed_at timestamptz
);
alter table entrustors alter column content set storage external;
create index entrustors_of_report on entrustors (report_id, added_at);
alter table entrustors enable row level security;
alter table entrustors force row level security;
grant select, insert, update (content, told_on, own_report_id, removed_at) on entrustors to madoguchi_app;
create policy holder on entrustors for all to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on entrustors for all to madoguchi_app
  using (acting.kind() = 'member' and acting.represents(report_id));
