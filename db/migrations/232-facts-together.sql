-- As in 141, for several reports at a time: they are made findable together, and each statement is set up once.
grant create on schema public to madoguchi_keeper; -- while its function is made

create function write_case_facts(reports uuid[]) returns void language plpgsql security definer
  set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
  if acting.kind() is distinct from 'worker' then return; end if;
  perform from public.case_files c where c.report_id = any (reports) order by c.id for no key update;
  update public.case_files c set held_until = h.latest
  from (select r.id, (select max(w.until) from public.holds w where w.report_id = r.id and w.lifted_at is null) as latest
    from unnest(reports) as r(id)) h
  where c.report_id = h.id and c.held_until is distinct from h.latest;
  insert into public.case_facts select * from public.case_facts_now n where n.report_id = any (reports)
  on conflict (case_file_id) do update set prefecture = excluded.prefecture, attack_type = excluded.attack_type,
    sector = excluded.sector, stage = excluded.stage, withdrawn = excluded.withdrawn, opening = excluded.opening,
    acknowledgement = excluded.acknowledgement, closing = excluded.closing, clocks = excluded.clocks;
end
$$;
alter function write_case_facts(uuid[]) owner to madoguchi_keeper;
revoke all on function write_case_facts(uuid[]) from public;
grant execute on function write_case_facts(uuid[]) to madoguchi_app;
drop function write_case_facts(uuid);

revoke create on schema public from madoguchi_keeper;
