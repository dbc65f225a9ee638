-- How much anybody may put on the disk is counted by network and over all, for a day. Only files of reports that no verified
-- organisation stands behind have a network, as a keyed hash, and only until the sweep takes it away. See decision 078.
alter table files add column network bytea;
alter table mandate_files add column network bytea;
create index files_of_anybody on files (started_at) include (network, bytes) where network is not null;
create index mandate_files_of_anybody on mandate_files (stored_at) include (network, bytes) where network is not null;
grant update (network) on files, mandate_files to madoguchi_app;
create policy worker_forgets on files for update to madoguchi_app
  using (acting.kind() = 'worker' and network is not null) with check (acting.kind() = 'worker' and network is null);
create policy worker_forgets on mandate_files for update to madoguchi_app
  using (acting.kind() = 'worker' and network is not null) with check (acting.kind() = 'worker' and network is null);

grant create on schema public to madoguchi_keeper; -- while its function is made
-- SECURITY DEFINER, because nobody sees the files of others: two sums, and nothing of any file. A file counts as a mebibyte at
-- least, as its row and its folder take room too.
create function files_of_anybody(who bytea, since timestamptz) returns table (of_network bigint, of_all bigint)
  stable language sql security definer set search_path = pg_catalog, public
  as $$
    select coalesce(sum(greatest(bytes, 1048576)) filter (where network = who), 0)::bigint,
      coalesce(sum(greatest(bytes, 1048576)), 0)::bigint
    from (
      select network, bytes from public.files where network is not null and started_at > since
      union all
      select network, bytes from public.mandate_files where network is not null and stored_at > since
    ) held
  $$;
create policy counting on files for select to madoguchi_keeper using (true);
grant select (network, bytes, started_at) on files to madoguchi_keeper;
grant select (network, bytes, stored_at) on mandate_files to madoguchi_keeper;
alter function files_of_anybody(bytea, timestamptz) owner to madoguchi_keeper;
revoke all on function files_of_anybody(bytea, timestamptz) from public;
grant execute on function files_of_anybody(bytea, timestamptz) to madoguchi_app;
revoke create on schema public from madoguchi_keeper;
