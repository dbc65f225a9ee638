-- The reporters' side: people with accounts, their organisations and what each may do there. A person's own space is an
-- organisation of one, so that a report of somebody without an organisation needs no rules of its own.

grant create on schema public to madoguchi_keeper; -- while its functions are made
grant create on schema acting to madoguchi_keeper;

alter table organisations
  add column personal_of uuid constraint organisations_personal references accounts constraint organisations_one_space unique,
  add column needs_approval boolean not null default false, -- a second person before anything is sent
  add column verified_at timestamptz,
  add column verified_way text constraint organisations_way check (verified_way in ('openid', 'letter', 'operator')),
  add column changed_at timestamptz not null default now(), -- when it was verified, or no longer
  add constraint organisations_verified check ((verified_at is null) = (verified_way is null)),
  add constraint organisations_verified_number check (verified_at is null or corporate_number is not null),
  add constraint organisations_space_is_bare check (personal_of is null or num_nonnulls(corporate_number, verified_at) = 0);
alter table organisations alter column changed_at drop default;
alter table organisations alter column profile set storage external;
-- Many may say that they are a corporation; one is.
create unique index organisations_number_once on organisations (corporate_number) where verified_at is not null;
alter table accounts alter column profile set storage external;

alter table memberships drop constraint memberships_role;
update memberships set role = case role when 'owner' then 'administrator' when 'reporter' then 'editor' else role end;
alter table memberships add constraint memberships_role check (role in ('administrator', 'editor', 'approver', 'reader'));

-- Asked for with a mail address, before anybody is known. The job that sends the mail looks whether the address is known,
-- so that whoever asks gets the same answer after the same work.
create table sign_ups (
  token_hash bytea primary key,
  mail_hash bytea not null,
  content bytea not null, -- sealed: address, name, language, and the token until it is sent
  made_at timestamptz not null,
  expires_at timestamptz not null,
  sent_at timestamptz,
  used_at timestamptz,
  account_id uuid constraint sign_ups_account references accounts -- known when it is sent: a lost way in
);
alter table sign_ups alter column content set storage external;
create index sign_ups_expiry on sign_ups (expires_at);
create index sign_ups_of_mail on sign_ups (mail_hash, made_at);

create table member_invitations (
  token_hash bytea primary key,
  organisation_id uuid not null constraint member_invitations_organisation references organisations,
  role text not null constraint member_invitations_role check (role in ('administrator', 'editor', 'approver', 'reader')),
  made_by uuid not null constraint member_invitations_by references accounts,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid constraint member_invitations_used_by references accounts
);
create index member_invitations_of_organisation on member_invitations (organisation_id);

-- Somebody says that an organisation is this corporation. What is still open waits for a letter's code or an operator.
create table claims (
  id uuid primary key,
  organisation_id uuid not null constraint claims_organisation references organisations,
  account_id uuid not null constraint claims_account references accounts,
  corporate_number text not null constraint claims_number_form check (corporate_number ~ '^[0-9]{13}$'),
  made_at timestamptz not null,
  content bytea not null, -- sealed: name, where the letter goes, the mail address, what the claimant wrote
  mail_code_hash bytea, -- keyed, with the tries below
  mail_confirmed_at timestamptz,
  letter_code_hash bytea,
  letter_made_at timestamptz,
  tries integer not null default 0,
  ended_at timestamptz, -- decided, or taken back
  way text constraint claims_way check (way in ('openid', 'letter', 'operator')), -- null: refused or taken back
  decided_by uuid constraint claims_operator references operators,
  words bytea -- sealed: the operator's evidence and reason
);
alter table claims alter column content set storage external;
create index claims_of_organisation on claims (organisation_id, made_at);
create unique index claims_open_once on claims (organisation_id) where ended_at is null;
create index claims_open on claims (made_at) where ended_at is null;

-- An editor asks, somebody else sends or returns. It holds for the very draft that was shown.
create table approvals (
  id uuid primary key,
  report_id uuid not null constraint approvals_report references reports,
  draft_version integer not null,
  asked_by uuid not null constraint approvals_asked_by references accounts,
  asked_at timestamptz not null,
  words bytea not null, -- sealed: what the asker wrote
  decided_by uuid constraint approvals_decided_by references accounts,
  decided_at timestamptz,
  decision text constraint approvals_decision check (decision in ('sent', 'returned', 'withdrawn')),
  answer bytea, -- sealed: what the approver wrote
  constraint approvals_decided check (num_nulls(decided_by, decided_at, decision) in (0, 3)),
  constraint approvals_two_people check (decision is null or (decision = 'withdrawn') = (decided_by = asked_by))
);
create unique index approvals_open_once on approvals (report_id) where decided_at is null;

