-- Where a body's own record was deleted after its time, its programs hear nothing more of the report.

grant create on schema public to madoguchi_keeper; -- while its function is made
set local role madoguchi_keeper; -- whose function it is
create or replace function webhook_news_of_body(body text, region text, since timestamptz)
  returns table (key text, event text, at timestamptz, data json)
  stable language sql set search_path = pg_catalog, public as $$
    with files as materialized (
      select c.id, c.report_id, c.reference from public.case_files c
      where c.recipient = body and c.updated_at >= since and (region is null or c.prefecture = region)
    )
    select 'delivery ' || d.id, case when exists (select from public.deliveries p where p.report_id = d.report_id
        and p.recipient = body and p.revision_number < d.revision_number) then 'revision.received' else 'delivery.received' end,
      d.sent_at, json_build_object('recipient', body, 'reference', f.reference, 'caseFileId', f.id,
        'deliveryId', d.id, 'revision', d.revision_number, 'phase', d.phase, 'digest', encode(d.digest, 'hex'))
    from files f join public.deliveries d on d.report_id = f.report_id and d.recipient = body where d.sent_at >= since
    union all
    select 'answer ' || q.question_id, 'question.answered', q.answered_at, json_build_object('recipient', body,
      'reference', c.reference, 'caseFileId', c.id, 'questionId', q.question_id, 'revision', q.revision_number)
    from public.question_answers q join public.case_files c on c.report_id = q.report_id and c.recipient = body
    where q.revision_number is not null and q.answered_at >= since and q.recipient = body
      and (region is null or c.prefecture = region)
    union all
    select 'said ' || s.id, case s.kind when 'answer' then 'question.answered' else 'message.received' end,
      s.sent_at, json_build_object('recipient', body, 'reference', c.reference, 'caseFileId', c.id, 'feedbackId', s.id)
    from public.feedback s join public.case_files c on c.id = s.case_file_id
    where s.side = 'reporter' and s.sent_at >= since and s.recipient = body and (region is null or c.prefecture = region)
    union all
    select 'audit ' || a.report_id || ' ' || a.sequence, case a.did when 'report.withdrawn' then a.did
        when 'case.handed-over' then 'hand-over.received' else 'hand-over.returned' end, a.at,
      json_build_object('recipient', body, 'reference', c.reference, 'caseFileId', c.id,
        'handOverId', case a.did when 'case.handed-over' then a.subject when 'case.returned' then a.details::json ->> 'handOver' end)
    from public.audit a join public.case_files c on c.report_id = a.report_id and c.recipient = body
    where a.did in ('report.withdrawn', 'case.handed-over', 'case.returned') and a.at >= since
      and (region is null or c.prefecture = region) and (a.did = 'report.withdrawn'
        or a.details::json ->> (case a.did when 'case.handed-over' then 'to' else 'by' end) = body)
    union all
    select 'reporter ' || s.report_id || ' ' || extract(epoch from s.at), 'reporter.changed', s.at,
      json_build_object('recipient', body, 'reference', c.reference, 'caseFileId', c.id)
    from public.standings s join public.case_files c on c.report_id = s.report_id and c.recipient = body
    where s.at >= since and (region is null or c.prefecture = region)
      and s.at > c.received_at and c.deleted_at is null
  $$;
reset role;
revoke create on schema public from madoguchi_keeper;
