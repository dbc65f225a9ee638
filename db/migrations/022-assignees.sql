-- Who has a case file, on the case file itself: "mine" and "of nobody" are then read in the order of the queue, however
-- much lies below. `assignments` stays the record; this follows it.

alter table case_files add column assignee_id uuid;
create index case_files_assignee on case_files (recipient, assignee_id, updated_at desc, id desc);

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because nobody may set this column by hand: it says what `assignments` says, whose policies decide.
create function case_files_follow_assignment() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  if tg_op = 'DELETE' then
    update public.case_files set assignee_id = null where id = old.case_file_id;
  else
    update public.case_files set assignee_id = new.officer_id where id = new.case_file_id;
  end if;
  return null;
end
$$;
grant select (id, assignee_id), update (assignee_id) on case_files to madoguchi_keeper;
create policy following on case_files for all to madoguchi_keeper using (true);
alter function case_files_follow_assignment() owner to madoguchi_keeper;
revoke all on function case_files_follow_assignment() from public;
create trigger case_files_follow_assignment after insert or delete or update of officer_id on assignments
  for each row execute function case_files_follow_assignment();

revoke create on schema public from madoguchi_keeper;
