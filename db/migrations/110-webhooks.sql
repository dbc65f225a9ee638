-- Programs of bodies and of filers are told what happened, by ids. What is to be told is read from what is there anyway
-- (deliveries, answers, the audit), in the same database and after the commit: no act waits for it, and none writes for it.

create table webhook_endpoints (
  id uuid primary key,
  recipient recipient_id,
  prefecture text, -- of whoever made it; null: the whole country
  organisation_id uuid constraint webhook_endpoints_organisation references organisations,
  content bytea not null, -- sealed: its address, which may hold a token, and its secrets
  events text[] not null constraint webhook_endpoints_events check (cardinality(events) between 1 and 20),
  content_key text, -- a public key, as JWK: reports themselves are sent too, encrypted to it; null: ids only
  made_at timestamptz not null,
  since timestamptz not null, -- what happened from then on may still have to be told
  removed_at timestamptz,
  paused_at timestamptz,
  paused_why text constraint webhook_endpoints_why check (paused_why in ('person', 'gone')),
  failures integer not null default 0, -- in a row
  rest_until timestamptz,
  claimed_until timestamptz, -- somebody is sending to it
  constraint webhook_endpoints_of_one check (num_nonnulls(recipient, organisation_id) = 1),
  constraint webhook_endpoints_whole_organisation check (organisation_id is null or prefecture is null),
  constraint webhook_endpoints_paused check ((paused_at is null) = (paused_why is null))
);
alter table webhook_endpoints alter column content set storage external;
create index webhook_endpoints_of_recipient on webhook_endpoints (recipient) where removed_at is null;
create index webhook_endpoints_of_organisation on webhook_endpoints (organisation_id) where removed_at is null;

-- The row is the truth about a message: tried until it arrived, or for three days.
create table webhook_messages (
  id uuid primary key, -- the webhook-id, the same at each try
  endpoint_id uuid not null constraint webhook_messages_endpoint references webhook_endpoints,
  key text not null, -- what happened; it is told once
  event text not null constraint webhook_messages_event check (event ~ '^[a-z-]+\.[a-z-]+$'),
  data text not null constraint webhook_messages_data check (data is json object), -- ids and the reference
  happened_at timestamptz not null,
  made_at timestamptz not null,
  tries integer not null default 0,
  next_try_at timestamptz, -- null: arrived, or given up
  arrived_at timestamptz,
  failed_at timestamptz,
  tried_at timestamptz,
  status smallint, -- the last answer
  problem text constraint webhook_messages_problem check (problem ~ '^[a-z-]{1,30}$'),
  took integer, -- ms
  constraint webhook_messages_once unique (endpoint_id, key),
  constraint webhook_messages_state check (num_nonnulls(next_try_at, arrived_at, failed_at) = 1)
);
create index webhook_messages_due on webhook_messages (endpoint_id, next_try_at) where next_try_at is not null;
create index webhook_messages_newest on webhook_messages (endpoint_id, made_at desc, id desc);

do $$
declare
  name text;
begin
  foreach name in array array['webhook_endpoints', 'webhook_messages'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to madoguchi_app', name);
    execute format('create policy worker on %I for all to madoguchi_app using (acting.kind() = ''worker'')', name);
  end loop;
end
$$;
grant update (content, events, content_key, since, removed_at, paused_at, paused_why, failures, rest_until, claimed_until)
  on webhook_endpoints to madoguchi_app;
grant update (tries, next_try_at, arrived_at, failed_at, tried_at, status, problem, took), delete
  on webhook_messages to madoguchi_app;

-- Whoever administers the body, or a prefecture's part of it; members of the organisation.
create policy administrator on webhook_endpoints for all to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient() and acting.administers()
    and (acting.prefecture() is null or prefecture = acting.prefecture()));
create policy own_organisation on webhook_endpoints for all to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation());
create policy owner on webhook_messages for all to madoguchi_app
  using (acting.kind() in ('officer', 'member', 'vendor')
    and exists (select from webhook_endpoints e where e.id = endpoint_id));
-- The key of endpoints is nobody's report: whoever owns an endpoint seals and opens its address and secrets with it.
create policy officers_own_webhooks on data_keys for all to madoguchi_app
  using (recipient = 'webhooks' and acting.kind() = 'officer');

-- What happened, by the time it happened, without filings: these have the case files' own index.
create index audit_told on audit (at) where did in ('report.withdrawn', 'delivery.opened', 'case.acknowledged',
  'question.asked', 'advice.given', 'warning.issued', 'case.closed', 'case.reopened', 'case.handed-over', 'case.returned');
create index feedback_told on feedback (sent_at) where side = 'reporter';
create index question_answers_told on question_answers (answered_at) where revision_number is not null;

