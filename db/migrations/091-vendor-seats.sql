-- A person with an account finds the report that its organisation may act on for somebody else.

grant create on schema public to madoguchi_keeper; -- while its functions are made

-- SECURITY DEFINER, because who acts for which organisation is known only after the report was found; see report_seat. Of
-- several mandates the one for the whole form comes first, then the one with more acts.
create function vendor_seat(shown text, moment timestamptz) returns table (report_id uuid, organisation_id uuid, role text,
    mandate_id uuid, sections text[], acts text[], approves boolean)
  stable language sql security definer set search_path = pg_catalog, public
  as $$
    select r.id, s.organisation_id, s.role, m.id, m.sections, coalesce(m.acts, '{draft,send,answer}'), coalesce(m.approves, false)
    from public.reports r
      join public.memberships s on s.account_id::text = acting.person() and s.ended_at is null
      left join public.mandates m on m.vendor_id = s.organisation_id and m.revoked_at is null
        and (m.valid_until is null or m.valid_until > moment)
        and (m.report_id = r.id or m.report_id is null and m.client_id = r.organisation_id)
      left join public.vendor_reports v on v.vendor_id = s.organisation_id and v.report_id = r.id and v.mandate_id is null
    where r.reference = shown and acting.kind() = 'member' and (m.id is not null or v.report_id is not null)
    order by m.id is null, m.sections is not null, cardinality(m.acts) desc limit 1
  $$;
grant select on vendor_reports to madoguchi_keeper;
create policy seats on vendor_reports for select to madoguchi_keeper using (true);
alter function vendor_seat(text, timestamptz) owner to madoguchi_keeper;
revoke all on function vendor_seat(text, timestamptz) from public;
grant execute on function vendor_seat(text, timestamptz) to madoguchi_app;

-- The record of access shows again what 056, 057 and 060 added to it, and 081 wrote it without.
do $$
declare
  written text := pg_get_functiondef('access_log(uuid)'::regprocedure);
begin
  if strpos(written, '''hold.set''') = 0 then
    set local role madoguchi_keeper; -- whose function it is
    execute replace(written, '''case.handed-over''', '''case.handed-over'', ''case.returned'', ''intake.started'',
      ''intake.continued'', ''intake.code-given'', ''warning.issued'', ''hold.set'', ''hold.lifted''');
    reset role;
  end if;
end
$$;

revoke create on schema public from madoguchi_keeper;
