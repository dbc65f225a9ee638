-- As in 130, with two differences. Whether a record is held, and a draft was saved again, is looked at once more when its report
-- is locked: who set a hold while the list was read saw it set, and the record went all the same. Setting one waits for
-- that lock, as it hangs on the report. And a day is reckoned once instead of for each draft that anybody began.
grant create on schema public to madoguchi_keeper; -- while its function is made

create or replace function delete_expired(moment timestamptz, most integer)
  returns table (kind text, report_id uuid, recipient text)
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  one record;
  draft_days integer := retention_days('draft', null);
  report_days integer := retention_days('report', null);
begin
  if acting.kind() is distinct from 'worker' then
    raise exception 'only the portal itself deletes' using errcode = 'insufficient_privilege';
  end if;
  for one in
    select r.id, r.reference, d.saved_at as since
    from public.reports r join public.drafts d on d.report_id = r.id
    where r.revision_number = 0 and d.saved_at <= moment - draft_days * interval '1 day' and not is_held(r.id, null)
    order by d.saved_at limit most for update of r skip locked
  loop
    continue when is_held(one.id, null) or one.since < (select d.saved_at from public.drafts d where d.report_id = one.id);
    delete from public.reports r where r.id = one.id;
    perform leave_tombstone('draft', one.id, null, one.reference, one.since, draft_days, moment);
    return query select 'draft', one.id, null::text;
  end loop;

  for one in
    select c.id, c.report_id, c.recipient, c.reference, c.closed_at as since, retention_days('case-file', c.recipient) as days
    from public.case_files c join public.reports r on r.id = c.report_id
    where c.closed_at is not null and c.deleted_at is null and not is_held(c.report_id, c.recipient)
      and c.closed_at + retention_days('case-file', c.recipient) * interval '1 day' <= moment
    order by c.closed_at limit most for update of c, r skip locked
  loop
    continue when is_held(one.report_id, one.recipient);
    perform delete_own_part(one.id, moment);
    perform leave_tombstone('case-file', one.report_id, one.recipient, one.reference, one.since, one.days, moment);
    return query select 'case-file', one.report_id, one.recipient::text;
  end loop;

  for one in
    select r.id, r.reference, l.since
    from public.reports r cross join lateral (
      select max(c.closed_at) as since, bool_and(c.deleted_at is not null) as left_by_all
      from public.case_files c where c.report_id = r.id) l
    where r.revision_number > 0 and l.left_by_all and l.since <= moment - report_days * interval '1 day'
      and not is_held(r.id, null)
    order by l.since limit most for update of r skip locked
  loop
    continue when is_held(one.id, null);
    delete from public.reports r where r.id = one.id;
    perform leave_tombstone('report', one.id, null, one.reference, one.since, report_days, moment);
    return query select 'report', one.id, null::text;
  end loop;

  delete from public.exports e
    where e.prepared_at + retention_days('export', e.recipient) * interval '1 day' <= moment;
end
$$;

revoke create on schema public from madoguchi_keeper;
