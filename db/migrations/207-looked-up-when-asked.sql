-- A statement sets up every table that its policies look into before it reads a row, whether that look is taken or not: a
-- page of a queue set up two dozen case_files, 0.2 ms of PostgreSQL's 0.6. What a policy asks in a plpgsql function (as
-- acting.handles, see 004) is set up when it is asked. The conditions are the same, and so is under whose policies they are asked.

create function acting.sees_case(case_file uuid) returns boolean stable language plpgsql set search_path = pg_catalog, public
  as $$ begin return exists (select from case_files c where c.id = case_file); end $$;

alter policy officer_looks on labels using (acting.kind() = 'officer' and recipient = acting.recipient()
  and (acting.prefecture() is null or acting.sees_case(case_file_id)));
alter policy officer on merges using (acting.kind() = 'officer' and recipient = acting.recipient()
  and acting.sees_case(case_file_id) and acting.sees_case(master_id));
alter policy officer on deliveries using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
  and acting.handles(report_id, recipient));
alter policy officer on feedback using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
  and acting.handles(report_id, recipient));
alter policy officer on question_answers using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
  and acting.handles(report_id, recipient));

-- What hangs on few rows of a queue. As whoever asks: what they may not see does not count.
create function case_open_questions(case_file uuid) returns integer stable language plpgsql set search_path = pg_catalog, public as $$
begin
  return (select count(*)::integer from feedback q where q.case_file_id = case_file and q.kind = 'question'
    and not exists (select from question_answers a where a.question_id = q.id));
end
$$;
create function case_revision_opened(report uuid, addressee text, number integer) returns boolean stable language plpgsql
  set search_path = pg_catalog, public as $$
begin
  return exists (select from deliveries d where d.report_id = report and d.recipient = addressee
    and d.revision_number = number and d.opened_at is not null);
end
$$;
create function case_merged_news(master uuid) returns boolean stable language plpgsql set search_path = pg_catalog, public as $$
begin
  return exists (select from merges m join case_files f on f.id = m.case_file_id
    join deliveries d on d.report_id = f.report_id and d.recipient = f.recipient and d.revision_number = f.revision_number
    where m.master_id = master and m.ended_at is null and d.opened_at is null);
end
$$;
