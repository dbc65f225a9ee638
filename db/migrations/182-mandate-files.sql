-- Evidence of a mandate as a file, such as the page of the contract. The client adds it and takes copies; it is never
-- replaced. Its bytes lie with all others, sealed with the key that is sealed here.
create table mandate_files (
  id uuid primary key,
  mandate_id uuid not null constraint mandate_files_mandate references mandates on delete cascade
    constraint mandate_files_once unique,
  content bytea not null, -- sealed: key, name, type, digest
  bytes bigint not null,
  parts integer not null,
  stored_at timestamptz not null
);
alter table mandate_files alter column content set storage external;
alter table mandate_files enable row level security;
alter table mandate_files force row level security;
grant select, insert on mandate_files to madoguchi_app;

-- Asks as the caller, who sees the mandates of its own side.
create policy client on mandate_files for select to madoguchi_app
  using (acting.kind() in ('holder', 'member') and exists (select from mandates m where m.id = mandate_id));
create policy client_adds on mandate_files for insert to madoguchi_app
  with check (acting.kind() in ('holder', 'member') and exists (select from mandates m where m.id = mandate_id
    and (acting.kind() = 'holder' or m.report_id is not null or acting.administers(m.client_id))));
create policy sweeping on mandate_files for select to madoguchi_app using (acting.kind() = 'worker');

grant create on schema public to madoguchi_keeper; -- while its function is made
-- SECURITY DEFINER, because an operator sees no mandate: how many an organisation gave that hold, and with evidence.
create function mandate_counts(client uuid, moment timestamptz) returns table (held integer, with_file integer)
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select count(*)::integer, count(f.id)::integer from public.mandates m
    left join public.mandate_files f on f.mandate_id = m.id
    where acting.kind() = 'operator' and m.client_id = client and m.redeemed_at is not null and m.revoked_at is null
      and (m.valid_until is null or m.valid_until > moment) $$;
grant select (id, mandate_id) on mandate_files to madoguchi_keeper;
create policy counting on mandate_files for select to madoguchi_keeper using (true);
alter function mandate_counts(uuid, timestamptz) owner to madoguchi_keeper;
revoke all on function mandate_counts(uuid, timestamptz) from public;
grant execute on function mandate_counts(uuid, timestamptz) to madoguchi_app;
revoke create on schema public from madoguchi_keeper;
