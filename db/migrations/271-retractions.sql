-- A question that was sent in error is taken back: a message of its own says why, and ends the question as an answer would.
-- The question stays where it was, so nobody wonders what it was that they read.
alter table feedback drop constraint feedback_kind;
alter table feedback add constraint feedback_kind check (kind in ('acknowledgement', 'question', 'answer', 'advice',
  'warning', 'match', 'closing', 'reopening', 'message', 'retraction'));

-- Who asked ends the question by a retraction and by nothing else. The question's one row (its primary key) decides between
-- an answer and a retraction of the same moment.
create policy asker_retracts on question_answers for insert to madoguchi_app
  with check (acting.kind() in ('officer', 'machine') and recipient = acting.recipient() and revision_number is null
    and exists (select from feedback q join feedback r on r.case_file_id = q.case_file_id and r.recipient = q.recipient
      where q.id = question_id and q.kind = 'question' and q.recipient = question_answers.recipient
        and q.report_id = question_answers.report_id and r.id = feedback_id and r.kind = 'retraction'));

grant create on schema public to madoguchi_keeper; -- while its functions are made
set local role madoguchi_keeper; -- whose functions they are
create or replace function access_log(report uuid)
  returns table (sequence integer, at timestamptz, did text, actor_kind text, recipient text, subject text, details text,
    program text)
  stable language sql security definer set search_path = pg_catalog, public as $$
    select a.sequence, a.at, a.did, a.actor_kind, a.recipient, a.subject, a.details, m.name
    from public.audit a left join public.machines m
      on m.client_id = a.actor_id and m.organisation_id is not null and a.actor_kind in ('machine', 'vendor')
    where a.report_id = report and acting.files(report)
      and (a.recipient is null or a.did in ('delivery.opened', 'delivery.saved', 'case.acknowledged', 'case.closed',
        'case.reopened', 'case.exported', 'case.handed-over', 'case.returned', 'question.asked', 'question.retracted',
        'advice.given', 'warning.issued', 'hold.set', 'hold.lifted', 'intake.started', 'intake.continued',
        'intake.code-given', 'file.downloaded'))
    order by a.sequence
  $$;
create or replace function webhook_news_of_filer(filer uuid, since timestamptz)
  returns table (key text, event text, at timestamptz, data json)
  stable language sql set search_path = pg_catalog, public as $$
    select 'audit ' || a.report_id || ' ' || a.sequence,
      case split_part(a.did, '.', 1) when 'case' then 'report.' || split_part(a.did, '.', 2) else a.did end,
      a.at, json_build_object('reference', r.reference, 'recipient', a.recipient, 'subjectId', a.subject)
    from public.audit a join public.reports r on r.id = a.report_id
    where a.did in ('delivery.opened', 'case.acknowledged', 'question.asked', 'question.retracted', 'advice.given',
        'warning.issued', 'case.closed', 'case.reopened', 'case.handed-over', 'case.returned') and a.at >= since
      and (r.organisation_id = filer
        or exists (select from public.mandates m where m.vendor_id = filer and m.revoked_at is null and m.sections is null
          and m.redeemed_at <= a.at and (m.valid_until is null or m.valid_until > a.at)
          and (m.report_id = r.id or m.report_id is null and m.client_id = r.organisation_id))
        or exists (select from public.vendor_reports v
          where v.vendor_id = filer and v.report_id = r.id and v.mandate_id is null))
  $$;
reset role;
revoke create on schema public from madoguchi_keeper;

-- An index is used only where it has all that is looked for.
drop index audit_told;
create index audit_told on audit (at) where did in ('report.withdrawn', 'delivery.opened', 'case.acknowledged',
  'question.asked', 'question.retracted', 'advice.given', 'warning.issued', 'case.closed', 'case.reopened',
  'case.handed-over', 'case.returned');
