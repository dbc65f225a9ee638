-- What must not lie: each body says after which time, or from which severity on, a case file is brought to somebody else.

-- A rule that is changed is ended and made anew, so that what fired stays readable as it was.
create table escalation_rules (
  id uuid primary key,
  recipient recipient_id not null,
  prefecture text, -- of whoever made it; null: the whole country
  condition text not null constraint escalation_rules_condition
    check (condition in ('unopened', 'unacknowledged', 'due', 'severity')),
  threshold integer not null, -- hours; for severity a step of the scale
  tells text not null constraint escalation_rules_tells check (tells in ('deputy', 'team', 'administrators')),
  officer_id uuid not null constraint escalation_rules_officer references officers,
  made_at timestamptz not null,
  ended_at timestamptz,
  constraint escalation_rules_threshold
    check (case condition when 'severity' then threshold between 0 and 5 else threshold between 1 and 2160 end)
);
create index escalation_rules_running on escalation_rules (recipient) where ended_at is null;

create table escalations (
  id uuid primary key,
  case_file_id uuid not null constraint escalations_case_file references case_files,
  rule_id uuid not null constraint escalations_rule references escalation_rules,
  recipient recipient_id not null,
  fired_at timestamptz not null,
  settled_by uuid constraint escalations_settler references officers, -- somebody has looked into it
  settled_at timestamptz,
  constraint escalations_fire_once unique (case_file_id, rule_id),
  constraint escalations_settled check ((settled_by is null) = (settled_at is null))
);
create index escalations_open on escalations (recipient, fired_at desc) where settled_at is null;

do $$
declare
  name text;
begin
  foreach name in array array['escalation_rules', 'escalations'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to madoguchi_app', name);
  end loop;
end
$$;
grant update (ended_at) on escalation_rules to madoguchi_app;
grant update (settled_by, settled_at) on escalations to madoguchi_app;

-- Which bodies have rules at all; the portal's worker then acts as a program of each.
create policy worker on escalation_rules for select to madoguchi_app using (acting.kind() = 'worker');
create policy colleagues on escalation_rules for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
    and (acting.prefecture() is null or prefecture is null or prefecture = acting.prefecture()));
create policy administrator_makes on escalation_rules for insert to madoguchi_app
  with check (recipient = acting.recipient() and acting.administers()
    and (acting.prefecture() is null or prefecture = acting.prefecture()));
create policy administrator_ends on escalation_rules for update to madoguchi_app
  using (recipient = acting.recipient() and acting.administers()
    and (acting.prefecture() is null or prefecture = acting.prefecture()));

create policy colleagues on escalations for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
    and exists (select from case_files c where c.id = case_file_id));
create policy escalating on escalations for insert to madoguchi_app
  with check (acting.kind() = 'machine' and recipient = acting.recipient()
    and exists (select from case_files c where c.id = case_file_id));
create policy officer_settles on escalations for update to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient()
    and exists (select from case_files c where c.id = case_file_id));

-- What the queue marks, on the case file itself, as with 022.
alter table case_files add column escalated_at timestamptz;

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because nobody may set this column by hand: it says what is still unsettled in `escalations`.
create function case_files_follow_escalation() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  update public.case_files set escalated_at = (select max(e.fired_at) from public.escalations e
    where e.case_file_id = new.case_file_id and e.settled_at is null) where id = new.case_file_id;
  return null;
end
$$;
grant select (escalated_at), update (escalated_at) on case_files to madoguchi_keeper;
grant select (case_file_id, fired_at, settled_at) on escalations to madoguchi_keeper;
create policy following on escalations for select to madoguchi_keeper using (true);
alter function case_files_follow_escalation() owner to madoguchi_keeper;
revoke all on function case_files_follow_escalation() from public;
create trigger case_files_follow_escalation after insert or update of settled_at on escalations
  for each row execute function case_files_follow_escalation();

revoke create on schema public from madoguchi_keeper;
