-- How long what is kept about, and what is deleted when that time is over. docs/decisions/027 says why it is so.

-- The newest line for a kind (and body) counts; older ones stay as its history.
create table retention_periods (
  id uuid primary key,
  kind text not null constraint retention_periods_kind check (kind in ('draft', 'report', 'case-file', 'export')),
  recipient recipient_id, -- of case files and exports: a body with a period of its own; null: all others
  days integer not null constraint retention_periods_days check (days between 1 and 36500),
  basis text not null constraint retention_periods_basis check (basis in ('own-choice', 'rule')),
  reason text not null constraint retention_periods_reason check (length(reason) between 1 and 300), -- or the rule itself
  set_by uuid, -- the operator; null: came with the portal
  set_at timestamptz not null,
  constraint retention_periods_of_bodies check (recipient is null or kind in ('case-file', 'export'))
);
create index retention_periods_latest on retention_periods (kind, recipient, set_at desc, id desc);

insert into retention_periods (id, kind, days, basis, reason, set_at)
  select uuidv7(), kind, days, 'own-choice', reason, '2026-10-01T00:00:00+09:00' from (values
    ('draft', 90, 'default'), ('report', 1827, 'default'), ('case-file', 1827, 'default'), ('export', 1096, 'default')
  ) as first (kind, days, reason);

-- What must not be deleted for now: a body says so for its own case file, an operator for the whole report.
create table legal_holds (
  id uuid primary key,
  report_id uuid not null constraint legal_holds_report references reports on delete cascade,
  reference text not null,
  recipient recipient_id, -- null: an operator's
  content bytea not null, -- sealed: why
  set_by uuid not null,
  set_at timestamptz not null,
  lifted_content bytea, -- sealed: why not any more
  lifted_by uuid,
  lifted_at timestamptz,
  constraint legal_holds_lifted check (num_nulls(lifted_content, lifted_by, lifted_at) in (0, 3))
);
create unique index legal_holds_one_each on legal_holds (report_id, recipient) nulls not distinct where lifted_at is null;
alter table legal_holds alter column content set storage external, alter column lifted_content set storage external;

-- What is left of what was deleted: that it was there, and the period that was over.
create table tombstones (
  id uuid primary key default uuidv7(),
  kind text not null constraint tombstones_kind check (kind in ('draft', 'report', 'case-file')),
  report_id uuid not null,
  recipient recipient_id,
  reference text not null,
  counted_from timestamptz not null,
  days integer not null,
  deleted_at timestamptz not null
);
create index tombstones_newest on tombstones (deleted_at desc, id desc);
create index tombstones_of_recipient on tombstones (recipient, deleted_at desc, id desc);

do $$
declare
  name text;
begin
  foreach name in array array['retention_periods', 'legal_holds', 'tombstones'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;
grant select, insert on retention_periods to madoguchi_app;
grant select, insert, update (lifted_content, lifted_by, lifted_at) on legal_holds to madoguchi_app;
grant select on tombstones to madoguchi_app;

create policy everybody on retention_periods for select to madoguchi_app using (acting.kind() in ('officer', 'operator'));
create policy operated on retention_periods for insert to madoguchi_app
  with check (acting.kind() = 'operator' and set_by::text = acting.person());

create policy officer on legal_holds for select to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient() and acting.handles(report_id, recipient));
create policy officer_holds on legal_holds for insert to madoguchi_app
  with check (acting.kind() = 'officer' and recipient = acting.recipient() and set_by::text = acting.person()
    and acting.handles(report_id, recipient));
create policy officer_lifts on legal_holds for update to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient() and acting.handles(report_id, recipient))
  with check (lifted_by::text = acting.person());
create policy operated on legal_holds for select to madoguchi_app using (acting.kind() = 'operator');
create policy operator_holds on legal_holds for insert to madoguchi_app
  with check (acting.kind() = 'operator' and recipient is null and set_by::text = acting.person());
create policy operator_lifts on legal_holds for update to madoguchi_app
  using (acting.kind() = 'operator' and recipient is null) with check (lifted_by::text = acting.person());

create policy operated on tombstones for select to madoguchi_app using (acting.kind() = 'operator');
create policy officer on tombstones for select to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient() and acting.prefecture() is null);

-- An operator's hold stands in the history of the report, where the reporter can read that it was set.
create policy operator_holds on audit for insert to madoguchi_app
  with check (acting.kind() = 'operator' and actor_kind = 'operator' and actor_id = acting.person() and recipient is null
    and did in ('deletion.held', 'deletion.released'));

