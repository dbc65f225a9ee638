-- Verified is an organisation, and answers name one. Whether these are the same follows from the corporate number, which a
-- body that got it may have compared: it hears yes or no, and no number that it was not told.

grant create on schema public to madoguchi_keeper; -- while its function is made

grant select (corporate_number) on organisations to madoguchi_keeper;
-- SECURITY DEFINER, because a body reads no organisations. Null where nobody was verified, or for whoever has not got the report.
create function standing_fits(report uuid, number text) returns boolean
  stable language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if acting.kind() not in ('officer', 'machine') or not acting.handles(report, acting.recipient()) then return null; end if;
  return (select o.corporate_number = number from public.reports r join public.organisations o on o.id = r.organisation_id
    where r.id = report and o.verified_at is not null);
end
$$;
alter function standing_fits(uuid, text) owner to madoguchi_keeper;
revoke all on function standing_fits(uuid, text) from public;
grant execute on function standing_fits(uuid, text) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;
