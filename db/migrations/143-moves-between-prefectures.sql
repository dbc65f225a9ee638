-- The police of one prefecture hand a case over to those of another. It is the same body and the same case file, so the
-- file moves, with all that hangs on it, and the hand-over says from where to where.

alter table hand_overs add column from_prefecture text, add column to_prefecture text,
  drop constraint hand_overs_to_another,
  add constraint hand_overs_to_another check ((handed_by = recipient) = (to_prefecture is not null));

-- Where it went; a later report of the same reporter does not bring it back.
alter table case_files add column moved_to text;
create function case_files_stay_moved() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  new.prefecture := new.moved_to;
  return new;
end
$$;
create trigger case_files_stay_moved before update of prefecture on case_files for each row
  when (new.moved_to is not null) execute function case_files_stay_moved();

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because an officer of a prefecture can give no case file away to officers whose cases are out of sight.
-- Whoever had it there has it no more: people, team and merges are those of a prefecture.
create function move_case_file(file uuid, destination text, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  held record;
begin
  select c.report_id into held from public.case_files c
    where c.id = file and acting.kind() = 'officer' and c.recipient = acting.recipient() and c.recipient = 'police'
      and (acting.prefecture() is null or c.prefecture = acting.prefecture()) and c.prefecture is distinct from destination
      and c.withdrawn_at is null and c.master_id is null and c.closed_reason is distinct from 'returned' for update;
  if not found or exists (select from public.merges m where m.master_id = file and m.ended_at is null) then
    return false;
  end if;
  delete from public.assignments a where a.case_file_id = file;
  delete from public.responsibilities r where r.case_file_id = file;
  update public.case_files c set moved_to = destination, prefecture = destination, team_id = null, updated_at = moment,
    closed_at = null, closed_reason = null where c.id = file;
  update public.sightings s set revision_number = 0 where s.case_file_id = file;
  insert into public.extracts_due (report_id, due_at) values (held.report_id, moment) on conflict do nothing;
  return true;
end
$$;
grant select (moved_to), update (moved_to, prefecture, team_id) on case_files to madoguchi_keeper;
alter function move_case_file(uuid, text, timestamptz) owner to madoguchi_keeper;
revoke all on function move_case_file(uuid, text, timestamptz) from public;
grant execute on function move_case_file(uuid, text, timestamptz) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;
