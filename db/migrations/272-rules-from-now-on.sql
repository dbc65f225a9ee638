-- A new rule, or one that is changed, may count from now on: what met its condition before is left alone. Rules of before
-- this have been through their old cases, and count as they did.
alter table escalation_rules add column counts_from timestamptz;

-- When the body weighed a case is when it began to meet a rule. The job that asks the rules sees it, no other program.
create policy escalating on assessments for select to madoguchi_app
  using (acting.kind() = 'machine' and acting.person() = 'escalations' and recipient = acting.recipient());
