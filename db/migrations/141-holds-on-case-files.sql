-- Until when a body is asked to wait stands on its case files, where the queue reads it without asking for it. A body that
-- joins later gets it from the worker, who looks at every case file after a submission anyway.

alter table case_files add column held_until timestamptz;
grant create on schema public to madoguchi_keeper; -- while its functions are made
grant select (id, report_id, held_until), update (held_until) on case_files to madoguchi_keeper;
grant select on holds to madoguchi_keeper;
create policy carrying on holds for select to madoguchi_keeper using (true);

create function holds_reach_case_files(report uuid) returns void language plpgsql set search_path = pg_catalog, public as $$
declare
  latest timestamptz := (select max(h.until) from public.holds h where h.report_id = report and h.lifted_at is null);
begin
  update public.case_files c set held_until = latest where c.report_id = report and c.held_until is distinct from latest;
end
$$;

-- SECURITY DEFINER, because a reporter may change nothing of a case file: this says what `holds` says.
create function holds_follow() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  perform public.holds_reach_case_files(new.report_id);
  return null;
end
$$;
alter function holds_reach_case_files(uuid) owner to madoguchi_keeper;
alter function holds_follow() owner to madoguchi_keeper;
revoke all on function holds_reach_case_files(uuid), holds_follow() from public;
create trigger holds_follow after insert or update on holds for each row execute function holds_follow();

-- As in 070; a body that joined while a pause runs is asked to wait as well.
create or replace function write_case_facts(report uuid) returns void language plpgsql security definer
  set search_path = pg_catalog, public as $$
begin
  if acting.kind() is distinct from 'worker' then return; end if;
  perform from public.case_files c where c.report_id = report order by c.id for no key update;
  perform public.holds_reach_case_files(report);
  insert into public.case_facts select * from public.case_facts_now n where n.report_id = report
  on conflict (case_file_id) do update set prefecture = excluded.prefecture, attack_type = excluded.attack_type,
    sector = excluded.sector, stage = excluded.stage, withdrawn = excluded.withdrawn, opening = excluded.opening,
    acknowledgement = excluded.acknowledgement, closing = excluded.closing, clocks = excluded.clocks;
end
$$;

revoke create on schema public from madoguchi_keeper;

set local role madoguchi_keeper; -- who sees the rows, whoever owns the tables
update case_files c set held_until = h.until
  from (select report_id, max(until) as until from holds where lifted_at is null group by report_id) h
  where h.report_id = c.report_id;
reset role;
