-- A sending that waits for the client rests on two things: the mandate, while it holds, and whoever asked for it, while they
-- may send for the vendor. Without either nothing goes, and what waits is ended, with a word to both sides.

grant create on schema public to madoguchi_keeper; -- while its functions are made

grant select (id, disabled_at) on accounts to madoguchi_keeper;
create policy seats on accounts for select to madoguchi_keeper using (true);
grant select, update (decided_at, decision) on sendings to madoguchi_keeper;
create policy ending on sendings for all to madoguchi_keeper using (true);

-- SECURITY DEFINER, because a client does not see who works for its vendor. It says yes or no, and nothing else.
create function sending_stands(sending uuid, moment timestamptz) returns boolean
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select exists (select from public.sendings s join public.mandates m on m.id = s.mandate_id
    where s.id = sending and m.redeemed_at is not null and m.revoked_at is null and 'send' = any (m.acts)
      and (m.valid_until is null or m.valid_until > moment)
      and (exists (select from public.memberships p join public.accounts a on a.id = p.account_id
          where p.account_id = s.asked_by and p.organisation_id = m.vendor_id and p.ended_at is null
            and p.role in ('administrator', 'editor', 'approver') and a.disabled_at is null)
        or exists (select from public.machines k where k.client_id = s.asked_by::text and k.organisation_id = m.vendor_id
          and k.disabled_at is null))) $$;

-- SECURITY DEFINER, because the worker reads no sendings. Each is ended once, whoever else looks at the same time.
create function end_sendings(moment timestamptz)
  returns table (id uuid, report_id uuid, mandate_id uuid, asked_by uuid, client_id uuid, vendor_id uuid)
  language sql security definer set search_path = pg_catalog, public
  as $$ update public.sendings s set decided_at = moment, decision = 'stopped'
    from public.mandates m, public.reports r
    where acting.kind() = 'worker' and s.decided_at is null and m.id = s.mandate_id and r.id = s.report_id and not public.sending_stands(s.id, moment)
    returning s.id, s.report_id, s.mandate_id, s.asked_by, r.organisation_id, m.vendor_id $$;

-- SECURITY DEFINER, because a vendor sees no other vendor's sending. Asked when something is filed as approved.
create function sending_waits(report uuid, mandate uuid, moment timestamptz) returns boolean
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select exists (select from public.sendings s where s.report_id = report and s.mandate_id = mandate
    and s.decided_at is null and public.sending_stands(s.id, moment)) $$;

alter function sending_stands(uuid, timestamptz) owner to madoguchi_keeper;
alter function end_sendings(timestamptz) owner to madoguchi_keeper;
alter function sending_waits(uuid, uuid, timestamptz) owner to madoguchi_keeper;
revoke all on function sending_stands(uuid, timestamptz), end_sendings(timestamptz), sending_waits(uuid, uuid, timestamptz)
  from public;
grant execute on function sending_stands(uuid, timestamptz), end_sendings(timestamptz), sending_waits(uuid, uuid, timestamptz)
  to madoguchi_app;

-- Stopped, taken back or without a mandate in the instant before: then the revision is not written either.
create policy approved_stands on filings as restrictive for insert to madoguchi_app
  with check (not approved or sending_waits(report_id, mandate_id, filed_at));

revoke create on schema public from madoguchi_keeper;
