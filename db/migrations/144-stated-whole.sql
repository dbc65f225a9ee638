-- Two functions that earlier migrations changed piece by piece, stated whole. Whoever adds to them copies them from here.

-- What officers and programs did that the reporter is shown, beside all that was done on the reporter's own side.
create or replace function access_log(report uuid)
  returns table (sequence integer, at timestamptz, did text, actor_kind text, recipient text, subject text, details text)
  stable language sql security definer set search_path = pg_catalog, public as $$
    select a.sequence, a.at, a.did, a.actor_kind, a.recipient, a.subject, a.details from public.audit a
    where a.report_id = report and acting.files(report)
      and (a.recipient is null or a.did in ('delivery.opened', 'delivery.saved', 'case.acknowledged', 'case.closed',
        'case.reopened', 'case.exported', 'case.handed-over', 'case.returned', 'question.asked', 'advice.given',
        'warning.issued', 'hold.set', 'hold.lifted', 'intake.started', 'intake.continued', 'intake.code-given'))
    order by a.sequence
  $$;

-- Everything that a body and the reporter wrote about a case file. What a later migration hangs on a case file, it has to
-- add here: test/db/returns.test.ts knows every table. Only return_copies calls it.
create or replace function empty_case_file(file uuid) returns void
  language plpgsql set search_path = pg_catalog, public as $$
begin
  delete from public.question_answers a using public.feedback f
    where f.case_file_id = file and (a.question_id = f.id or a.feedback_id = f.id);
  delete from public.opinions o using public.feedback f
    where f.case_file_id = file and o.feedback_id = f.id;
  delete from public.mentions m where m.case_file_id = file;
  delete from public.hold_words w using public.case_files c
    where c.id = file and w.report_id = c.report_id and w.recipient = c.recipient;
  delete from public.feedback f where f.case_file_id = file;
  delete from public.notes n where n.case_file_id = file;
  delete from public.labels l where l.case_file_id = file;
  delete from public.assignments a where a.case_file_id = file;
  delete from public.sightings s where s.case_file_id = file;
end
$$;
