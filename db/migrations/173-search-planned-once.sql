-- The months of a search were planned one by one, which cost more than looking: a word that stands nowhere took 5 ms in five
-- years, and takes one. Planned once for all, the recipient must not be looked up beside the tokens: its tokens are made
-- with a key of its own, so they find hardly anything of others, and everything of one body is a long list.
create or replace function search_candidates(wanted integer[], months integer, before_at timestamptz, before_id uuid, most integer)
  returns table (case_file_id uuid, received_at timestamptz)
  stable language plpgsql security definer set search_path = pg_catalog, public
  set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  width integer := cardinality(wanted) / months;
  seen integer := 0;
  got integer;
begin
  if acting.kind() is distinct from 'officer' or width < 1 then return; end if;
  for month in 1..months loop
    return query
      with hits as materialized (
        select e.case_file_id, e.received_at from public.extracts e
        where e.tokens @> wanted[(month - 1) * width + 1 : month * width] and e.recipient || '' = acting.recipient()
          and (acting.prefecture() is null or e.prefecture = acting.prefecture())
          and (before_at is null or (e.received_at, e.case_file_id) < (before_at, before_id))
      )
      select h.case_file_id, h.received_at from hits h order by 2 desc, 1 desc limit most - seen;
    get diagnostics got = row_count;
    seen := seen + got;
    exit when seen >= most;
  end loop;
end
$$;
