-- A case file that is given back keeps nothing of what the body thought of it. What was merged into it is work of its own
-- again, and nothing is merged into or out of what is empty.

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because nobody may delete a merge or an escalation by hand: this does it with the return, whose own
-- function has asked who may.
create function case_files_let_go() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  update public.case_files set master_id = null where id in
    (select m.case_file_id from public.merges m where m.master_id = new.id and m.ended_at is null);
  delete from public.merges m where m.case_file_id = new.id or m.master_id = new.id;
  delete from public.responsibilities r where r.case_file_id = new.id;
  delete from public.assessments a where a.case_file_id = new.id;
  delete from public.escalations e where e.case_file_id = new.id;
  update public.case_files set master_id = null, team_id = null, escalated_at = null where id = new.id;
  return null;
end
$$;
do $$
declare
  name text;
begin
  foreach name in array array['merges', 'responsibilities', 'assessments', 'escalations'] loop
    execute format('grant delete on %I to madoguchi_keeper', name);
    execute format('create policy letting_go on %I for delete to madoguchi_keeper using (true)', name);
  end loop;
  foreach name in array array['merges', 'responsibilities', 'assessments'] loop
    execute format('grant select (case_file_id) on %I to madoguchi_keeper', name);
    execute format('create policy letting_go_sees on %I for select to madoguchi_keeper using (true)', name);
  end loop;
end
$$;
grant select (master_id, ended_at) on merges to madoguchi_keeper;
alter function case_files_let_go() owner to madoguchi_keeper;
revoke all on function case_files_let_go() from public;
create trigger case_files_let_go after update of closed_reason on case_files for each row
  when (new.closed_reason = 'returned' and old.closed_reason is distinct from new.closed_reason)
  execute function case_files_let_go();

revoke create on schema public from madoguchi_keeper;
