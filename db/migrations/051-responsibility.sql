-- Who answers for a case file besides the officer who has it: a deputy and a team; and how grave the body takes it to be.

-- Asks once for a statement, not for each row.
create function acting.administers() returns boolean stable language plpgsql set search_path = pg_catalog, public
  as $$ begin return acting.kind() = 'officer' and exists (select from officers o where o.id::text = acting.person()
    and o.recipient = acting.recipient() and o.role in ('lead', 'administrator') and o.disabled_at is null); end $$;

create table teams (
  id uuid primary key,
  recipient recipient_id not null,
  prefecture text, -- of whoever made it; null: the whole country
  name text not null constraint teams_name check (char_length(name) between 1 and 40),
  made_at timestamptz not null,
  ended_at timestamptz
);
create index teams_of_recipient on teams (recipient) where ended_at is null;

create table team_members (
  team_id uuid not null constraint team_members_team references teams,
  officer_id uuid not null constraint team_members_officer references officers,
  recipient recipient_id not null,
  since timestamptz not null,
  primary key (team_id, officer_id)
);
create index team_members_of_officer on team_members (officer_id);

create table responsibilities (
  case_file_id uuid primary key constraint responsibilities_case_file references case_files,
  recipient recipient_id not null,
  deputy_id uuid constraint responsibilities_deputy references officers,
  team_id uuid constraint responsibilities_team references teams,
  officer_id uuid not null constraint responsibilities_officer references officers, -- who said so
  set_at timestamptz not null
);
create index responsibilities_of_team on responsibilities (team_id) where team_id is not null;

create table assessments (
  case_file_id uuid primary key constraint assessments_case_file references case_files,
  recipient recipient_id not null,
  severity smallint not null constraint assessments_severity check (severity between 0 and 5),
  content bytea not null, -- why; under the recipient's key
  officer_id uuid not null constraint assessments_officer references officers,
  assessed_at timestamptz not null
);
alter table assessments alter column content set storage external;

do $$
declare
  name text;
begin
  foreach name in array array['teams', 'team_members', 'responsibilities', 'assessments'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to madoguchi_app', name);
  end loop;
  foreach name in array array['responsibilities', 'assessments'] loop
    execute format(
      'create policy officer on %I for all to madoguchi_app using (acting.kind() = ''officer'' and recipient = acting.recipient()
        and exists (select from case_files c where c.id = case_file_id))', name);
  end loop;
end
$$;
grant update (name, ended_at) on teams to madoguchi_app;
grant delete on team_members to madoguchi_app;
grant update (deputy_id, team_id, officer_id, set_at) on responsibilities to madoguchi_app;
grant update (severity, content, officer_id, assessed_at), delete on assessments to madoguchi_app;

-- The police of one prefecture have their own teams, and know those of the whole country.
create policy colleagues on teams for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
    and (acting.prefecture() is null or prefecture is null or prefecture = acting.prefecture()));
create policy administrator_makes on teams for insert to madoguchi_app
  with check (recipient = acting.recipient() and acting.administers()
    and (acting.prefecture() is null or prefecture = acting.prefecture()));
create policy administrator_changes on teams for update to madoguchi_app
  using (recipient = acting.recipient() and acting.administers()
    and (acting.prefecture() is null or prefecture = acting.prefecture()));
create policy colleagues on team_members for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
    and exists (select from teams t where t.id = team_id));
create policy administrator_adds on team_members for insert to madoguchi_app
  with check (recipient = acting.recipient() and acting.administers()
    and exists (select from teams t where t.id = team_id
      and (acting.prefecture() is null or t.prefecture = acting.prefecture()))
    and exists (select from officers o where o.id = officer_id and o.recipient = acting.recipient()));
create policy administrator_removes on team_members for delete to madoguchi_app
  using (recipient = acting.recipient() and acting.administers()
    and exists (select from teams t where t.id = team_id
      and (acting.prefecture() is null or t.prefecture = acting.prefecture())));
-- The program that escalates tells deputies and teams.
create policy escalating on responsibilities for select to madoguchi_app
  using (acting.kind() = 'machine' and recipient = acting.recipient()
    and exists (select from case_files c where c.id = case_file_id));

-- What the queue filters and shows, on the case file itself, as with 022.
alter table case_files add column team_id uuid, add column own_severity smallint;

grant create on schema public to madoguchi_keeper; -- while its functions are made

-- SECURITY DEFINER, both, because nobody may set these columns by hand: they say what the tables say.
create function case_files_follow_responsibility() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  update public.case_files set team_id = new.team_id where id = new.case_file_id;
  return null;
end
$$;
create function case_files_follow_assessment() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  if tg_op = 'DELETE' then
    update public.case_files set own_severity = null where id = old.case_file_id;
  else
    update public.case_files set own_severity = new.severity where id = new.case_file_id;
  end if;
  return null;
end
$$;
grant select (team_id, own_severity), update (team_id, own_severity) on case_files to madoguchi_keeper;
alter function case_files_follow_responsibility() owner to madoguchi_keeper;
alter function case_files_follow_assessment() owner to madoguchi_keeper;
revoke all on function case_files_follow_responsibility(), case_files_follow_assessment() from public;
create trigger case_files_follow_responsibility after insert or update on responsibilities
  for each row execute function case_files_follow_responsibility();
create trigger case_files_follow_assessment after insert or delete or update on assessments
  for each row execute function case_files_follow_assessment();

revoke create on schema public from madoguchi_keeper;
