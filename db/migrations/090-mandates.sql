-- Mandates: what a client lets a vendor do with its reports, by which terms, and what was done under them. A client without
-- an account gives one for the report that it holds. Sealed are words and names; what decides access is in the clear.

grant create on schema public to madoguchi_keeper; -- while its functions are made

drop policy given_mandates on mandates;
alter table mandates drop column scope, drop column evidence,
  alter column client_id drop not null, -- null: whoever holds the report
  alter column vendor_id drop not null, -- null: offered, and not taken up yet
  add column report_id uuid constraint mandates_report references reports, -- null: all reports of the client
  add column number text, -- named together with the code
  add column sections text[], -- null: the whole form
  add column acts text[] not null default '{draft}',
  add column approves boolean not null default true, -- the client looks at each sending
  add column content bytea not null default '', -- sealed: evidence, and the client's name as it gives it
  add column code_hash text, -- argon2id; null: used up
  add column code_expires_at timestamptz,
  add column code_failures integer not null default 0,
  add column redeemed_at timestamptz;
update mandates set number = id::text, redeemed_at = valid_from;
alter table mandates alter column number set not null, alter column acts drop default, alter column approves drop default,
  alter column content drop default, alter column content set storage external,
  add constraint mandates_number_once unique (number),
  add constraint mandates_of_one check (num_nonnulls(client_id, report_id) > 0),
  add constraint mandates_acts check (cardinality(acts) > 0 and acts <@ array['draft', 'send', 'answer']),
  add constraint mandates_taken_up check ((vendor_id is null) = (redeemed_at is null));
create index mandates_of_vendor on mandates (vendor_id, redeemed_at desc, id) where vendor_id is not null;
create index mandates_of_client on mandates (client_id) where client_id is not null;
create index mandates_of_report on mandates (report_id) where report_id is not null;

-- Who took it up, by the name it had then: for the client, and beside what is filed.
create table mandate_vendors (
  mandate_id uuid primary key constraint mandate_vendors_mandate references mandates,
  vendor_id uuid not null constraint mandate_vendors_vendor references organisations,
  content bytea not null
);

-- How the vendor itself calls the client.
create table vendor_clients (
  mandate_id uuid primary key constraint vendor_clients_mandate references mandates,
  vendor_id uuid not null constraint vendor_clients_vendor references organisations,
  content bytea not null
);

-- The vendor's own card of a report: its ticket, found by a keyed hash. Without a mandate it is the vendor's own report of
-- technical findings about a client that stays unnamed.
create table vendor_reports (
  vendor_id uuid not null constraint vendor_reports_vendor references organisations,
  report_id uuid not null constraint vendor_reports_report references reports,
  mandate_id uuid constraint vendor_reports_mandate references mandates,
  ticket_hash bytea,
  content bytea not null, -- sealed under the report's key: ticket, and how the vendor calls the case
  added_at timestamptz not null,
  primary key (vendor_id, report_id)
);
create index vendor_reports_technical on vendor_reports (vendor_id, added_at desc, report_id) where mandate_id is null;
create index vendor_reports_by_ticket on vendor_reports (vendor_id, ticket_hash) where ticket_hash is not null;

-- Technical findings that a vendor meets again and again.
create table vendor_templates (
  id uuid primary key,
  vendor_id uuid not null constraint vendor_templates_vendor references organisations,
  content bytea not null, -- sealed: name and answers
  written_at timestamptz not null,
  retired_at timestamptz
);
create index vendor_templates_of_vendor on vendor_templates (vendor_id) where retired_at is null;

-- A sending that waits for the client. It holds for the very draft that was shown.
create table sendings (
  id uuid primary key,
  report_id uuid not null constraint sendings_report references reports,
  mandate_id uuid not null constraint sendings_mandate references mandates,
  draft_version integer not null,
  asked_by uuid not null, -- the account
  asked_at timestamptz not null,
  decided_at timestamptz,
  decision text constraint sendings_decision check (decision in ('approved', 'returned', 'stopped', 'taken-back')),
  content bytea, -- sealed: what the client wrote when it returned it
  revision_number integer,
  constraint sendings_decided check ((decided_at is null) = (decision is null))
);
create unique index sendings_one_open on sendings (report_id) where decided_at is null;
create index sendings_of_report on sendings (report_id, asked_at);