-- A case file whose content was deleted: what statistics count stays, and nobody of the body finds it. Null as long as it
-- is there, so that a filing writes nothing for it.
alter table case_files add column deleted_at timestamptz;
alter policy officer on case_files using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
  and (acting.prefecture() is null or prefecture = acting.prefecture()) and deleted_at is null);
alter policy officer_changes on case_files using (acting.kind() = 'officer' and recipient = acting.recipient()
  and (acting.prefecture() is null or prefecture = acting.prefecture()) and deleted_at is null);

-- Whoever files again years later opens the case file anew.
create function case_files_come_back() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  new.deleted_at := null;
  return new;
end
$$;
create trigger case_files_come_back before update on case_files for each row
  when (old.deleted_at is not null and new.closed_at is null) execute function case_files_come_back();

-- With a report goes all that hangs on it, its keys first of all. Facts for statistics stay: they hold no content.
alter table case_facts drop constraint case_facts_case_file;
do $$
declare
  hanging record;
begin
  for hanging in
    select c.conname, c.conrelid::regclass as name, pg_get_constraintdef(c.oid) as written from pg_constraint c
    where c.contype = 'f' and c.confdeltype = 'a' and c.connamespace = 'public'::regnamespace
      and c.confrelid::regclass::text in ('reports', 'revisions', 'case_files', 'clocks', 'feedback', 'hand_overs', 'holds',
        'intakes', 'mandates', 'notes')
      and c.conrelid::regclass::text in ('assessments', 'assignments', 'calendars', 'case_files', 'clocks', 'consents',
        'covers', 'data_keys', 'deliveries', 'drafts', 'escalations', 'extracts', 'extracts_due', 'feedback', 'hand_overs',
        'hold_words', 'holds', 'intake_callers', 'intakes', 'labels', 'mentions', 'merges', 'notes', 'notice_addresses',
        'opinions', 'question_answers', 'reminders', 'responsibilities', 'returns', 'revisions', 'sightings', 'approvals',
        'standings', 'mandates', 'mandate_vendors', 'vendor_clients', 'machines', 'vendor_reports', 'sendings', 'filings')
  loop
    execute format('alter table %s drop constraint %I', hanging.name, hanging.conname);
    execute format('alter table %s add constraint %I %s', hanging.name, hanging.conname,
      regexp_replace(hanging.written, '(REFERENCES [^(]+\([^)]+\))', '\1 ON DELETE CASCADE'));
  end loop;
end
$$;

grant create on schema public to madoguchi_keeper; -- while its functions are made

create function retention_days(wanted text, body text) returns integer stable language sql
  set search_path = pg_catalog, public as $$
    select p.days from public.retention_periods p where p.kind = wanted and (p.recipient = body or p.recipient is null)
    order by p.recipient nulls last, p.set_at desc, p.id desc limit 1
  $$;

create function is_held(report uuid, body text) returns boolean stable language sql
  set search_path = pg_catalog, public as $$
    select exists (select from public.legal_holds h where h.report_id = report and h.lifted_at is null
      and (h.recipient is null or body is null or h.recipient = body))
  $$;

-- What a body wrote and made of a case file, and the name in its queue. What was sent to it and said stays the reporter's
-- record, until the report goes. A table that a later migration hangs on a case file has to be added here:
-- test/db/retention.test.ts knows every one. Only delete_expired calls it.
create function delete_own_part(file uuid, moment timestamptz) returns void
  language plpgsql set search_path = pg_catalog, public as $$
begin
  delete from public.merges m where m.case_file_id = file or m.master_id = file;
  delete from public.notes n where n.case_file_id = file;
  delete from public.mentions m where m.case_file_id = file;
  delete from public.labels l where l.case_file_id = file;
  delete from public.assignments a where a.case_file_id = file;
  delete from public.assessments a where a.case_file_id = file;
  delete from public.responsibilities r where r.case_file_id = file;
  delete from public.escalations e where e.case_file_id = file;
  delete from public.sightings s where s.case_file_id = file;
  delete from public.extracts e where e.case_file_id = file;
  update public.case_files c set heading = '', deleted_at = moment where c.id = file;
end
$$;

