-- Wrapped keys, sessions and wrong guesses.

-- One key per report and one per recipient, wrapped by a key that lies outside the database.
create table data_keys (
  id uuid primary key,
  report_id uuid constraint data_keys_report references reports constraint data_keys_one_per_report unique,
  recipient recipient_id constraint data_keys_one_per_recipient unique,
  wrapped bytea not null,
  wrapped_by text not null,
  created_at timestamptz not null default now(),
  constraint data_keys_of_one check (num_nonnulls(report_id, recipient) = 1)
);
create index data_keys_wrapped_by on data_keys (wrapped_by);

create table sessions (
  token_hash bytea primary key,
  actor jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_expiry on sessions (expires_at);

create table attempts (
  key bytea primary key, -- keyed hash of a reference or an address
  failures integer not null,
  last_at timestamptz not null,
  blocked_until timestamptz
);

do $$
declare
  name text;
begin
  foreach name in array array['data_keys', 'sessions', 'attempts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;
grant select, insert on data_keys to madoguchi_app;
grant insert on sessions to madoguchi_app;
grant select, insert, update, delete on attempts to madoguchi_app;

create policy holder on data_keys for all to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on data_keys for all to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));
create policy officer on data_keys for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and exists (select from case_files c where c.report_id = data_keys.report_id));
-- Whoever files seals a heading for the recipient; the rows under that key stay out of reach.
create policy recipients on data_keys for all to madoguchi_app
  using (recipient is not null and (acting.kind() in ('holder', 'member', 'vendor', 'worker')
    or acting.kind() = 'machine' and (acting.recipient() is null or recipient = acting.recipient())
    or acting.kind() = 'officer' and recipient = acting.recipient()));

-- Signing in happens before anybody is known. A session is found only by whoever holds its token.
create policy signing_in on sessions for insert to madoguchi_app with check (true);
create policy keeper on sessions for all to madoguchi_keeper using (true);
grant select, delete on sessions to madoguchi_keeper;

-- SECURITY DEFINER, because the session says who acts: before it is read, nobody does.
create function session_of(hash bytea, moment timestamptz) returns table (actor jsonb, created_at timestamptz, expires_at timestamptz)
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select s.actor, s.created_at, s.expires_at from public.sessions s where s.token_hash = hash and s.expires_at > moment $$;
create function session_end(hash bytea) returns void
  language sql security definer set search_path = pg_catalog, public
  as $$ delete from public.sessions s where s.token_hash = hash $$;
alter function session_of(bytea, timestamptz) owner to madoguchi_keeper;
alter function session_end(bytea) owner to madoguchi_keeper;
revoke all on function session_of(bytea, timestamptz), session_end(bytea) from public;
grant execute on function session_of(bytea, timestamptz), session_end(bytea) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;

create policy counting on attempts for all to madoguchi_app using (acting.kind() = 'anyone');

-- `madoguchi keys rotate` rewraps as the keeper, who sees wrapped keys and nothing that they open.
grant select, update (wrapped, wrapped_by) on data_keys to madoguchi_keeper;
create policy rewrapping on data_keys for all to madoguchi_keeper using (true);