-- Who stands behind a report, as its recipients are told. No row: whoever holds its reference and secret.
create table standings (
  report_id uuid not null constraint standings_report references reports,
  at timestamptz not null,
  standing text not null constraint standings_known check (standing in ('account', 'unverified', 'verified')),
  way text constraint standings_way check (way in ('openid', 'letter', 'operator')),
  constraint standings_verified check ((standing = 'verified') = (way is not null)),
  primary key (report_id, at)
);

alter table reports add column key_ended_at timestamptz; -- reference and secret open it no more

do $$
declare
  name text;
begin
  foreach name in array array['sign_ups', 'member_invitations', 'claims', 'approvals', 'standings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;
grant select, insert, delete on sign_ups to madoguchi_app;
grant update (content, sent_at, used_at, account_id) on sign_ups to madoguchi_app;
grant select, insert, delete on member_invitations to madoguchi_app;
grant update (used_at, used_by) on member_invitations to madoguchi_app;
grant select, insert on claims, approvals to madoguchi_app;
grant update (mail_code_hash, mail_confirmed_at, letter_code_hash, letter_made_at, tries, ended_at, way, decided_by, words)
  on claims to madoguchi_app;
grant update (decided_by, decided_at, decision, answer) on approvals to madoguchi_app;
grant select on standings to madoguchi_app;
revoke update on organisations, accounts, memberships from madoguchi_app;
grant update (profile, corporate_number, needs_approval, verified_at, verified_way, changed_at) on organisations to madoguchi_app;
grant update (mail_hash, profile, disabled_at) on accounts to madoguchi_app;
grant update (role, since, ended_at) on memberships to madoguchi_app;

-- SECURITY DEFINER, because the policies of memberships cannot ask memberships: is the person who acts its administrator?
create function acting.administers(organisation uuid) returns boolean stable language sql security definer
  set search_path = pg_catalog, public
  as $$ select exists (select from public.memberships m where m.account_id::text = acting.person()
    and m.organisation_id = organisation and m.role = 'administrator' and m.ended_at is null) $$;
grant select on memberships to madoguchi_keeper;
grant select (id, personal_of, needs_approval, verified_at, verified_way) on organisations to madoguchi_keeper;
create policy seats on memberships for select to madoguchi_keeper using (true);
create policy seats on organisations for select to madoguchi_keeper using (true);
alter function acting.administers(uuid) owner to madoguchi_keeper;
revoke all on function acting.administers(uuid) from public;
grant execute on function acting.administers(uuid) to madoguchi_app;

drop policy own_organisation_changes on organisations;
create policy administered on organisations for update to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and id = acting.organisation() and acting.administers(id));
-- Nobody verifies their own organisation, or becomes another one after it was verified.
create function organisations_stand() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if acting.kind() in ('member', 'vendor') and (new.verified_at is distinct from old.verified_at
      or new.verified_way is distinct from old.verified_way or new.changed_at <> old.changed_at
      or old.verified_at is not null and new.corporate_number is distinct from old.corporate_number) then
    raise exception 'an organisation does not verify itself' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger organisations_stand before update on organisations for each row execute function organisations_stand();

create policy colleague_accounts on accounts for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor')
    and exists (select from memberships m where m.account_id = accounts.id and m.organisation_id = acting.organisation()));
create policy administered on memberships for update to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation() and acting.administers(organisation_id));
create policy leaving on memberships for update to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation() and account_id::text = acting.person())
  with check (account_id::text = acting.person() and ended_at is not null);

create policy portal on sign_ups for all to madoguchi_app using (acting.kind() = 'worker');
create policy portal on member_invitations for all to madoguchi_app using (acting.kind() = 'worker');
create policy administered on member_invitations for all to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation() and acting.administers(organisation_id));
create policy portal on claims for all to madoguchi_app using (acting.kind() = 'worker');
create policy own on claims for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation());
create policy claiming on claims for insert to madoguchi_app
  with check (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation()
    and account_id::text = acting.person() and acting.administers(organisation_id) and way is null);
create policy operator on claims for select to madoguchi_app using (acting.kind() = 'operator');
create policy operator_decides on claims for update to madoguchi_app using (acting.kind() = 'operator');

