-- As in 271; of a report of which it has some sections a vendor hears what is asked about these, and taken back, where it may
-- answer (260).
grant create on schema public to madoguchi_keeper; -- while its function is made
set local role madoguchi_keeper; -- whose function it is
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
        or exists (select from public.mandates m where m.vendor_id = filer and m.revoked_at is null
          and m.redeemed_at <= a.at and (m.valid_until is null or m.valid_until > a.at)
          and (m.report_id = r.id or m.report_id is null and m.client_id = r.organisation_id)
          and case when m.sections is null then true
            when a.did in ('question.asked', 'question.retracted') and 'answer' = any (m.acts)
              then exists (select from public.feedback f where f.id = a.subject::uuid and f.sections <@ m.sections)
            else false end)
        or exists (select from public.vendor_reports v
          where v.vendor_id = filer and v.report_id = r.id and v.mandate_id is null))
  $$;

reset role;
revoke create on schema public from madoguchi_keeper;
