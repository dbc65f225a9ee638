-- What a vendor may act on is worked out once for a statement, and not by a call for each report: with thirty thousand
-- reports of a hundred clients the calls took longer than anybody waits. Both run as the caller, who sees the mandates it
-- holds, and are asked for only where a vendor acts.
create function acting.mandated_clients() returns uuid[] stable language plpgsql set search_path = pg_catalog, public
  as $$ begin
    return array(select m.client_id from mandates m where m.id = any (acting.mandates()) and m.revoked_at is null
      and m.redeemed_at is not null and m.report_id is null and m.client_id is not null);
  end $$;
create function acting.mandated_reports() returns uuid[] stable language plpgsql set search_path = pg_catalog, public
  as $$ begin
    return array(select m.report_id from mandates m where m.id = any (acting.mandates()) and m.revoked_at is null
        and m.redeemed_at is not null and m.report_id is not null
      union all select v.report_id from vendor_reports v where v.vendor_id = acting.organisation() and v.mandate_id is null);
  end $$;

drop policy mandated on reports;
create policy mandated on reports for all to madoguchi_app
  using (acting.kind() = 'vendor' and (organisation_id = any ((select acting.mandated_clients())::uuid[])
    or id = any ((select acting.mandated_reports())::uuid[])));
drop function acting.mandated(uuid, uuid);
