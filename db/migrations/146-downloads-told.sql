-- The reporter is told of downloads too: 144 states the whole list, and was written before files had a line in it (120).
create or replace function access_log(report uuid)
  returns table (sequence integer, at timestamptz, did text, actor_kind text, recipient text, subject text, details text)
  stable language sql security definer set search_path = pg_catalog, public as $$
    select a.sequence, a.at, a.did, a.actor_kind, a.recipient, a.subject, a.details from public.audit a
    where a.report_id = report and acting.files(report)
      and (a.recipient is null or a.did in ('delivery.opened', 'delivery.saved', 'case.acknowledged', 'case.closed',
        'case.reopened', 'case.exported', 'case.handed-over', 'case.returned', 'question.asked', 'advice.given',
        'warning.issued', 'hold.set', 'hold.lifted', 'intake.started', 'intake.continued', 'intake.code-given',
        'file.downloaded'))
    order by a.sequence
  $$;
