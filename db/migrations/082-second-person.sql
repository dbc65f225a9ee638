-- Does the organisation that a report belongs to want a second person before it is sent?

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because whoever holds the report by its key, or under a mandate, sees nothing of the organisation.
create function report_needs_approval(report uuid) returns boolean
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select coalesce((select o.needs_approval from public.reports r
    join public.organisations o on o.id = r.organisation_id where r.id = report and acting.files(report)), false) $$;
alter function report_needs_approval(uuid) owner to madoguchi_keeper;
revoke all on function report_needs_approval(uuid) from public;
grant execute on function report_needs_approval(uuid) to madoguchi_app;
revoke create on schema public from madoguchi_keeper;
