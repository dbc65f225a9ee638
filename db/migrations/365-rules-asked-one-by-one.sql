-- Rules of escalation are asked one by one, by a function. The job is a program, and of each row that a program reads it is asked
-- whether the program files for an organisation: 20,000 open case files, looked at once for each rule and once more for each
-- that had been brought up, took longer than anything may, and then nothing was brought up any more, at no body.

-- Whether a case file that waits for somebody meets a rule. A severity is the body's own where it has one.
create function rule_met(condition text, threshold integer, moment timestamptz, received_at timestamptz, opened_at timestamptz,
    acknowledged_at timestamptz, due_at timestamptz, severity integer) returns boolean
  stable language sql
  as $$ select case condition
    when 'unopened' then opened_at is null and received_at <= moment - threshold * interval '1 hour'
    when 'unacknowledged' then acknowledged_at is null and received_at <= moment - threshold * interval '1 hour'
    when 'due' then due_at <= moment + threshold * interval '1 hour'
    else severity >= threshold end $$;

-- What a rule brought up is read along it, and not looked up for each case file.
create index escalations_of_rule on escalations (rule_id, case_file_id);

grant create on schema public to madoguchi_keeper; -- while its function is made
grant select (severity, deleted_at) on case_files to madoguchi_keeper;
grant select on escalation_rules to madoguchi_keeper;
create policy escalating on escalation_rules for select to madoguchi_keeper using (true);
grant select (rule_id) on escalations to madoguchi_keeper;
grant select (assessed_at) on assessments to madoguchi_keeper;
set local role madoguchi_keeper; -- whose function it is

-- SECURITY DEFINER, because the policies, asked of each row that is passed over, take longer than all the rest. What meets a rule
-- of the body that the job acts for, and was not brought up by it. What arrives may bring a date that is near already, or
-- another severity; and a rule may count from a moment on.
create function rule_meets(rule uuid, moment timestamptz, most integer) returns table (case_file_id uuid)
  stable rows 200 language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  asked public.escalation_rules;
begin
  if acting.kind() is distinct from 'machine' or acting.person() is distinct from 'escalations' then return; end if;
  select * into asked from public.escalation_rules r
    where r.id = rule and r.recipient = acting.recipient() and r.ended_at is null;
  return query
    with waiting as materialized ( -- along the index of what is open, however many case files there are
      select c.id from public.case_files c
      where c.recipient = asked.recipient and c.closed_at is null
        and (asked.prefecture is null or c.prefecture = asked.prefecture)
        and c.withdrawn_at is null and c.master_id is null and c.deleted_at is null
        and rule_met(asked.condition, asked.threshold, moment, c.received_at, c.opened_at, c.acknowledged_at, c.due_at,
          coalesce(c.own_severity, c.severity))
        and (asked.counts_from is null or case asked.condition
          when 'due' then greatest(c.due_at - asked.threshold * interval '1 hour', c.updated_at)
          when 'severity' then greatest(c.updated_at, (select a.assessed_at from public.assessments a where a.case_file_id = c.id))
          else c.received_at + asked.threshold * interval '1 hour' end > asked.counts_from)
    )
    select w.id from waiting w
    where not exists (select from public.escalations e where e.rule_id = rule and e.case_file_id = w.id) limit most;
end
$$;
revoke all on function rule_meets(uuid, timestamptz, integer) from public;
grant execute on function rule_meets(uuid, timestamptz, integer) to madoguchi_app;
reset role;
revoke create on schema public from madoguchi_keeper;
