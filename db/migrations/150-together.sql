-- First reports that arrive together are written together (decision 018). Whoever writes them acts as the holders of these
-- very reports: it may do to each what its holder does when sending it for the first time, and nothing else. What holders
-- read, change later or take back is not in it.
create function acting.reports() returns uuid[] stable language sql
  as $$ select string_to_array(nullif(current_setting('madoguchi.reports', true), ''), ',')::uuid[] $$;

create policy together on reports for select to madoguchi_app
  using (acting.kind() = 'holders' and id = any ((select acting.reports())::uuid[]));
create policy together_sends on reports for update to madoguchi_app
  using (acting.kind() = 'holders' and id = any ((select acting.reports())::uuid[]));

do $$
declare
  name text;
begin
  foreach name in array array['revisions', 'case_files', 'deliveries', 'clocks', 'consents', 'extracts_due'] loop
    execute format('create policy together on %I for insert to madoguchi_app
      with check (acting.kind() = ''holders'' and report_id = any ((select acting.reports())::uuid[]))', name);
  end loop;
end
$$;
create policy together on audit for insert to madoguchi_app
  with check (acting.kind() = 'holders' and report_id = any ((select acting.reports())::uuid[])
    and did = 'report.submitted' and actor_kind = 'holder' and actor_id is null and recipient is null);
