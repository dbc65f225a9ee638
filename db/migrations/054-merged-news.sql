-- A new revision of a merged case file is news of the one that it was merged into: that one comes to the top of the queue
-- and is unread again for everybody. Nothing of it is shown to the reporter of either.

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because the reporter whose revision this is may see neither the other case file nor who has read it.
create function case_files_tell_master() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  update public.case_files c set updated_at = greatest(c.updated_at, new.updated_at) where c.id = new.master_id;
  update public.sightings s set revision_number = 0 where s.case_file_id = new.master_id;
  return null;
end
$$;
grant select (updated_at), update (updated_at) on case_files to madoguchi_keeper;
grant select (case_file_id), update (revision_number) on sightings to madoguchi_keeper;
create policy telling on sightings for all to madoguchi_keeper using (true);
alter function case_files_tell_master() owner to madoguchi_keeper;
revoke all on function case_files_tell_master() from public;
create trigger case_files_tell_master after update of revision_number on case_files for each row
  when (new.master_id is not null and new.revision_number > old.revision_number)
  execute function case_files_tell_master();

revoke create on schema public from madoguchi_keeper;
