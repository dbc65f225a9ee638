-- The recipients' side: a case file is (report, recipient). In the clear is only what queues sort and filter by.

create table case_files (
  id uuid primary key,
  report_id uuid not null constraint case_files_report references reports,
  recipient recipient_id not null,
  reference text not null,
  revision_number integer not null,
  received_at timestamptz not null,
  updated_at timestamptz not null,
  stage text not null constraint case_files_stage check (stage in ('initial', 'interim', 'final')),
  attack_type text,
  sector text,
  prefecture text,
  severity smallint,
  due_at timestamptz,
  heading bytea not null, -- organisation and title, under the recipient's own key
  opened_at timestamptz,
  acknowledged_at timestamptz,
  closed_at timestamptz,
  closed_reason text,
  withdrawn_at timestamptz,
  constraint case_files_one_each unique (report_id, recipient)
) with (fillfactor = 80);
create index case_files_newest on case_files (recipient, updated_at desc, id desc);
create index case_files_open on case_files (recipient, updated_at desc, id desc) where closed_at is null;
create index case_files_urgent on case_files (recipient, due_at, id) where closed_at is null;
create index case_files_attack on case_files (recipient, attack_type, updated_at desc, id desc);
create index case_files_sector on case_files (recipient, sector, updated_at desc, id desc);
create index case_files_prefecture on case_files (recipient, prefecture, updated_at desc, id desc);

create table deliveries (
  id uuid primary key,
  report_id uuid not null,
  recipient recipient_id not null,
  revision_number integer not null,
  phase text not null,
  content bytea not null, -- the projection and what changed since the last one
  digest bytea not null,
  sent_at timestamptz not null,
  delivered_at timestamptz,
  failed_at timestamptz,
  opened_at timestamptz,
  constraint deliveries_once unique (report_id, recipient, revision_number),
  constraint deliveries_case_file foreign key (report_id, recipient) references case_files (report_id, recipient),
  constraint deliveries_revision foreign key (report_id, revision_number) references revisions (report_id, number)
);
create index deliveries_by_digest on deliveries (digest);

create table clocks (
  report_id uuid not null,
  recipient recipient_id not null,
  clock text not null,
  report text not null constraint clocks_report_kind check (report in ('initial', 'interim', 'final', 'notice')),
  starts_from text not null,
  started_at timestamptz,
  due_kind text not null constraint clocks_due_kind check (due_kind in ('promptly', 'at', 'day', 'open')),
  due_at timestamptz,
  cautious_at timestamptz,
  guideline_at timestamptz,
  met_at timestamptz,
  primary key (report_id, recipient, clock),
  constraint clocks_report foreign key (report_id) references reports
);
create index clocks_due on clocks (due_at) where met_at is null;

create table labels (
  case_file_id uuid not null constraint labels_case_file references case_files,
  label text not null constraint labels_length check (char_length(label) between 1 and 40),
  recipient recipient_id not null,
  officer_id uuid not null,
  added_at timestamptz not null,
  primary key (case_file_id, label)
);
create index labels_of_recipient on labels (recipient, label);

create table assignments (
  case_file_id uuid primary key constraint assignments_case_file references case_files,
  recipient recipient_id not null,
  officer_id uuid not null constraint assignments_officer references officers,
  assigned_at timestamptz not null
);
create index assignments_of_officer on assignments (officer_id);

create table notes (
  id uuid primary key,
  case_file_id uuid not null constraint notes_case_file references case_files,
  recipient recipient_id not null,
  officer_id uuid not null constraint notes_officer references officers,
  content bytea not null, -- under the recipient's own key: the reporter's side never has it
  written_at timestamptz not null
);
create index notes_of_case_file on notes (case_file_id, written_at);

alter table case_files alter column heading set storage external;
alter table deliveries alter column content set storage external;
alter table notes alter column content set storage external;

do $$
declare
  name text;
begin
  foreach name in array array['case_files', 'deliveries', 'clocks', 'labels', 'assignments', 'notes'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to madoguchi_app', name);
  end loop;
  foreach name in array array['case_files', 'deliveries', 'clocks'] loop
    execute format(
      'create policy holder on %I for all to madoguchi_app using (acting.kind() = ''holder'' and report_id = acting.report())', name);
    execute format(
      'create policy represented on %I for all to madoguchi_app using (acting.kind() in (''member'', ''vendor'', ''machine'')
        and acting.represents(report_id))', name);
    execute format('create policy worker on %I for select to madoguchi_app using (acting.kind() = ''worker'')', name);
  end loop;
end
$$;

-- An officer sees the case files of one recipient, a police officer those of one prefecture. All that hangs on a case
-- file asks the case file, so this is said once.
create policy officer on case_files for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
    and (acting.prefecture() is null or prefecture = acting.prefecture()));
