-- Whoever ends the way in to a report ends the sessions that it finds. One that is opened in this very moment has to be among them,
-- or not be opened: it waits for whoever ends it, and sees that it is ended.
grant create on schema public to madoguchi_keeper; -- while its functions are made
set local role madoguchi_keeper; -- whose functions they are

-- SECURITY DEFINER, because whoever comes in is nobody yet. `typed`: by an officer at the desk, also into the report for a part.
create function holder_enters(report uuid, typed boolean) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform from public.reports r where r.id = report and r.key_ended_at is null for share;
  if not found then return false; end if;
  if not typed then return true; end if;
  perform from public.intakes i where i.taken_over_at is null
    and i.report_id in (select report union all select e.report_id from public.entrustors e where e.own_report_id = report)
    for share of i;
  return found;
end
$$;
revoke all on function holder_enters(uuid, boolean) from public;
grant execute on function holder_enters(uuid, boolean) to madoguchi_app;

-- As in 057; and the officer is out of the reports for its parts, too.
create or replace function intake_take_over(report uuid, shown_hash text, secret text, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update public.intake_callers k set code_hash = null, code_expires_at = null, taken_over_at = moment
    where k.report_id = report and k.code_hash = shown_hash and k.code_expires_at > moment and k.code_failures < 5
      and k.taken_over_at is null;
  if not found then return false; end if;
  update public.intakes i set taken_over_at = moment where i.report_id = report;
  update public.reports r set secret_hash = secret where r.id = report;
  delete from public.sessions s where s.actor ? 'intake' and s.actor ->> 'reportId' = any (array(
    select report::text union all select e.own_report_id::text from public.entrustors e where e.report_id = report));
  return true;
end
$$;

reset role;
revoke create on schema public from madoguchi_keeper;
