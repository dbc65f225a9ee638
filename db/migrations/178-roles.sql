-- What each role of an organisation may, held by the database, too. An administrator may everything. An editor writes, and
-- sends where no second person is wanted. An approver decides on what somebody else asked to send, sends and answers; it
-- writes nothing but the answer to an open question. A reader reads. Whoever acts for a vendor has the role of the
-- vendor's own organisation, within the mandate; its programs write and send. A role is read from the membership, not from
-- what the caller says.

grant create on schema acting to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because a vendor sees no memberships, and the policies of memberships cannot ask memberships.
create function acting.role() returns text stable language sql security definer set search_path = pg_catalog, public
  as $$ select coalesce(
    (select m.role from public.memberships m where m.organisation_id = acting.organisation() and m.ended_at is null
      and m.account_id = case when acting.person() ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then acting.person()::uuid end),
    (select 'editor' from public.machines p where p.client_id = acting.person()
      and p.organisation_id = acting.organisation() and p.disabled_at is null)) $$;
alter function acting.role() owner to madoguchi_keeper;
revoke all on function acting.role() from public;
grant execute on function acting.role() to madoguchi_app;
revoke create on schema acting from madoguchi_keeper;

-- Whoever has a key, or is the portal itself, has no role: asked first, so that nothing is looked up for them.
create function acting.writes() returns boolean stable language sql
  as $$ select case when acting.kind() in ('member', 'vendor') then acting.role() in ('administrator', 'editor') else true end $$;
create function acting.approves() returns boolean stable language sql
  as $$ select acting.kind() = 'member' and acting.role() in ('administrator', 'approver') $$;
create function acting.sends(report uuid) returns boolean stable language sql
  as $$ select case when acting.kind() not in ('member', 'vendor') then true
    when report_needs_approval(report) then acting.approves()
    else acting.role() in ('administrator', 'editor', 'approver') end $$;
-- As the caller: is there a question that nobody has answered?
create function acting.is_asked(report uuid) returns boolean stable language sql
  as $$ select exists (select from feedback q where q.report_id = report and q.kind = 'question'
    and not exists (select from question_answers a where a.question_id = q.id)) $$;

-- Restrictive: on top of the policies that say whose the rows are.
do $$
declare
  name text;
begin
  foreach name in array array['reports', 'files', 'covers', 'entrustors', 'vendor_clients', 'vendor_reports', 'vendor_templates'] loop
    execute format('create policy roles_write on %I as restrictive for insert to madoguchi_app
      with check (acting.writes())', name);
  end loop;
  foreach name in array array['covers', 'entrustors', 'vendor_clients', 'vendor_reports', 'vendor_templates'] loop
    execute format('create policy roles_change on %I as restrictive for update to madoguchi_app using (acting.writes())', name);
  end loop;
end
$$;
create policy roles_remove on files as restrictive for delete to madoguchi_app using (acting.writes());
create policy roles_write on drafts as restrictive for insert to madoguchi_app with check (acting.writes());
create policy roles_change on drafts as restrictive for update to madoguchi_app
  using (acting.writes() or acting.role() = 'approver' and acting.is_asked(report_id));
create policy roles_send on revisions as restrictive for insert to madoguchi_app with check (acting.sends(report_id));

-- Who asks for a second person, and who is one. A mandate makes nobody that.
drop policy represented on approvals;
create policy represented on approvals for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));
create policy asking on approvals for insert to madoguchi_app
  with check (acting.kind() = 'member' and acting.represents(report_id) and asked_by::text = acting.person()
    and decided_at is null and acting.writes());
create policy deciding on approvals for update to madoguchi_app
  using (acting.kind() = 'member' and acting.represents(report_id) and decided_at is null)
  with check (decided_by::text = acting.person()
    and (decision = 'withdrawn' and asked_by = decided_by or asked_by <> decided_by and acting.approves()));

-- A vendor's sending is let go by whoever may send; a mandate for everything is the administrators' to give and to end.
create policy roles_let_go on sendings as restrictive for update to madoguchi_app
  using (true) with check (acting.kind() <> 'member' or decision <> 'approved' or acting.sends(report_id));
create policy roles_give on mandates as restrictive for insert to madoguchi_app
  with check (acting.kind() <> 'member' or report_id is not null or acting.administers(client_id));
create policy roles_end on mandates as restrictive for update to madoguchi_app
  using (acting.kind() <> 'member' or report_id is not null or acting.administers(client_id));
