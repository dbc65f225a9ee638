-- An administrator of a body corrects the name of an officer there, and nothing else about them: who may what, and where,
-- stays with the operators.
create policy administrator_names on officers for update to madoguchi_app
  using (recipient = acting.recipient() and acting.administers()
    and (acting.prefecture() is null or prefecture = acting.prefecture()));

create function officers_are_named() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if acting.kind() = 'officer' and to_jsonb(new) - 'name' is distinct from to_jsonb(old) - 'name' then
    raise exception 'an administrator of a body changes the name of an officer, and nothing else';
  end if;
  return new;
end $$;
create trigger officers_are_named before update on officers for each row execute function officers_are_named();

-- In the same log as what operators change.
create policy administrator_writes on audit for insert to madoguchi_app
  with check (did = 'person.changed' and actor_kind = 'officer' and actor_id = acting.person()
    and recipient = acting.recipient() and acting.administers() and exists (select from officers o where o.id = audit.report_id
      and o.recipient = acting.recipient() and (acting.prefecture() is null or o.prefecture = acting.prefecture())));