grant create on schema public to madoguchi_keeper; -- while its functions are made

-- What happened at a body since, as messages of its endpoints. Filings are found by (recipient, updated_at).
create function webhook_news_of_body(body text, region text, since timestamptz)
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
  $$;

-- What bodies did with the reports of an organisation, or with those that it files as a vendor.
create function webhook_news_of_filer(filer uuid, since timestamptz)
  returns table (key text, event text, at timestamptz, data json)
  stable language sql set search_path = pg_catalog, public as $$
    select 'audit ' || a.report_id || ' ' || a.sequence,
      case split_part(a.did, '.', 1) when 'case' then 'report.' || split_part(a.did, '.', 2) else a.did end,
      a.at, json_build_object('reference', r.reference, 'recipient', a.recipient, 'subjectId', a.subject)
    from public.audit a join public.reports r on r.id = a.report_id
    where a.did in ('delivery.opened', 'case.acknowledged', 'question.asked', 'advice.given', 'warning.issued',
        'case.closed', 'case.reopened', 'case.handed-over', 'case.returned') and a.at >= since
      and (r.organisation_id = filer
        or exists (select from public.mandates m where m.id = r.mandate_id and m.vendor_id = filer))
  $$;

-- SECURITY DEFINER, because it reads what happened in all reports; it writes messages and tells nobody what stands there.
-- As the worker. Usually it looks back a moment (`glance`); a sweep looks back an hour, as what hung may commit late.
-- Returns the endpoints that something can be sent to now.
create function webhook_gather(moment timestamptz, glance interval) returns setof uuid
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  late constant interval := '1 hour';
  endpoint record;
  start timestamptz;
begin
  if acting.kind() is distinct from 'worker' then return; end if;
  if pg_try_advisory_xact_lock(7319026002) then -- one portal at a time
    for endpoint in select * from public.webhook_endpoints e where e.removed_at is null and e.paused_at is null loop
      start := case when glance is null then endpoint.since else greatest(endpoint.since, moment - glance) end;
      insert into public.webhook_messages (id, endpoint_id, key, event, data, happened_at, made_at, next_try_at)
        select uuidv7(), endpoint.id, n.key, n.event, n.data::text, n.at, moment, moment from (
          select * from public.webhook_news_of_body(endpoint.recipient, endpoint.prefecture, start)
            where endpoint.recipient is not null
          union all
          select * from public.webhook_news_of_filer(endpoint.organisation_id, start)
            where endpoint.organisation_id is not null) n
        where n.event = any (endpoint.events)
          and not exists (select from public.webhook_messages m where m.endpoint_id = endpoint.id and m.key = n.key)
        on conflict (endpoint_id, key) do nothing;
      if glance is null then
        update public.webhook_endpoints e set since = greatest(e.since, moment - late) where e.id = endpoint.id;
      end if;
    end loop;
  end if;
  return query select e.id from public.webhook_endpoints e
    where e.removed_at is null and e.paused_at is null and (e.rest_until is null or e.rest_until <= moment)
      and (e.claimed_until is null or e.claimed_until <= moment)
      and exists (select from public.webhook_messages m where m.endpoint_id = e.id and m.next_try_at <= moment);
end
$$;
grant select, insert on webhook_messages to madoguchi_keeper;
grant select, update (since) on webhook_endpoints to madoguchi_keeper;
create policy gathering on webhook_messages for all to madoguchi_keeper using (true);
create policy gathering on webhook_endpoints for all to madoguchi_keeper using (true);
grant select (id, report_id, recipient, reference, prefecture, updated_at) on case_files to madoguchi_keeper;
grant select (id, report_id, recipient, revision_number, phase, digest, sent_at) on deliveries to madoguchi_keeper;
grant select (id, case_file_id, recipient, kind, side, sent_at) on feedback to madoguchi_keeper;
grant select (question_id, report_id, recipient, revision_number, answered_at) on question_answers to madoguchi_keeper;
grant select (id, reference, organisation_id, mandate_id) on reports to madoguchi_keeper;
grant select (id, vendor_id) on mandates to madoguchi_keeper;
create policy gathering on mandates for select to madoguchi_keeper using (true);
alter function webhook_news_of_body(text, text, timestamptz) owner to madoguchi_keeper;
alter function webhook_news_of_filer(uuid, timestamptz) owner to madoguchi_keeper;
alter function webhook_gather(timestamptz, interval) owner to madoguchi_keeper;
revoke all on function webhook_news_of_body(text, text, timestamptz), webhook_news_of_filer(uuid, timestamptz),
  webhook_gather(timestamptz, interval) from public;
grant execute on function webhook_gather(timestamptz, interval) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;
