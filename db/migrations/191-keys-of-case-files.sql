-- What a body writes about a case (notes, reasons) is sealed with a key of that case file, made with the first word. When the
-- body's record goes, or everything was given back, the key goes with it, and what lingers of the words on a disk opens no more.
-- Nothing is written for it when a report is filed.
alter table data_keys add column case_file_id uuid
    constraint data_keys_case_file references case_files on delete cascade,
  drop constraint data_keys_of_one,
  add constraint data_keys_of_one check (num_nonnulls(report_id, recipient, purpose, case_file_id) = 1);
create unique index data_keys_one_per_case_file on data_keys (case_file_id) where case_file_id is not null;

create policy own_case_file on data_keys for all to madoguchi_app
  using (case_file_id is not null and acting.kind() in ('officer', 'machine')
    and exists (select from case_files c where c.id = case_file_id and c.recipient = acting.recipient()));

create function data_keys_of_emptied_go() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  delete from public.data_keys k where k.case_file_id = new.id;
  return new;
end
$$;
create trigger data_keys_of_emptied_go after update of deleted_at, closed_reason on case_files for each row
  when (new.deleted_at is not null and old.deleted_at is null
    or new.closed_reason = 'returned' and old.closed_reason is distinct from 'returned')
  execute function data_keys_of_emptied_go();
grant delete on data_keys to madoguchi_keeper;

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because a body changes nothing of what was filed: once it has closed a case it may have the name in the
-- queue sealed anew, under the report's key, so that the name is gone with the report.
create function leave_heading(file uuid, sealed bytea) returns void
  language sql security definer set search_path = pg_catalog, public as $$
    update public.case_files c set heading = sealed
    where c.id = file and c.closed_at is not null and acting.works_for_body() and c.recipient = acting.recipient()
      and (acting.prefecture() is null or c.prefecture = acting.prefecture())
  $$;
grant select (closed_at) on case_files to madoguchi_keeper;
alter function leave_heading(uuid, bytea) owner to madoguchi_keeper;
revoke all on function leave_heading(uuid, bytea) from public;
grant execute on function leave_heading(uuid, bytea) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;
