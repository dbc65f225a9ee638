-- The reports for the parts of all entrustors at once: a guest holds each of them with another key, and each was asked for by
-- itself.
grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because a part is another report. Whoever has the whole has its parts: a guest as long as nobody ended
-- the key of the part, a member while the part is the organisation's.
create function entrustor_parts(whole uuid) returns table (id uuid, reference text)
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select r.id, r.reference from public.entrustors e join public.reports r on r.id = e.own_report_id
    where e.report_id = whole and e.removed_at is null and acting.files(whole) and case acting.kind()
      when 'holder' then r.key_ended_at is null
      when 'member' then r.organisation_id = acting.organisation() else false end $$;
grant select (report_id, own_report_id, removed_at) on entrustors to madoguchi_keeper;
create policy parts on entrustors for select to madoguchi_keeper using (true);
alter function entrustor_parts(uuid) owner to madoguchi_keeper;
revoke all on function entrustor_parts(uuid) from public;
grant execute on function entrustor_parts(uuid) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;
