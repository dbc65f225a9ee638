-- A search finds a case by what the body wrote on it as well: its labels and its own number. Their pairs of letters go into
-- the same list of keyed hashes (020), at once; whoever makes a revision findable reads them again with it.
create policy extracting on labels for select to madoguchi_app
  using (acting.kind() = 'extractor' and recipient = acting.recipient());
create policy extracting on feedback for select to madoguchi_app
  using (acting.kind() = 'extractor' and kind = 'acknowledgement' and recipient = acting.recipient());

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because officers and programs write no extracts: this adds to what one of their own is found by. What
-- is not findable yet, or was being made so in this moment, is made once more; each time on a line of its own, as two bodies
-- that say something of one report in the same moment would wait for each other (073).
create function find_by(file uuid, added integer[], moment timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if acting.kind() not in ('officer', 'machine') then return; end if;
  update public.extracts e set tokens = array(select distinct unnest(e.tokens || added) order by 1)
    where e.case_file_id = file and e.recipient = acting.recipient()
      and (acting.prefecture() is null or e.prefecture = acting.prefecture());
  if found then return; end if;
  insert into public.extracts_due (report_id, due_at)
    select c.report_id, moment - random() * interval '1 second' from public.case_files c
    where c.id = file and c.recipient = acting.recipient()
      and (acting.prefecture() is null or c.prefecture = acting.prefecture())
    on conflict do nothing;
end
$$;
grant update (tokens) on extracts to madoguchi_keeper;
create policy finding on extracts for update to madoguchi_keeper using (true);
alter function find_by(uuid, integer[], timestamptz) owner to madoguchi_keeper;
revoke all on function find_by(uuid, integer[], timestamptz) from public;
grant execute on function find_by(uuid, integer[], timestamptz) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;

-- What was labelled or acknowledged before, as in 234: the newest first, fifty a second.
set local role madoguchi_keeper; -- who sees the rows, whoever owns the tables
insert into extracts_due (report_id, due_at)
select r.report_id, now() + row_number() over (order by r.latest desc) * interval '20 ms'
from (
  select c.report_id, max(e.received_at) as latest from extracts e join case_files c on c.id = e.case_file_id
  where c.acknowledged_at is not null or exists (select from labels l where l.case_file_id = c.id)
  group by c.report_id
) r
where not exists (select from extracts_due d where d.report_id = r.report_id)
on conflict do nothing;
reset role;
