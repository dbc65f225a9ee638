-- A mandate for some sections may let a vendor send without asking. Those that were given before were given under the
-- promise that the client is always asked.
update mandates set approves = true where sections is not null;

-- What a vendor sends has to be covered: by a mandate that lets it send, or answer, without the client looking first; or it
-- is a report of its own, of technical findings.
create function acting.sends_for(report uuid) returns boolean stable language plpgsql set search_path = pg_catalog, public
  as $$ begin
    return exists (select from mandates m join reports r on r.id = report
        where m.id = any (acting.mandates()) and m.revoked_at is null and not m.approves and m.acts && '{send,answer}'
          and (m.report_id = r.id or m.report_id is null and m.client_id = r.organisation_id))
      or exists (select from vendor_reports v where v.vendor_id = acting.organisation() and v.report_id = report
        and v.mandate_id is null);
  end $$;
create or replace function acting.sends(report uuid) returns boolean stable language sql
  as $$ select case when acting.kind() not in ('member', 'vendor') then true
    when report_needs_approval(report) then acting.approves()
    else acting.role() in ('administrator', 'editor', 'approver') and (acting.kind() = 'member' or acting.sends_for(report)) end $$;
