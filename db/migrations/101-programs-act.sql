-- What programs do: those of a body what its officers do with a case file, those of an organisation what a reporter does.

create function acting.works_for_body() returns boolean stable language sql
  as $$ select acting.kind() in ('officer', 'machine') and acting.recipient() is not null $$;

create policy program_changes on case_files for update to madoguchi_app
  using (acting.kind() = 'machine' and recipient = acting.recipient()
    and (acting.prefecture() is null or prefecture = acting.prefecture()));
create policy program_opens on deliveries for update to madoguchi_app
  using (acting.kind() = 'machine' and recipient = acting.recipient()
    and exists (select from case_files c where c.report_id = deliveries.report_id and c.recipient = deliveries.recipient));
create policy program_opens on hand_overs for update to madoguchi_app
  using (acting.kind() = 'machine' and recipient = acting.recipient() and acting.handles(report_id, recipient));

create or replace function case_files_two_hands() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if acting.works_for_body() then
    if (new.updated_at, new.stage, new.attack_type, new.sector, new.prefecture, new.severity, new.due_at, new.heading,
        new.revision_number, new.withdrawn_at)
      is distinct from (old.updated_at, old.stage, old.attack_type, old.sector, old.prefecture, old.severity, old.due_at,
        old.heading, old.revision_number, old.withdrawn_at) then
      raise exception 'a body changes only the state of a case file' using errcode = 'insufficient_privilege';
    end if;
  elsif (new.opened_at, new.acknowledged_at) is distinct from (old.opened_at, old.acknowledged_at)
    or (new.closed_at is distinct from old.closed_at and new.closed_at is not null) then -- a new revision opens it again
    raise exception 'only a body changes the state of its case file' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create or replace function deliveries_opened_by_officers() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.opened_at is distinct from old.opened_at and not acting.works_for_body()
    or (new.delivered_at, new.failed_at) is distinct from (old.delivered_at, old.failed_at) and acting.kind() <> 'worker' then
    raise exception 'the time of a delivery is set by whom it happens to' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;

-- A program speaks for its body under its own name, for colleagues to see.
alter table feedback add column client_id text constraint feedback_machine references machines,
  add constraint feedback_one_speaker check (client_id is null or side = 'recipient' and officer_id is null);
create policy program_says on feedback for insert to madoguchi_app
  with check (acting.kind() = 'machine' and side = 'recipient' and officer_id is null and client_id = acting.person()
    and recipient = acting.recipient() and exists (select from case_files c where c.id = case_file_id));

-- A program of an organisation starts and finds its reports; each it then holds for the length of one call, under its name.
create policy program_of_organisation on reports for select to madoguchi_app
  using (acting.kind() = 'machine' and organisation_id = acting.organisation());
create policy program_starts on reports for insert to madoguchi_app
  with check (acting.kind() = 'machine' and organisation_id = acting.organisation() and mandate_id is null);
create policy program_writes on audit for insert to madoguchi_app
  with check (acting.kind() = 'holder' and report_id = acting.report() and actor_kind = 'machine'
    and actor_id = acting.person() and recipient is null);
