-- A body may show the reporter later that it has opened what came, so that nobody waits at the telephone for an answer.
-- Sending, export, hand-over and everything that it says back are shown at once, whatever stands here.
alter table recipient_policies add column openings_after smallint not null default 0 -- hours
  constraint recipient_policies_openings check (openings_after between 0 and 168);

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because a reporter sees nothing of a body's policy but this, and of bodies that have the report.
create function openings_shown_after(report uuid) returns table (recipient text, hours smallint)
  stable language sql security definer set search_path = pg_catalog, public as $$
    select p.recipient, p.openings_after from public.recipient_policies p
    where p.openings_after > 0 and acting.files(report)
      and exists (select from public.case_files c where c.report_id = report and c.recipient = p.recipient)
  $$;
grant select (recipient, openings_after) on recipient_policies to madoguchi_keeper;
create policy openings on recipient_policies for select to madoguchi_keeper using (true);
alter function openings_shown_after(uuid) owner to madoguchi_keeper;
revoke all on function openings_shown_after(uuid) from public;
grant execute on function openings_shown_after(uuid) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;
