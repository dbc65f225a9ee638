-- Labels of what is still open are found by themselves, and an officer's own bookmarks without asking each case file: a
-- queue that is filtered by a label, or by what is unread, and the count of a view, looked at every open case file.

alter table labels add column open boolean not null default true;
update labels l set open = false from case_files c where c.id = l.case_file_id and c.closed_at is not null;
create index labels_open on labels (recipient, label) include (case_file_id) where open;

-- Locked, so that nobody closes or reopens the case file between the look and the label.
create function labels_open_at_first() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  select c.closed_at is null into new.open from case_files c where c.id = new.case_file_id for share;
  return new;
end
$$;
create trigger labels_open_at_first before insert on labels for each row execute function labels_open_at_first();

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because a reporter's new revision reopens a case file, and may see nothing of its labels.
create function labels_follow_case_file() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  update public.labels set open = new.closed_at is null where case_file_id = new.id;
  return null;
end
$$;
grant select (case_file_id), update (open) on labels to madoguchi_keeper;
create policy following on labels for all to madoguchi_keeper using (true);
alter function labels_follow_case_file() owner to madoguchi_keeper;
revoke all on function labels_follow_case_file() from public;
create trigger labels_follow_case_file after update of closed_at on case_files for each row
  when ((old.closed_at is null) <> (new.closed_at is null)) execute function labels_follow_case_file();

revoke create on schema public from madoguchi_keeper;

-- Whose bookmark it is says all; which case files there are is asked where one is written.
drop policy officer on sightings;
create policy officer_looks on sightings for select to madoguchi_app
  using (acting.kind() = 'officer' and officer_id::text = acting.person());
create policy officer_sees on sightings for insert to madoguchi_app
  with check (acting.kind() = 'officer' and officer_id::text = acting.person()
    and exists (select from case_files c where c.id = case_file_id));
create policy officer_sees_again on sightings for update to madoguchi_app
  using (acting.kind() = 'officer' and officer_id::text = acting.person()
    and exists (select from case_files c where c.id = case_file_id));
