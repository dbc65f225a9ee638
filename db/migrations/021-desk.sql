-- How officers arrange their work: views, columns, what each has seen, and the last thing done to many at once.

create table views (
  id uuid primary key,
  recipient recipient_id not null,
  officer_id uuid constraint views_officer references officers, -- null: of the whole body
  content bytea not null, -- name and filters, which may hold searched words; under the recipient's key
  created_at timestamptz not null
);
create index views_of_recipient on views (recipient, created_at);
alter table views alter column content set storage external;

-- The items that stand as columns in the queue of a body. Ids of items only.
create table queue_columns (
  recipient recipient_id primary key,
  items text[] not null constraint queue_columns_few check (cardinality(items) <= 6),
  officer_id uuid not null constraint queue_columns_officer references officers,
  set_at timestamptz not null
);

create table sightings (
  case_file_id uuid not null constraint sightings_case_file references case_files,
  officer_id uuid not null constraint sightings_officer references officers,
  revision_number integer not null,
  seen_at timestamptz not null,
  primary key (case_file_id, officer_id)
);

create table bulk_acts (
  id uuid primary key,
  recipient recipient_id not null,
  officer_id uuid not null constraint bulk_acts_officer references officers,
  act text not null constraint bulk_acts_known check (act in ('claim', 'label')),
  label text,
  case_file_ids uuid[] not null, -- those that it changed
  done_at timestamptz not null,
  undone_at timestamptz,
  constraint bulk_acts_label check ((act = 'label') = (label is not null))
);
create index bulk_acts_of_officer on bulk_acts (officer_id, done_at desc);

do $$
declare
  name text;
begin
  foreach name in array array['views', 'queue_columns', 'sightings', 'bulk_acts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to madoguchi_app', name);
  end loop;
end
$$;
grant update (content), delete on views to madoguchi_app;
grant update (items, officer_id, set_at) on queue_columns to madoguchi_app;
grant update (revision_number, seen_at) on sightings to madoguchi_app;
grant update (undone_at) on bulk_acts to madoguchi_app;

create policy officer on views for all to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient()
    and (officer_id is null or officer_id::text = acting.person()));
create policy officer on queue_columns for all to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient());
create policy officer on sightings for all to madoguchi_app
  using (acting.kind() = 'officer' and officer_id::text = acting.person()
    and exists (select from case_files c where c.id = case_file_id));
create policy officer on bulk_acts for all to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient() and officer_id::text = acting.person());
