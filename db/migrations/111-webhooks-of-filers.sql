-- Endpoints of an organisation are for its administrators. A vendor hears of what it works on for its clients, as long as its
-- mandate holds.

drop policy own_organisation on webhook_endpoints;
create policy own_organisation on webhook_endpoints for all to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation()
    and acting.administers(organisation_id));

grant create on schema public to madoguchi_keeper; -- while its function is made
grant select (vendor_id, report_id, mandate_id) on vendor_reports to madoguchi_keeper;
create policy gathering on vendor_reports for select to madoguchi_keeper using (true);
set local role madoguchi_keeper; -- whose function it is
create or replace function webhook_news_of_filer(filer uuid, since timestamptz)
  returns table (key text, event text, at timestamptz, data json)
  stable language sql set search_path = pg_catalog, public as $$
    select 'audit ' || a.report_id || ' ' || a.sequence,
      case split_part(a.did, '.', 1) when 'case' then 'report.' || split_part(a.did, '.', 2) else a.did end,
      a.at, json_build_object('reference', r.reference, 'recipient', a.recipient, 'subjectId', a.subject)
    from public.audit a join public.reports r on r.id = a.report_id
    where a.did in ('delivery.opened', 'case.acknowledged', 'question.asked', 'advice.given', 'warning.issued',
        'case.closed', 'case.reopened', 'case.handed-over', 'case.returned') and a.at >= since
      and (r.organisation_id = filer or exists (
        select from public.vendor_reports v left join public.mandates m on m.id = v.mandate_id and m.vendor_id = filer
          and m.revoked_at is null and m.valid_from <= a.at and (m.valid_until is null or m.valid_until > a.at)
        where v.vendor_id = filer and v.report_id = r.id and (v.mandate_id is null or m.id is not null)))
  $$;
reset role;
revoke create on schema public from madoguchi_keeper;
