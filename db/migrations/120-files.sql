-- Evidence: what a file is called, what it is and its key are sealed here; its bytes lie elsewhere, encrypted with that key.

create table files (
  id uuid primary key,
  report_id uuid not null constraint files_report references reports on delete cascade,
  content bytea not null, -- sealed: key, item, name, lane; once it is stored, type and digests
  fingerprint bytea not null, -- keyed hash: the same file chosen again goes on where it stopped
  bytes bigint not null, -- announced; once it is stored, what arrived
  parts integer not null default 0, -- whole ones that are on disk
  started_at timestamptz not null,
  stored_at timestamptz, -- null: still arriving, and seen by nobody but the one who sends it
  constraint files_with_report unique (id, report_id)
);
create index files_of_report on files (report_id);
create index files_arriving on files (started_at) where stored_at is null;
alter table files alter column content set storage external;

-- Which body got which file, with which revision. It goes with the delivery: a body that gives its copy back has no file.
create table file_deliveries (
  file_id uuid not null,
  report_id uuid not null,
  recipient recipient_id not null,
  revision_number integer not null,
  primary key (file_id, recipient, revision_number),
  constraint file_deliveries_file foreign key (file_id, report_id) references files (id, report_id) on delete cascade,
  constraint file_deliveries_delivery foreign key (report_id, recipient, revision_number)
    references deliveries (report_id, recipient, revision_number) on delete cascade
);
create index file_deliveries_of_delivery on file_deliveries (report_id, recipient, revision_number);

do $$
declare
  name text;
begin
  foreach name in array array['files', 'file_deliveries'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to madoguchi_app', name);
    execute format(
      'create policy holder on %I for select to madoguchi_app using (acting.kind() = ''holder'' and report_id = acting.report())', name);
    execute format(
      'create policy holder_adds on %I for insert to madoguchi_app with check (acting.kind() = ''holder'' and report_id = acting.report())', name);
    execute format(
      'create policy represented on %I for select to madoguchi_app using (acting.kind() in (''member'', ''vendor'', ''machine'')
        and acting.represents(report_id))', name);
    execute format(
      'create policy represented_adds on %I for insert to madoguchi_app with check (acting.kind() in (''member'', ''vendor'', ''machine'')
        and acting.represents(report_id))', name);
  end loop;
end
$$;
grant update (content, bytes, parts, stored_at), delete on files to madoguchi_app;

-- What has arrived stays as it is.
create policy holder_fills on files for update to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report() and stored_at is null)
  with check (acting.kind() = 'holder' and report_id = acting.report());
create policy represented_fills on files for update to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id) and stored_at is null)
  with check (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));
-- A file that a body has is kept for as long as the report.
create policy holder_removes on files for delete to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report()
    and not exists (select from file_deliveries d where d.file_id = files.id));
create policy represented_removes on files for delete to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id)
    and not exists (select from file_deliveries d where d.file_id = files.id));

create policy officer on file_deliveries for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
    and acting.handles(report_id, recipient));
create policy officer on files for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine')
    and exists (select from file_deliveries d where d.file_id = files.id and d.recipient = acting.recipient()));

-- The portal throws away what never arrived whole, and bytes of which there is no row.
create policy worker on files for select to madoguchi_app using (acting.kind() = 'worker');
create policy worker_sweeps on files for delete to madoguchi_app using (acting.kind() = 'worker' and stored_at is null);

-- The reporter is told of downloads, by body. The function is somebody else's too: one name is added to what it tells.
do $$
begin
  execute replace(pg_get_functiondef('access_log(uuid)'::regprocedure), '''case.handed-over''',
    '''case.handed-over'', ''file.downloaded''');
end
$$;