-- Beside the answers of a revision: who filed it, under which mandate.
create table filings (
  report_id uuid not null constraint filings_report references reports,
  revision_number integer not null,
  mandate_id uuid not null constraint filings_mandate references mandates,
  content bytea not null, -- sealed under the report's key: the vendor's name
  approved boolean not null,
  filed_at timestamptz not null,
  primary key (report_id, revision_number),
  constraint filings_revision foreign key (report_id, revision_number) references revisions (report_id, number)
    deferrable initially deferred
);

-- May the vendor (or its machine) act on this report at all? It runs as the caller, who sees the mandates it holds.
create function acting.mandated(report uuid, organisation uuid) returns boolean stable language plpgsql
  set search_path = pg_catalog, public
  as $$ begin
    return exists (select from mandates m where m.id = any (acting.mandates()) and m.revoked_at is null
        and m.redeemed_at is not null and (m.report_id = report or m.report_id is null and m.client_id = organisation))
      or acting.kind() = 'vendor' and exists (select from vendor_reports v where v.vendor_id = acting.organisation()
        and v.report_id = report and v.mandate_id is null);
  end $$;
drop policy mandated on reports;
create policy mandated on reports for all to madoguchi_app
  using (case when acting.kind() in ('vendor', 'machine') then acting.mandated(id, organisation_id) else false end);

revoke update on mandates from madoguchi_app;
grant update (revoked_at, approves, code_hash, code_expires_at, code_failures) on mandates to madoguchi_app;
do $$
declare
  name text;
begin
  foreach name in array array['mandate_vendors', 'vendor_clients', 'vendor_reports', 'vendor_templates', 'sendings', 'filings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to madoguchi_app', name);
    execute format('alter table %I alter column content set storage external', name);
  end loop;
end
$$;
grant update (content) on vendor_clients to madoguchi_app;
grant update (content, ticket_hash) on vendor_reports to madoguchi_app;
grant update (content, written_at, retired_at) on vendor_templates to madoguchi_app;
grant update (decided_at, decision, content, revision_number) on sendings to madoguchi_app;

-- The client's side: the organisation, and whoever holds the report.
create policy client on mandates for select to madoguchi_app
  using (case acting.kind() when 'holder' then report_id = acting.report()
    when 'member' then client_id = acting.organisation() or report_id is not null and acting.represents(report_id) else false end);
create policy client_changes on mandates for update to madoguchi_app
  using (case acting.kind() when 'holder' then report_id = acting.report()
    when 'member' then client_id = acting.organisation() or report_id is not null and acting.represents(report_id) else false end);
create policy client_offers on mandates for insert to madoguchi_app
  with check (vendor_id is null and revoked_at is null and case acting.kind()
    when 'holder' then report_id = acting.report() and client_id is null
    when 'member' then client_id = acting.organisation() and (report_id is null or acting.represents(report_id)) else false end);

create policy held on mandate_vendors for select to madoguchi_app
  using (acting.kind() = 'vendor' and vendor_id = acting.organisation());
create policy client on mandate_vendors for select to madoguchi_app
  using (acting.kind() in ('holder', 'member') and exists (select from mandates m where m.id = mandate_id));
create policy taken_up on mandate_vendors for insert to madoguchi_app
  with check (acting.kind() = 'vendor' and vendor_id = acting.organisation()
    and exists (select from mandates m where m.id = mandate_id and m.vendor_id = mandate_vendors.vendor_id));

create policy own on vendor_clients for all to madoguchi_app
  using (acting.kind() = 'vendor' and vendor_id = acting.organisation())
  with check (acting.kind() = 'vendor' and vendor_id = acting.organisation()
    and exists (select from mandates m where m.id = mandate_id and m.vendor_id = vendor_clients.vendor_id));

create policy own on vendor_reports for select to madoguchi_app
  using (acting.kind() = 'vendor' and vendor_id = acting.organisation());
create policy own_changes on vendor_reports for update to madoguchi_app
  using (acting.kind() = 'vendor' and vendor_id = acting.organisation())
  with check (acting.kind() = 'vendor' and vendor_id = acting.organisation()
    and (mandate_id is null or mandate_id = any (acting.mandates())));
