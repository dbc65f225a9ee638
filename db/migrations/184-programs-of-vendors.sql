-- A vendor's programs act for its clients: under one mandate, or under whatever the vendor holds. Within a call such a program
-- is the vendor with these mandates, so that it reads and writes what the vendor's people do, and never more.
alter table machines add column for_clients boolean not null default false, -- under every mandate that the vendor holds
  add constraint machines_for_clients check (not for_clients or organisation_id is not null and mandate_id is null);

grant create on schema public to madoguchi_keeper; -- while its function is made

drop function program_of(bytea, uuid, timestamptz);
-- SECURITY DEFINER, because the secret says who acts: before it is read, nobody does. By the secret's hash, or by the id
-- that a signed token carries; nothing for one that is over, stopped, or without its mandate. `mandates`: those under which
-- it acts at this moment; null for a program that acts for its own organisation or body.
create function program_of(shown bytea, signed uuid, moment timestamptz)
  returns table (secret_id uuid, kind text, client_id text, recipient text, prefecture text, organisation_id uuid,
    mandates uuid[], acts text[], per_minute integer, used_at timestamptz)
  stable language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  return query select s.id, s.kind, m.client_id, m.recipient::text, m.prefecture, m.organisation_id, h.held, m.acts,
      m.per_minute, s.used_at
    from public.machine_secrets s join public.machines m on m.client_id = s.client_id
      cross join lateral (select case when m.for_clients or m.mandate_id is not null then array(select d.id
        from public.mandates d where d.vendor_id = m.organisation_id and (m.for_clients or d.id = m.mandate_id)
          and d.revoked_at is null and d.valid_from <= moment and (d.valid_until is null or d.valid_until > moment)) end) h(held)
    where s.id = coalesce(signed, (select k.id from public.machine_secrets k where k.hash = shown))
      and s.revoked_at is null and s.expires_at > moment and m.disabled_at is null
      and (m.mandate_id is null or cardinality(h.held) > 0);
end
$$;
grant select (for_clients) on machines to madoguchi_keeper;
alter function program_of(bytea, uuid, timestamptz) owner to madoguchi_keeper;
revoke all on function program_of(bytea, uuid, timestamptz) from public;
grant execute on function program_of(bytea, uuid, timestamptz) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;

-- Those who look after the vendor make a program for a mandate that it holds.
drop policy members on machines;
create policy members on machines for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation()
    and acting.administers(organisation_id));
create policy members_stop on machines for update to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation()
    and acting.administers(organisation_id));
create policy members_make on machines for insert to madoguchi_app
  with check (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation()
    and acting.administers(organisation_id) and (mandate_id is null or mandate_id = any (acting.mandates())));

drop policy own on machine_calls;
create policy own on machine_calls for all to madoguchi_app
  using (acting.kind() in ('machine', 'holder', 'vendor') and client_id = acting.person());

-- No program acts under a mandate of its own any more. Asked of every report by programs of organisations, this was slow too.
drop policy mandated on reports;
create policy mandated on reports for all to madoguchi_app
  using (case when acting.kind() = 'vendor' then acting.mandated(id, organisation_id) else false end);
drop policy machine_mandate on mandates;
