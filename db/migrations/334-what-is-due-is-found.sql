-- What is over its time is found by an index. Each hundred that went read every draft, case file and report anew: ten seconds
-- at 300,000 drafts and 200,000 cases, and as long again for the next hundred.
create index reports_unsent on reports (started_at) where revision_number = 0; -- a draft was not saved before it was begun
create index case_files_closed on case_files (recipient, closed_at) where closed_at is not null and deleted_at is null;
create index case_files_deleted on case_files (closed_at) where deleted_at is not null;
-- For reminders. Not `coalesce`, which no index is asked for where rows are secured.
create index clocks_day on clocks ((case when cautious_at is not null then cautious_at when due_at is not null then due_at
  else guideline_at end)) where ended_at is null;

grant create on schema public to madoguchi_keeper; -- while its functions are made

-- The bodies that closed case files, each with its latest closing that is over its period: one look at the index for each.
create function closings_due(moment timestamptz) returns table (body text, days integer, latest timestamptz)
  stable language sql set search_path = pg_catalog, public as $$
    with recursive each as (
      select min(c.recipient) as body from public.case_files c where c.closed_at is not null and c.deleted_at is null
      union all
      select (select min(c.recipient) from public.case_files c
        where c.closed_at is not null and c.deleted_at is null and c.recipient > e.body) from each e where e.body is not null
    )
    select e.body, d.days, moment - d.days * interval '1 day'
    from each e cross join lateral (select retention_days('case-file', e.body) as days) d where e.body is not null
  $$;
revoke all on function closings_due(timestamptz) from public;
grant execute on function closings_due(timestamptz) to madoguchi_keeper;

-- As in 317, but for what is looked through.
create or replace function delete_expired(moment timestamptz, most integer)
  returns table (kind text, report_id uuid, recipient text)
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  closing record;
  one record;
  files_left integer := most;
  draft_days integer := retention_days('draft', null);
  report_days integer := retention_days('report', null);
begin
  if acting.kind() is distinct from 'worker' then
    raise exception 'only the portal itself deletes' using errcode = 'insufficient_privilege';
  end if;
  for one in
    select r.id, r.reference, d.saved_at as since
    from public.reports r join public.drafts d on d.report_id = r.id
    where r.revision_number = 0 and r.started_at <= moment - draft_days * interval '1 day'
      and d.saved_at <= moment - draft_days * interval '1 day' and not is_held(r.id, null)
    order by r.started_at limit most for update of r skip locked
  loop
    continue when is_held(one.id, null) or one.since < (select d.saved_at from public.drafts d where d.report_id = one.id);
    delete from public.reports r where r.id = one.id;
    perform leave_tombstone('draft', one.id, null, one.reference, one.since, draft_days, moment);
    return query select 'draft', one.id, null::text;
  end loop;

  for closing in select * from closings_due(moment) loop
    for one in
      select c.id, c.report_id, c.recipient, c.reference, c.closed_at as since
      from public.case_files c join public.reports r on r.id = c.report_id
      where c.recipient = closing.body and c.closed_at <= closing.latest and c.deleted_at is null
        and not is_held(c.report_id, c.recipient)
      order by c.closed_at limit files_left for update of c, r skip locked
    loop
      continue when is_held(one.report_id, one.recipient);
      perform delete_own_part(one.id, moment);
      perform leave_tombstone('case-file', one.report_id, one.recipient, one.reference, one.since, closing.days, moment);
      return query select 'case-file', one.report_id, one.recipient::text;
      files_left := files_left - 1;
    end loop;
  end loop;

  for one in
    select r.id, r.reference, l.since
    from (select distinct c.report_id from public.case_files c
        where c.deleted_at is not null and c.closed_at <= moment - report_days * interval '1 day') due
      join public.reports r on r.id = due.report_id
      cross join lateral (select max(c.closed_at) as since, bool_and(c.deleted_at is not null) as left_by_all
        from public.case_files c where c.report_id = r.id) l
    where l.left_by_all and l.since <= moment - report_days * interval '1 day' and not is_held(r.id, null)
    order by l.since limit most for update of r skip locked
  loop
    continue when is_held(one.id, null);
    delete from public.reports r where r.id = one.id;
    perform leave_tombstone('report', one.id, null, one.reference, one.since, report_days, moment);
    return query select 'report', one.id, null::text;
  end loop;

  for closing in
    select own.body, moment - retention_days('export', own.body) * interval '1 day' as latest
    from (select distinct e.recipient as body from public.exports e) own
  loop
    delete from public.exports e where e.recipient = closing.body and e.prepared_at <= closing.latest;
  end loop;
end
$$;

revoke create on schema public from madoguchi_keeper;
