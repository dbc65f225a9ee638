-- First reports of programs are written together with all others (150). The line of the audit names the program that holds
-- the report for the length of its call; who holds which stands beside the list of reports, in the same order.
create function acting.person_at(report uuid) returns text stable language sql
  as $$ select nullif((string_to_array(current_setting('madoguchi.persons', true), ','))[array_position(acting.reports(), report)], '') $$;

drop policy together on audit;
create policy together on audit for insert to madoguchi_app
  with check (acting.kind() = 'holders' and report_id = any ((select acting.reports())::uuid[])
    and did = 'report.submitted' and recipient is null and actor_id is not distinct from acting.person_at(report_id)
    and actor_kind = case when actor_id is null then 'holder' else 'machine' end);
