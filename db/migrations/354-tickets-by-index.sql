-- A search by a part of a ticket looked at every card of the vendor. Pairs are found by an index, which row security does not let
-- be asked: its operator might tell of rows that are not the caller's.
create index vendor_reports_by_pairs on vendor_reports using gin (ticket_pairs);
create index vendor_reports_without_pairs on vendor_reports (vendor_id) where ticket_hash is not null and ticket_pairs = '{}';

grant create on schema public to madoguchi_keeper; -- while its function is made
set local role madoguchi_keeper; -- whose function it is
-- SECURITY DEFINER, for the index: the acting vendor's own cards that bear these marks, or come from before pairs were kept (179).
create function vendor_hits(ticket bytea, pairs integer[], most integer) returns table (report_id uuid)
  stable rows 100 language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if acting.kind() is distinct from 'vendor' then return; end if;
  return query select v.report_id from public.vendor_reports v where v.vendor_id = acting.organisation()
    and (v.ticket_hash = ticket or v.ticket_pairs @> pairs or v.ticket_hash is not null and v.ticket_pairs = '{}') limit most;
end
$$;
revoke all on function vendor_hits(bytea, integer[], integer) from public;
grant execute on function vendor_hits(bytea, integer[], integer) to madoguchi_app;
reset role;
revoke create on schema public from madoguchi_keeper;
