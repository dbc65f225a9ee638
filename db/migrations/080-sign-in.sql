-- How people prove who they are. An officer, an operator and an account each have one login with the same id. Before a
-- sign-in nobody is known, so the portal itself (worker) looks here; an operator invites, suspends and resets.

grant create on schema public to madoguchi_keeper; -- while its functions are made

create table logins (
  id uuid primary key, -- of the officer, operator or account
  kind text not null constraint logins_kind check (kind in ('officer', 'operator', 'account')),
  number text not null constraint logins_number_once unique, -- what a person types; no secret
  key_hash text, -- argon2id of the key that the portal made; null: none
  totp bytea, -- sealed: the authenticator's secret
  totp_step bigint not null default 0, -- of the last code that counted: none counts twice
  created_at timestamptz not null,
  constraint logins_two_factors check ((key_hash is null) = (totp is null))
);

create table passkeys (
  id bytea primary key, -- the credential's
  login_id uuid not null constraint passkeys_login references logins,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null constraint passkeys_name check (length(name) between 1 and 60),
  added_at timestamptz not null,
  used_at timestamptz
);
create index passkeys_of_login on passkeys (login_id);

create table recovery_codes (
  login_id uuid not null constraint recovery_codes_login references logins,
  code_hash bytea not null, -- keyed
  used_at timestamptz,
  primary key (login_id, code_hash)
);

-- Who somebody is at another provider. The pair is the identity; a mail address would not be one.
create table identities (
  issuer text not null,
  subject text not null,
  login_id uuid not null constraint identities_login references logins,
  linked_at timestamptz not null,
  used_at timestamptz,
  primary key (issuer, subject)
);
create index identities_of_login on identities (login_id);