-- Only for a report that a mandate shows already …
create policy under_mandate on vendor_reports for insert to madoguchi_app
  with check (acting.kind() = 'vendor' and vendor_id = acting.organisation() and mandate_id = any (acting.mandates())
    and acting.represents(report_id));
-- … or for the vendor's own, in the transaction that starts it.
create policy starting on vendor_reports for insert to madoguchi_app
  with check (acting.kind() = 'holder' and report_id = acting.report() and mandate_id is null
    and exists (select from reports r where r.id = report_id and r.revision_number = 0 and r.organisation_id is null));

create policy own on vendor_templates for all to madoguchi_app
  using (acting.kind() = 'vendor' and vendor_id = acting.organisation());

create policy holder on sendings for select to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy holder_decides on sendings for update to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on sendings for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and acting.represents(report_id));
create policy represented_decides on sendings for update to madoguchi_app
  using (acting.kind() = 'member' and acting.represents(report_id));
create policy vendor_asks on sendings for insert to madoguchi_app
  with check (acting.kind() = 'vendor' and acting.represents(report_id) and mandate_id = any (acting.mandates())
    and asked_by::text = acting.person() and decided_at is null);
create policy vendor_takes_back on sendings for update to madoguchi_app
  using (acting.kind() = 'vendor' and acting.represents(report_id) and mandate_id = any (acting.mandates()))
  with check (decision = 'taken-back');

create policy holder on filings for all to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on filings for all to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));
create policy handled on filings for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and acting.handles(report_id, acting.recipient()));

-- A mandate for all reports belongs to no one report: it is chained under the client's id.
create policy mandate_writes on audit for insert to madoguchi_app
  with check (acting.kind() in ('member', 'vendor') and actor_kind = acting.kind() and actor_id = acting.person()
    and recipient is null and did like 'mandate.%' and case acting.kind() when 'member' then report_id = acting.organisation()
      else exists (select from mandates m where m.client_id = audit.report_id and m.id = any (acting.mandates())) end);

-- SECURITY DEFINER, because whoever shows a code has no mandate yet. It gives what is needed to check it, while it holds.
create function mandate_door(shown text, moment timestamptz) returns table (id uuid, code_hash text)
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select m.id, m.code_hash from public.mandates m where m.number = shown and m.redeemed_at is null
    and m.revoked_at is null and m.code_hash is not null and m.code_expires_at > moment and m.code_failures < 5
    and (m.valid_until is null or m.valid_until > moment) $$;
-- SECURITY DEFINER, for the same reason: five wrong codes, and it has to be given anew.
create function mandate_failed(shown text) returns void
  language sql security definer set search_path = pg_catalog, public
  as $$ update public.mandates set code_failures = code_failures + 1 where number = shown and code_hash is not null $$;
-- SECURITY DEFINER, for the same reason. Of two vendors at once one gets it, and it is the one who acts.
create function mandate_redeem(mandate uuid, shown_hash text, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if acting.kind() <> 'vendor' or acting.organisation() is null then return false; end if;
  update public.mandates m set vendor_id = acting.organisation(), redeemed_at = moment, code_hash = null, code_expires_at = null
    where m.id = mandate and m.code_hash = shown_hash and m.code_expires_at > moment and m.code_failures < 5
      and m.redeemed_at is null and m.revoked_at is null and (m.valid_until is null or m.valid_until > moment)
      and m.client_id is distinct from acting.organisation();
  return found;
end
$$;
grant select, update (vendor_id, redeemed_at, code_hash, code_expires_at, code_failures) on mandates to madoguchi_keeper;
create policy taking_up on mandates for all to madoguchi_keeper using (true);
alter function mandate_door(text, timestamptz) owner to madoguchi_keeper;
alter function mandate_failed(text) owner to madoguchi_keeper;
alter function mandate_redeem(uuid, text, timestamptz) owner to madoguchi_keeper;
revoke all on function mandate_door(text, timestamptz), mandate_failed(text), mandate_redeem(uuid, text, timestamptz) from public;
grant execute on function mandate_door(text, timestamptz), mandate_failed(text), mandate_redeem(uuid, text, timestamptz)
  to madoguchi_app;

revoke create on schema public from madoguchi_keeper;
