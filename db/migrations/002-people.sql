-- People and programs. Names of organisations and mandates' evidence are sealed; what decides access is in the clear.

create table organisations (
  id uuid primary key,
  corporate_number text constraint organisations_corporate_number_form check (corporate_number ~ '^[0-9]{13}$'),
  profile bytea not null, -- sealed: name, address, contacts; proposed in each new report
  created_at timestamptz not null
);

create table accounts (
  id uuid primary key,
  mail_hash bytea not null constraint accounts_mail_once unique, -- keyed hash: found by address, not readable
  profile bytea not null, -- sealed: name, mail
  created_at timestamptz not null,
  disabled_at timestamptz
);

create table memberships (
  account_id uuid not null constraint memberships_account references accounts,
  organisation_id uuid not null constraint memberships_organisation references organisations,
  role text not null constraint memberships_role check (role in ('owner', 'reporter', 'reader')),
  since timestamptz not null,
  ended_at timestamptz,
  primary key (account_id, organisation_id)
);

create table mandates (
  id uuid primary key,
  client_id uuid not null constraint mandates_client references organisations,
  vendor_id uuid not null constraint mandates_vendor references organisations,
  scope text not null constraint mandates_scope check (scope in ('read', 'file')),
  evidence bytea, -- sealed
  valid_from timestamptz not null,
  valid_until timestamptz,
  revoked_at timestamptz
);

create table machines (
  client_id text primary key,
  recipient recipient_id,
  mandate_id uuid constraint machines_mandate references mandates,
  public_key bytea not null,
  created_at timestamptz not null,
  disabled_at timestamptz,
  constraint machines_serve_one check (num_nonnulls(recipient, mandate_id) = 1)
);

create table officers (
  id uuid primary key,
  recipient recipient_id not null,
  prefecture text,
  name text not null, -- of an official on duty, shown to colleagues of the same recipient only
  role text not null constraint officers_role check (role in ('officer', 'lead')),
  created_at timestamptz not null,
  disabled_at timestamptz
);
create index officers_of_recipient on officers (recipient);

create table operators (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);

do $$
declare
  name text;
begin
  foreach name in array array['organisations', 'accounts', 'memberships', 'mandates', 'machines', 'officers', 'operators'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert, update on %I to madoguchi_app', name);
  end loop;
end
$$;

create policy own_organisation on organisations for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and id = acting.organisation());
create policy own_organisation_changes on organisations for update to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and id = acting.organisation());

create policy own_account on accounts for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and id::text = acting.person());
create policy own_account_changes on accounts for update to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and id::text = acting.person());

create policy colleagues on memberships for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation());

-- A mandate is given and taken back by the client; the vendor sees it.
create policy given_mandates on mandates for all to madoguchi_app
  using (acting.kind() = 'member' and client_id = acting.organisation());
create policy held_mandates on mandates for select to madoguchi_app
  using (acting.kind() = 'vendor' and vendor_id = acting.organisation());
create policy machine_mandate on mandates for select to madoguchi_app
  using (acting.kind() = 'machine' and id = any (acting.mandates()));

create policy own_machine on machines for select to madoguchi_app
  using (acting.kind() = 'machine' and client_id = acting.person());
create policy operated_machines on machines for all to madoguchi_app using (acting.kind() = 'operator');

create policy colleagues on officers for select to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient());
create policy operated_officers on officers for all to madoguchi_app using (acting.kind() = 'operator');
create policy signing_in on officers for select to madoguchi_app using (acting.kind() = 'worker');

create policy operated_operators on operators for all to madoguchi_app using (acting.kind() = 'operator');
create policy signing_in on operators for select to madoguchi_app using (acting.kind() = 'worker');

-- Accounts and memberships are made at sign-up, before anybody is known: by the portal itself.
create policy sign_up on accounts for all to madoguchi_app using (acting.kind() = 'worker');
create policy sign_up on organisations for all to madoguchi_app using (acting.kind() = 'worker');
create policy sign_up on memberships for all to madoguchi_app using (acting.kind() = 'worker');
