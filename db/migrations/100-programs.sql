-- Programs of bodies and of organisations: what each may do, the secrets it shows, and what it has asked already.

alter table machines drop constraint machines_serve_one, drop column public_key,
  add column organisation_id uuid constraint machines_organisation references organisations,
  add column prefecture text, -- of whoever made it for a body: it sees no more
  add column name text not null constraint machines_name check (char_length(name) between 1 and 60),
  add column acts text[] not null constraint machines_acts check (acts <@ array['cases:read', 'cases:answer', 'cases:export',
    'reports:read', 'reports:draft', 'reports:submit', 'reports:answer']),
  add column per_minute integer not null default 600 constraint machines_per_minute check (per_minute > 0),
  add constraint machines_serve_one check (num_nonnulls(recipient, organisation_id) = 1
    and (mandate_id is null or organisation_id is not null));
create index machines_of_recipient on machines (recipient) where recipient is not null;
create index machines_of_organisation on machines (organisation_id) where organisation_id is not null;

create table machine_secrets (
  id uuid primary key,
  client_id text not null constraint machine_secrets_machine references machines,
  kind text not null constraint machine_secrets_kind check (kind in ('key', 'client')),
  hash bytea not null constraint machine_secrets_hash_once unique, -- SHA-256 of 256 random bits
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz -- to the minute
);
create index machine_secrets_of_machine on machine_secrets (client_id);

-- The answer to each call that changed something, in the transaction of the change: a second call with its key gets it again.
create table machine_calls (
  client_id text not null constraint machine_calls_machine references machines,
  key text not null constraint machine_calls_key_length check (char_length(key) between 1 and 255),
  digest bytea not null, -- of what was asked
  answer json not null, -- ids, numbers and times; nothing that was told in confidence
  answered_at timestamptz not null,
  primary key (client_id, key)
);
create index machine_calls_age on machine_calls (answered_at);

do $$
declare
  name text;
begin
  foreach name in array array['machine_secrets', 'machine_calls'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;
revoke update on machines from madoguchi_app;
grant update (disabled_at) on machines to madoguchi_app;
grant select (id, client_id, kind, made_at, expires_at, revoked_at, used_at), insert, update (expires_at, revoked_at)
  on machine_secrets to madoguchi_app;
grant select, insert, delete on machine_calls to madoguchi_app;

-- An operator stops programs and makes none: whoever makes one reads what it reads.
drop policy operated_machines on machines;
create policy operator_sees on machines for select to madoguchi_app using (acting.kind() = 'operator');
create policy operator_stops on machines for update to madoguchi_app using (acting.kind() = 'operator');

-- Colleagues read its name; those who look after the body make and stop it, within what they see themselves.
create policy colleagues on machines for select to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient());
create policy administrators_make on machines for insert to madoguchi_app
  with check (acting.kind() = 'officer' and recipient = acting.recipient() and acting.administers()
    and prefecture is not distinct from acting.prefecture());
create policy administrators_stop on machines for update to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient() and acting.administers()
    and (acting.prefecture() is null or prefecture = acting.prefecture()));
create policy members on machines for all to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation()
    and acting.administers(organisation_id));

-- Asks as the caller: whoever may stop the program looks after its secrets.
create policy keepers on machine_secrets for all to madoguchi_app
  using ((acting.kind() = 'officer' and acting.administers() or acting.kind() in ('member', 'vendor'))
    and exists (select from machines m where m.client_id = machine_secrets.client_id
      and (m.recipient is null or acting.prefecture() is null or m.prefecture = acting.prefecture())));
create policy own on machine_calls for all to madoguchi_app
  using (acting.kind() in ('machine', 'holder') and client_id = acting.person());
create policy forgetting on machine_calls for select to madoguchi_app using (acting.kind() = 'worker');
create policy forgetting_old on machine_calls for delete to madoguchi_app using (acting.kind() = 'worker');

grant create on schema public to madoguchi_keeper; -- while its functions are made

-- SECURITY DEFINER, because the secret says who acts: before it is read, nobody does. By the secret's hash, or by the id
-- that a signed token carries; nothing for one that is over, stopped, or without its mandate.
create function program_of(shown bytea, signed uuid, moment timestamptz)
  returns table (secret_id uuid, kind text, client_id text, recipient text, prefecture text, organisation_id uuid,
    mandate_id uuid, acts text[], per_minute integer, used_at timestamptz)
  stable language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  return query select s.id, s.kind, m.client_id, m.recipient::text, m.prefecture, m.organisation_id, m.mandate_id, m.acts,
      m.per_minute, s.used_at
    from public.machine_secrets s join public.machines m on m.client_id = s.client_id
      left join public.mandates d on d.id = m.mandate_id
    where s.id = coalesce(signed, (select k.id from public.machine_secrets k where k.hash = shown))
      and s.revoked_at is null and s.expires_at > moment and m.disabled_at is null
      and (m.mandate_id is null or d.revoked_at is null and d.valid_from <= moment
        and (d.valid_until is null or d.valid_until > moment));
end
$$;
-- SECURITY DEFINER, as above. Once a minute at most, so that a busy program writes next to nothing.
create function program_used(secret uuid, moment timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public
  as $$ update public.machine_secrets s set used_at = moment
    where s.id = secret and (s.used_at is null or s.used_at <= moment - interval '1 minute') $$;
grant select, update (used_at) on machine_secrets to madoguchi_keeper;
grant select (client_id, recipient, prefecture, organisation_id, mandate_id, acts, per_minute, disabled_at) on machines
  to madoguchi_keeper;
grant select (id, valid_from, valid_until, revoked_at) on mandates to madoguchi_keeper;
create policy door on machine_secrets for all to madoguchi_keeper using (true);
create policy door on machines for select to madoguchi_keeper using (true);
create policy door on mandates for select to madoguchi_keeper using (true);
alter function program_of(bytea, uuid, timestamptz) owner to madoguchi_keeper;
alter function program_used(uuid, timestamptz) owner to madoguchi_keeper;
revoke all on function program_of(bytea, uuid, timestamptz), program_used(uuid, timestamptz) from public;
grant execute on function program_of(bytea, uuid, timestamptz), program_used(uuid, timestamptz) to madoguchi_app;
revoke create on schema public from madoguchi_keeper;
