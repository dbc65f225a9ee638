-- Whoever sets a period sees before what it would delete within the hour. Operators see no reports: this counts for them, as
-- delete_expired (130) chooses, and tells no more than how many. Null for a body: those that have no period of their own.
grant create on schema public to madoguchi_keeper; -- while its function is made

create function count_expiring(wanted text, body text, days integer, moment timestamptz) returns integer
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  latest timestamptz := moment - days * interval '1 day';
  own text[] := array(select p.recipient from public.retention_periods p where p.kind = wanted and p.recipient is not null);
begin
  if acting.kind() is distinct from 'operator' then
    raise exception 'only operators set periods' using errcode = 'insufficient_privilege';
  end if;
  return case wanted
    when 'draft' then (
      select count(*) from public.reports r join public.drafts d on d.report_id = r.id
      where r.revision_number = 0 and d.saved_at <= latest and not is_held(r.id, null))
    when 'case-file' then (
      select count(*) from public.case_files c
      where c.closed_at <= latest and c.deleted_at is null and not is_held(c.report_id, c.recipient)
        and (c.recipient = body or body is null and c.recipient <> all (own)))
    when 'report' then (
      select count(*) from public.reports r cross join lateral (
        select max(c.closed_at) as since, bool_and(c.deleted_at is not null) as left_by_all
        from public.case_files c where c.report_id = r.id) l
      where r.revision_number > 0 and l.left_by_all and l.since <= latest and not is_held(r.id, null))
    when 'export' then (
      select count(*) from public.exports e
      where e.prepared_at <= latest and (e.recipient = body or body is null and e.recipient <> all (own)))
    else 0 end;
end
$$;
alter function count_expiring(text, text, integer, timestamptz) owner to madoguchi_keeper;
revoke all on function count_expiring(text, text, integer, timestamptz) from public;
grant execute on function count_expiring(text, text, integer, timestamptz) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;
