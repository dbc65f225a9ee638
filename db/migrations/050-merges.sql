-- The same incident reported twice is one piece of work: a body merges one of its case files into another of its own,
-- and takes that back. Only the body knows; the reporters keep both reports as they are.

create table merges (
  id uuid primary key,
  case_file_id uuid not null constraint merges_case_file references case_files,
  master_id uuid not null constraint merges_master references case_files,
  recipient recipient_id not null,
  officer_id uuid not null constraint merges_officer references officers,
  content bytea not null, -- why; under the recipient's key
  merged_at timestamptz not null,
  ended_by uuid constraint merges_ender references officers,
  ended_content bytea, -- why not, after all
  ended_at timestamptz,
  constraint merges_of_two check (case_file_id <> master_id),
  constraint merges_ended check (num_nonnulls(ended_by, ended_content, ended_at) in (0, 3))
);
create unique index merges_one_at_a_time on merges (case_file_id) where ended_at is null;
create index merges_of_case_file on merges (case_file_id, merged_at);
create index merges_of_master on merges (master_id) where ended_at is null;
alter table merges alter column content set storage external;
alter table merges alter column ended_content set storage external;

alter table merges enable row level security;
alter table merges force row level security;
grant select, insert, update (ended_by, ended_content, ended_at) on merges to madoguchi_app;
create policy officer on merges for all to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient()
    and exists (select from case_files c where c.id = case_file_id)
    and exists (select from case_files c where c.id = master_id));

-- On the case file itself, so that the queue leaves it out without looking elsewhere. `merges` stays the record.
alter table case_files add column master_id uuid;

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because nobody may set this column by hand: it says what `merges` says, whose policies decide.
create function case_files_follow_merge() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  update public.case_files set master_id = case when new.ended_at is null then new.master_id end
    where id = new.case_file_id;
  return null;
end
$$;
grant select (master_id), update (master_id) on case_files to madoguchi_keeper;
alter function case_files_follow_merge() owner to madoguchi_keeper;
revoke all on function case_files_follow_merge() from public;
create trigger case_files_follow_merge after insert or update of ended_at on merges
  for each row execute function case_files_follow_merge();

revoke create on schema public from madoguchi_keeper;
