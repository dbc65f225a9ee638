-- The reporter's side. Everything told in confidence is sealed (bytea, compressed before sealing, hence STORAGE EXTERNAL).

create table reports (
  id uuid primary key,
  reference text not null constraint reports_reference_once unique,
  secret_hash text not null, -- argon2id; the secret itself is stored nowhere
  language text not null constraint reports_language check (language in ('ja', 'en')),
  edition text not null, -- the form that the draft is filled in on
  organisation_id uuid constraint reports_organisation references organisations,
  mandate_id uuid constraint reports_mandate references mandates,
  started_at timestamptz not null,
  revision_number integer not null default 0,
  submitted_at timestamptz, -- the first time
  withdrawn_at timestamptz
) with (fillfactor = 80);
create index reports_of_organisation on reports (organisation_id, started_at) where organisation_id is not null;
create index reports_of_mandate on reports (mandate_id, started_at) where mandate_id is not null;

create table drafts (
  report_id uuid primary key constraint drafts_report references reports,
  version integer not null,
  content bytea not null,
  saved_at timestamptz not null
);

create table revisions (
  id uuid primary key,
  report_id uuid not null constraint revisions_report references reports,
  number integer not null,
  phase text not null constraint revisions_phase check (phase in ('initial', 'interim', 'final')),
  edition text not null,
  rulebook text not null,
  content bytea not null, -- answers and choices
  digest bytea not null,
  idempotency_key text not null,
  payload_digest bytea not null,
  submitted_at timestamptz not null,
  constraint revisions_number_once unique (report_id, number),
  constraint revisions_sent_once unique (report_id, idempotency_key)
);

create table consents (
  report_id uuid not null,
  revision_number integer not null,
  kind text not null,
  given boolean not null,
  recorded_at timestamptz not null,
  primary key (report_id, revision_number, kind),
  constraint consents_revision foreign key (report_id, revision_number) references revisions (report_id, number)
);

alter table drafts alter column content set storage external;
alter table revisions alter column content set storage external;

-- Whoever may see the report (its own policies decide: this runs as the caller) may see what belongs to it. In a function,
-- because a subquery in a policy is set up for every statement, also where another policy lets the actor through.
create function acting.represents(report uuid) returns boolean stable language plpgsql set search_path = pg_catalog, public
  as $$ begin return exists (select from reports r where r.id = report); end $$;

do $$
declare
  name text;
begin
  foreach name in array array['reports', 'drafts', 'revisions', 'consents'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to madoguchi_app', name);
  end loop;
  foreach name in array array['drafts', 'revisions', 'consents'] loop
    execute format(
      'create policy holder on %I for all to madoguchi_app using (acting.kind() = ''holder'' and report_id = acting.report())', name);
    execute format(
      'create policy represented on %I for all to madoguchi_app using (acting.kind() in (''member'', ''vendor'', ''machine'')
        and acting.represents(report_id))', name);
  end loop;
end
$$;
grant update (language, revision_number, submitted_at, withdrawn_at) on reports to madoguchi_app;
grant update on drafts to madoguchi_app;

create policy starting on reports for insert to madoguchi_app
  with check (acting.kind() = 'anyone' and organisation_id is null and mandate_id is null);
create policy holder on reports for select to madoguchi_app
  using (acting.kind() = 'holder' and id = acting.report());
create policy holder_changes on reports for update to madoguchi_app
  using (acting.kind() = 'holder' and id = acting.report());
create policy member on reports for all to madoguchi_app
  using (acting.kind() = 'member' and organisation_id = acting.organisation());
create policy mandated on reports for all to madoguchi_app
  using (acting.kind() in ('vendor', 'machine') and mandate_id = any (acting.mandates()));

-- SECURITY DEFINER, because whoever shows a reference is nobody yet and may see no row: this gives the one thing that
-- is needed to check the secret, and nothing of the report.
create function report_door(shown text) returns table (id uuid, secret_hash text)
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select r.id, r.secret_hash from public.reports r where r.reference = shown $$;
grant select (id, reference, secret_hash) on reports to madoguchi_keeper;
create policy door on reports for select to madoguchi_keeper using (true);
alter function report_door(text) owner to madoguchi_keeper;
revoke all on function report_door(text) from public;
grant execute on function report_door(text) to madoguchi_app;