-- SECURITY DEFINER, because nobody may delete what was filed, sent or noted: this does it for what is over its time by the
-- periods above and held by nobody, and leaves a tombstone and a line in the audit. `most` of each kind; as the worker.
create function delete_expired(moment timestamptz, most integer)
  returns table (kind text, report_id uuid, recipient text)
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  one record;
begin
  if acting.kind() is distinct from 'worker' then
    raise exception 'only the portal itself deletes' using errcode = 'insufficient_privilege';
  end if;
  for one in
    select r.id, r.reference, d.saved_at as since, retention_days('draft', null) as days
    from public.reports r join public.drafts d on d.report_id = r.id
    where r.revision_number = 0 and not is_held(r.id, null)
      and d.saved_at + retention_days('draft', null) * interval '1 day' <= moment
    order by d.saved_at limit most for update of r skip locked
  loop
    delete from public.reports r where r.id = one.id;
    perform leave_tombstone('draft', one.id, null, one.reference, one.since, one.days, moment);
    return query select 'draft', one.id, null::text;
  end loop;

  for one in
    select c.id, c.report_id, c.recipient, c.reference, c.closed_at as since, retention_days('case-file', c.recipient) as days
    from public.case_files c
    where c.closed_at is not null and c.deleted_at is null and not is_held(c.report_id, c.recipient)
      and c.closed_at + retention_days('case-file', c.recipient) * interval '1 day' <= moment
    order by c.closed_at limit most for update of c skip locked
  loop
    perform delete_own_part(one.id, moment);
    perform leave_tombstone('case-file', one.report_id, one.recipient, one.reference, one.since, one.days, moment);
    return query select 'case-file', one.report_id, one.recipient::text;
  end loop;

  for one in
    select r.id, r.reference, l.since, retention_days('report', null) as days
    from public.reports r cross join lateral (
      select max(c.closed_at) as since, bool_and(c.deleted_at is not null) as left_by_all
      from public.case_files c where c.report_id = r.id) l
    where r.revision_number > 0 and l.left_by_all and not is_held(r.id, null)
      and l.since + retention_days('report', null) * interval '1 day' <= moment
    order by l.since limit most for update of r skip locked
  loop
    delete from public.reports r where r.id = one.id;
    perform leave_tombstone('report', one.id, null, one.reference, one.since, one.days, moment);
    return query select 'report', one.id, null::text;
  end loop;

  delete from public.exports e
    where e.prepared_at + retention_days('export', e.recipient) * interval '1 day' <= moment;
end
$$;

create function leave_tombstone(what text, report uuid, body text, shown text, since timestamptz, period integer,
    moment timestamptz) returns void
  language sql set search_path = pg_catalog, public as $$
    insert into public.tombstones (kind, report_id, recipient, reference, counted_from, days, deleted_at)
      values (what, report, body, shown, since, period, moment);
    insert into public.audit (report_id, at, did, actor_kind, subject, details)
      values (report, moment, what || '.deleted', 'worker', body, json_build_object('days', period)::text);
  $$;

do $$
declare
  name text;
begin
  foreach name in array array['reports', 'notes', 'merges', 'mentions', 'labels', 'assignments', 'assessments',
      'responsibilities', 'escalations', 'sightings', 'extracts', 'exports'] loop
    execute format('grant select, delete on %I to madoguchi_keeper', name);
    execute format('create policy expiring on %I for delete to madoguchi_keeper using (true)', name);
    execute format('create policy expiring_sees on %I for select to madoguchi_keeper using (true)', name);
  end loop;
end
$$;
grant select on drafts, retention_periods, legal_holds to madoguchi_keeper;
create policy expiring on drafts for select to madoguchi_keeper using (true);
create policy expiring on retention_periods for select to madoguchi_keeper using (true);
create policy expiring on legal_holds for select to madoguchi_keeper using (true);
grant select, update (heading, deleted_at) on case_files to madoguchi_keeper;
grant insert on tombstones, audit to madoguchi_keeper;
create policy expiring on tombstones for insert to madoguchi_keeper with check (true);
create policy expiring on audit for insert to madoguchi_keeper
  with check (actor_kind = 'worker' and did in ('draft.deleted', 'case-file.deleted', 'report.deleted'));

alter function delete_expired(timestamptz, integer) owner to madoguchi_keeper;
revoke all on function delete_expired(timestamptz, integer), delete_own_part(uuid, timestamptz),
  leave_tombstone(text, uuid, text, text, timestamptz, integer, timestamptz), retention_days(text, text),
  is_held(uuid, text) from public;
grant execute on function delete_expired(timestamptz, integer) to madoguchi_app;
grant execute on function delete_own_part(uuid, timestamptz),
  leave_tombstone(text, uuid, text, text, timestamptz, integer, timestamptz), retention_days(text, text),
  is_held(uuid, text) to madoguchi_keeper;

revoke create on schema public from madoguchi_keeper;