create policy officer_changes on case_files for update to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient()
    and (acting.prefecture() is null or prefecture = acting.prefecture()));

create function acting.handles(report uuid, addressee text) returns boolean stable language plpgsql set search_path = pg_catalog, public
  as $$ begin return exists (select from case_files c where c.report_id = report and c.recipient = addressee); end $$;

create policy officer on deliveries for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
    and exists (select from case_files c where c.report_id = deliveries.report_id and c.recipient = deliveries.recipient));
create policy officer_opens on deliveries for update to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient()
    and exists (select from case_files c where c.report_id = deliveries.report_id and c.recipient = deliveries.recipient));
create policy worker_delivers on deliveries for update to madoguchi_app using (acting.kind() = 'worker');

create policy officer on clocks for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
    and acting.handles(report_id, recipient));
create policy officer_changes on clocks for update to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient()
    and acting.handles(report_id, recipient));

do $$
declare
  name text;
begin
  foreach name in array array['labels', 'assignments', 'notes'] loop
    execute format(
      'create policy officer on %I for all to madoguchi_app using (acting.kind() = ''officer'' and recipient = acting.recipient()
        and exists (select from case_files c where c.id = case_file_id))', name);
  end loop;
end
$$;

-- What was sent stays as it was sent: only these columns ever change.
grant update (updated_at, stage, attack_type, sector, prefecture, severity, due_at, heading, revision_number, withdrawn_at,
  opened_at, acknowledged_at, closed_at, closed_reason) on case_files to madoguchi_app;
grant update (delivered_at, failed_at, opened_at) on deliveries to madoguchi_app;
grant update (started_at, due_kind, due_at, cautious_at, guideline_at, met_at) on clocks to madoguchi_app;
grant update (officer_id, assigned_at), delete on assignments to madoguchi_app;
grant delete on labels to madoguchi_app;

-- Row security knows rows, not columns: the filing columns are the reporter's, the state columns are the officer's.
create function case_files_two_hands() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if acting.kind() = 'officer' then
    if (new.updated_at, new.stage, new.attack_type, new.sector, new.prefecture, new.severity, new.due_at, new.heading,
        new.revision_number, new.withdrawn_at)
      is distinct from (old.updated_at, old.stage, old.attack_type, old.sector, old.prefecture, old.severity, old.due_at,
        old.heading, old.revision_number, old.withdrawn_at) then
      raise exception 'an officer changes only the state of a case file' using errcode = 'insufficient_privilege';
    end if;
  elsif (new.opened_at, new.acknowledged_at) is distinct from (old.opened_at, old.acknowledged_at)
    or (new.closed_at is distinct from old.closed_at and new.closed_at is not null) then -- a new revision opens it again
    raise exception 'only an officer changes the state of a case file' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger case_files_two_hands before update on case_files for each row
  when (current_user = 'madoguchi_app') execute function case_files_two_hands();

create function deliveries_opened_by_officers() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.opened_at is distinct from old.opened_at and acting.kind() <> 'officer'
    or (new.delivered_at, new.failed_at) is distinct from (old.delivered_at, old.failed_at) and acting.kind() <> 'worker' then
    raise exception 'the time of a delivery is set by whom it happens to' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger deliveries_opened_by_officers before update on deliveries for each row
  when (current_user = 'madoguchi_app') execute function deliveries_opened_by_officers();

-- SECURITY DEFINER, because a receipt is verified by people who are nobody here: it tells no more than that a projection
-- with this digest was sent, to whom and when, to somebody who holds the projection itself.
create function delivery_with_digest(shown bytea) returns table (recipient text, revision_number integer, sent_at timestamptz)
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select d.recipient, d.revision_number, d.sent_at from public.deliveries d where d.digest = shown limit 1 $$;
grant select (recipient, revision_number, sent_at, digest) on deliveries to madoguchi_keeper;
create policy receipts on deliveries for select to madoguchi_keeper using (true);
alter function delivery_with_digest(bytea) owner to madoguchi_keeper;
revoke all on function delivery_with_digest(bytea) from public;
grant execute on function delivery_with_digest(bytea) to madoguchi_app;