create table invitations (
  token_hash bytea primary key,
  login_id uuid not null constraint invitations_login references logins,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitations_of_login on invitations (login_id);

-- What was asked of a browser and not answered yet. Each is answered once.
create table ceremonies (
  token_hash bytea primary key,
  purpose text not null,
  login_id uuid constraint ceremonies_login references logins,
  content bytea not null, -- sealed: the challenge, or the secret that is about to be confirmed
  tries integer not null default 0,
  expires_at timestamptz not null
);
alter table ceremonies alter column content set storage external;
create index ceremonies_expiry on ceremonies (expires_at);

-- What a body accepts of its officers. Without a row: passkeys, and a key with an authenticator.
create table recipient_policies (
  recipient recipient_id primary key,
  means text[] not null constraint recipient_policies_means
    check (cardinality(means) > 0 and means <@ array['passkey', 'totp', 'openid']),
  issuer text,
  client_id text,
  client_secret bytea, -- sealed
  acr text, -- what the body's provider says when two factors were used
  changed_at timestamptz not null,
  constraint recipient_policies_provider
    check (not 'openid' = any (means) or num_nonnulls(issuer, client_id, client_secret, acr) = 4)
);

do $$
declare
  name text;
begin
  foreach name in array array['logins', 'passkeys', 'recovery_codes', 'identities', 'invitations', 'ceremonies',
    'recipient_policies'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy signing_in on %I for all to madoguchi_app using (acting.kind() = ''worker'')', name);
  end loop;
  foreach name in array array['logins', 'passkeys', 'recovery_codes', 'identities', 'invitations', 'recipient_policies'] loop
    execute format('create policy operated on %I for all to madoguchi_app using (acting.kind() = ''operator'')', name);
  end loop;
end
$$;
grant select, insert, delete on passkeys, recovery_codes, identities, invitations, ceremonies to madoguchi_app;
grant update (counter, used_at) on passkeys to madoguchi_app;
grant update (used_at) on recovery_codes, identities, invitations to madoguchi_app;
grant update (tries) on ceremonies to madoguchi_app;
grant select, insert, update (key_hash, totp, totp_step) on logins to madoguchi_app;
grant select, insert, update on recipient_policies to madoguchi_app;

-- Whoever was here before can be invited too. The number is no secret.
insert into logins (id, kind, number, created_at)
  select p.id, p.kind, regexp_replace(n.letters, '^(.{4})(.{4})', '\1-\2-'), p.created_at
  from (select id, 'officer' as kind, created_at from officers union all select id, 'operator', created_at from operators) p,
    lateral (select string_agg(substr('34679ACDEFGHJKMNPRTWXY', 1 + floor(random() * 22)::int, 1), '') as letters
      from generate_series(1, 10) where p.id is not null) n;

-- Whoever only reads at a body; and who looks after its people.
alter table officers drop constraint officers_role;
update officers set role = 'administrator' where role = 'lead';
alter table officers add constraint officers_role check (role in ('administrator', 'officer', 'reader'));

-- One more key: of what is kept about people.
alter table data_keys add column purpose text constraint data_keys_purpose check (purpose = 'people')
  constraint data_keys_one_per_purpose unique;
alter table data_keys drop constraint data_keys_of_one;
alter table data_keys add constraint data_keys_of_one check (num_nonnulls(report_id, recipient, purpose) = 1);
create policy people on data_keys for all to madoguchi_app
  using (purpose is not null and acting.kind() in ('worker', 'operator'));

-- Sessions of people with a login are listed and ended by themselves; others (of a report) stay found by their token only.
alter table sessions add column id uuid, add column login_id uuid constraint sessions_login references logins,
  add column means text, add column factor_at timestamptz, add column seen_at timestamptz,
  add column place bytea, -- sealed: browser and address
  add constraint sessions_known check (num_nulls(id, login_id, means, factor_at, seen_at, place) in (0, 6));
create index sessions_of_login on sessions (login_id) where login_id is not null;
grant select (id, login_id, means, created_at, seen_at, place), delete on sessions to madoguchi_app;
create policy own on sessions for select to madoguchi_app
  using (acting.kind() in ('officer', 'operator') and login_id::text = acting.person());
create policy own_ended on sessions for delete to madoguchi_app
  using (acting.kind() in ('officer', 'operator') and login_id::text = acting.person());
create policy operated on sessions for select to madoguchi_app
  using (acting.kind() in ('operator', 'worker') and login_id is not null);
create policy operated_ended on sessions for delete to madoguchi_app
  using (acting.kind() in ('operator', 'worker') and login_id is not null);

-- SECURITY DEFINER, as in 007; it says when the person last showed a factor, too.
drop function session_of(bytea, timestamptz);
create function session_of(hash bytea, moment timestamptz) returns table (actor jsonb, created_at timestamptz,
    expires_at timestamptz, id uuid, login_id uuid, means text, factor_at timestamptz)
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select s.actor, s.created_at, s.expires_at, s.id, s.login_id, s.means, s.factor_at from public.sessions s
    where s.token_hash = hash and s.expires_at > moment $$;
-- SECURITY DEFINER, because whoever comes back is known by the token only.
create function session_seen(hash bytea, moment timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public
  as $$ update public.sessions s set seen_at = moment where s.token_hash = hash and s.login_id is not null $$;
grant update (seen_at) on sessions to madoguchi_keeper;
alter function session_of(bytea, timestamptz) owner to madoguchi_keeper;
alter function session_seen(bytea, timestamptz) owner to madoguchi_keeper;
revoke all on function session_of(bytea, timestamptz), session_seen(bytea, timestamptz) from public;
grant execute on function session_of(bytea, timestamptz), session_seen(bytea, timestamptz) to madoguchi_app;

-- What happens at the door is chained like a report's history: under the person's id, or under the nil id while nobody
-- is known. Operators read these lines, and no line of a report.
create function acting.at_door(did text) returns boolean immutable language sql
  as $$ select did ~ '^(sign-in|session|person|policy|access)\.' $$;
create policy operator_reads on audit for select to madoguchi_app
  using (acting.kind() = 'operator' and acting.at_door(did));
create policy operator_writes on audit for insert to madoguchi_app
  with check (acting.kind() = 'operator' and actor_kind = 'operator' and actor_id = acting.person() and recipient is null
    and acting.at_door(did));

revoke create on schema public from madoguchi_keeper;