create policy operated on organisations for select to madoguchi_app using (acting.kind() = 'operator');
create policy operator_verifies on organisations for update to madoguchi_app using (acting.kind() = 'operator');
create policy operated on accounts for select to madoguchi_app using (acting.kind() = 'operator');
create policy operator_suspends on accounts for update to madoguchi_app using (acting.kind() = 'operator');
create policy operated on memberships for select to madoguchi_app using (acting.kind() = 'operator');
create policy operated on member_invitations for select to madoguchi_app using (acting.kind() = 'operator');

-- What a member asks and answers is inside the organisation: recipients and the report's key see nothing of it.
create policy represented on approvals for all to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));

create policy holder on standings for select to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on standings for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));
create policy handled on standings for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and acting.handles(report_id, acting.recipient()));
create policy keeper on standings for all to madoguchi_keeper using (true);
grant select, insert on standings to madoguchi_keeper;
grant select (started_at, organisation_id, mandate_id, key_ended_at), update (organisation_id, key_ended_at) on reports to madoguchi_keeper;
create policy belonging on reports for update to madoguchi_keeper using (true);

-- SECURITY DEFINER, because the standing of a report is nobody's to write: it follows from where the report belongs and
-- from who its organisation has proved to be.
create function standing_follows(report uuid, organisation uuid, moment timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public
  as $$
    insert into public.standings (report_id, at, standing, way)
    select report, moment, case when o.personal_of is not null then 'account'
      when o.verified_at is not null then 'verified' else 'unverified' end, o.verified_way
    from public.organisations o where o.id = organisation
    on conflict (report_id, at) do nothing
  $$;
create function reports_stand() returns trigger language plpgsql security definer set search_path = pg_catalog, public
  as $$ begin perform public.standing_follows(new.id, new.organisation_id, new.started_at); return new; end $$;
create function organisations_reports_stand() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public
  as $$ begin
    perform public.standing_follows(r.id, new.id, new.changed_at) from public.reports r where r.organisation_id = new.id;
    return new;
  end $$;
alter function standing_follows(uuid, uuid, timestamptz) owner to madoguchi_keeper;
alter function reports_stand() owner to madoguchi_keeper;
alter function organisations_reports_stand() owner to madoguchi_keeper;
revoke all on function standing_follows(uuid, uuid, timestamptz), reports_stand(), organisations_reports_stand() from public;
create trigger reports_stand after insert on reports for each row when (new.organisation_id is not null)
  execute function reports_stand();
create trigger organisations_reports_stand after update of verified_at on organisations for each row
  when (new.verified_at is distinct from old.verified_at) execute function organisations_reports_stand();

-- Where a report of one's own can go: from nobody's hands, or from one's own space, to where one is a member.
-- SECURITY DEFINER, because a report changes hands here, which no policy of reports lets anybody do.
create function report_belongs(report uuid, account uuid, organisation uuid, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update public.reports r set organisation_id = organisation
  where r.id = report and r.mandate_id is null
    and (acting.kind() = 'holder' and acting.report() = report and r.organisation_id is null
      or acting.kind() = 'member' and acting.person() = account::text and r.organisation_id = acting.organisation()
        and exists (select from public.organisations o where o.id = r.organisation_id and o.personal_of = account))
    and exists (select from public.memberships m where m.account_id = account and m.organisation_id = organisation
      and m.ended_at is null and m.role in ('administrator', 'editor'));
  if not found then return false; end if;
  perform public.standing_follows(report, organisation, moment);
  return true;
end
$$;
-- SECURITY DEFINER, because sessions are found by their token only: the old key opens nothing more, nor does who came by it.
create function report_key_ends(report uuid, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update public.reports r set key_ended_at = moment
  where r.id = report and r.key_ended_at is null and r.organisation_id is not null
    and (acting.kind() = 'holder' and acting.report() = report
      or acting.kind() = 'member' and r.organisation_id = acting.organisation());
  if not found then return false; end if;
  delete from public.sessions s where s.actor ->> 'kind' = 'holder' and s.actor ->> 'reportId' = report::text;
  return true;
end
$$;
-- SECURITY DEFINER, because a member finds a report by its reference before it is known to which organisation it belongs.
create function report_seat(shown text) returns table (report_id uuid, organisation_id uuid, role text)
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select r.id, r.organisation_id, m.role from public.reports r
    join public.memberships m on m.organisation_id = r.organisation_id and m.ended_at is null
    where r.reference = shown and acting.kind() = 'member' and m.account_id::text = acting.person() $$;
alter function report_belongs(uuid, uuid, uuid, timestamptz) owner to madoguchi_keeper;
alter function report_key_ends(uuid, timestamptz) owner to madoguchi_keeper;
alter function report_seat(text) owner to madoguchi_keeper;
revoke all on function report_belongs(uuid, uuid, uuid, timestamptz), report_key_ends(uuid, timestamptz), report_seat(text) from public;
grant execute on function report_belongs(uuid, uuid, uuid, timestamptz), report_key_ends(uuid, timestamptz), report_seat(text)
  to madoguchi_app;

-- A key that was ended is as unknown as a reference that never was.
create or replace function report_door(shown text) returns table (id uuid, secret_hash text)
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select r.id, r.secret_hash from public.reports r where r.reference = shown and r.key_ended_at is null $$;

-- Whoever may act on a report, for functions that run with other rights (there `acting.represents` would see everything).
create function acting.files(report uuid) returns boolean stable language sql as $$
  select acting.kind() = 'holder' and acting.report() = report
    or acting.kind() in ('member', 'vendor', 'machine') and exists (select from public.reports r where r.id = report
      and (acting.kind() = 'member' and r.organisation_id = acting.organisation()
        or acting.kind() in ('vendor', 'machine') and r.mandate_id = any (acting.mandates())))
$$;
create or replace function access_log(report uuid)
  returns table (sequence integer, at timestamptz, did text, actor_kind text, recipient text, subject text, details text)
  stable language sql security definer set search_path = pg_catalog, public as $$
    select a.sequence, a.at, a.did, a.actor_kind, a.recipient, a.subject, a.details from public.audit a
    where a.report_id = report and acting.files(report)
      and (a.recipient is null or a.did in ('delivery.opened', 'delivery.saved', 'case.acknowledged', 'case.closed',
        'case.reopened', 'question.asked', 'advice.given', 'case.exported', 'case.handed-over'))
    order by a.sequence
  $$;
create or replace function audit_state(report uuid) returns table (lines integer, head bytea, broken_at integer)
  stable language sql security definer set search_path = pg_catalog, public as $$
    with chain as (
      select a.sequence, a.previous, a.hash, public.audit_hash(a.previous, a.sequence, a) as computed,
        lag(a.hash, 1, public.audit_genesis(report)) over (order by a.sequence) as before,
        row_number() over (order by a.sequence) as place
      from public.audit a
      where a.report_id = report and acting.files(report)
    ), told as (
      select count(*)::integer as lines,
        min(c.sequence) filter (where c.hash <> c.computed or c.previous <> c.before or c.sequence <> c.place) as broken
      from chain c
    )
    select t.lines, h.head, coalesce(t.broken, case
        when h.sequence is distinct from t.lines
          or h.head is distinct from (select c.hash from chain c order by c.sequence desc limit 1) then t.lines + 1 end)
    from told t left join public.audit_heads h on h.report_id = report and acting.files(report)
    where t.lines > 0
  $$;

-- Names of colleagues and profiles are sealed with the key of people; which rows there are is decided by their policies.
drop policy people on data_keys;
create policy people on data_keys for all to madoguchi_app
  using (purpose is not null and acting.kind() in ('worker', 'operator', 'member', 'vendor'));

-- What happens to an organisation is chained under its id; its members read it.
create or replace function acting.at_door(did text) returns boolean immutable language sql
  as $$ select did ~ '^(sign-in|session|person|policy|access|organisation|member)\.' $$;
create policy member_reads on audit for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and report_id = acting.organisation() and recipient is null);
create policy member_writes on audit for insert to madoguchi_app
  with check (acting.kind() in ('member', 'vendor') and actor_kind = acting.kind() and actor_id = acting.person()
    and recipient is null and report_id = acting.organisation() and did ~ '^(organisation|member)\.');

-- A provider that speaks for organisations says in this attribute which corporation its person acts for.
alter table recipient_policies add column attribute text;

drop policy own on sessions;
drop policy own_ended on sessions;
create policy own on sessions for select to madoguchi_app
  using (acting.kind() in ('officer', 'operator', 'member') and login_id::text = acting.person());
create policy own_ended on sessions for delete to madoguchi_app
  using (acting.kind() in ('officer', 'operator', 'member') and login_id::text = acting.person());

revoke create on schema acting from madoguchi_keeper;
revoke create on schema public from madoguchi_keeper;
