-- A client makes a mandate narrower while it runs: fewer acts, fewer sections, a shorter time, one report instead of all. It
-- is never made wider: that is a new mandate, which the vendor takes up anew.

alter table mandates add column narrowed_at timestamptz; -- the last time
grant update (sections, acts, valid_until, report_id, content, narrowed_at) on mandates to madoguchi_app;

-- What is for one report lies under the key of that report: the client seals it anew when it narrows a mandate to one.
grant update (content) on mandate_vendors, mandate_files to madoguchi_app;
create policy client_seals on mandate_vendors for update to madoguchi_app
  using (acting.kind() = 'member' and exists (select from mandates m where m.id = mandate_id
    and acting.administers(m.client_id)));
create policy client_seals on mandate_files for update to madoguchi_app
  using (acting.kind() = 'member' and exists (select from mandates m where m.id = mandate_id
    and acting.administers(m.client_id)));

create function mandates_narrow() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if not (new.acts <@ old.acts)
    or old.sections is not null and (new.sections is null or not new.sections <@ old.sections)
    or new.sections is not null and cardinality(new.sections) = 0
    or old.valid_until is not null and (new.valid_until is null or new.valid_until > old.valid_until)
    or new.report_id is distinct from old.report_id and (old.report_id is not null
      or not exists (select from reports r where r.id = new.report_id and r.organisation_id = old.client_id)) then
    raise exception 'a mandate is only made narrower' using errcode = 'check_violation', constraint = 'mandates_narrow';
  end if;
  return new;
end
$$;
revoke all on function mandates_narrow() from public;
create trigger mandates_narrow before update of sections, acts, valid_until, report_id on mandates
  for each row execute function mandates_narrow();

grant create on schema public to madoguchi_keeper; -- while its functions are made
set local role madoguchi_keeper; -- whose functions they are

-- As in 214; and its mandate has to be one for this report.
create or replace function sending_stands(sending uuid, moment timestamptz) returns boolean
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select exists (select from public.sendings s join public.mandates m on m.id = s.mandate_id
    where s.id = sending and m.redeemed_at is not null and m.revoked_at is null and 'send' = any (m.acts)
      and (m.valid_until is null or m.valid_until > moment) and (m.report_id is null or m.report_id = s.report_id)
      and (exists (select from public.memberships p join public.accounts a on a.id = p.account_id
          where p.account_id = s.asked_by and p.organisation_id = m.vendor_id and p.ended_at is null
            and p.role in ('administrator', 'editor', 'approver') and a.disabled_at is null)
        or exists (select from public.machines k where k.client_id = s.asked_by::text and k.organisation_id = m.vendor_id
          and k.disabled_at is null))) $$;

-- As in 111; a vendor hears no more of the reports that its mandate was for before.
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
          and (m.report_id is null or m.report_id = v.report_id)
        where v.vendor_id = filer and v.report_id = r.id and (v.mandate_id is null or m.id is not null)))
  $$;

reset role;
revoke create on schema public from madoguchi_keeper;
