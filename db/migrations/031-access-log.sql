-- What became of a report, for the one who filed it: by body, never by person.

grant create on schema public to madoguchi_keeper; -- while its functions are made

-- SECURITY DEFINER, because officers' lines belong to their body and name the officer: this gives the acts that concern
-- the reporter, without who did them, and nothing of what a body does inside (notes, labels, assignments).
create function access_log(report uuid)
  returns table (sequence integer, at timestamptz, did text, actor_kind text, recipient text, subject text, details text)
  stable language sql security definer set search_path = pg_catalog, public as $$
    select a.sequence, a.at, a.did, a.actor_kind, a.recipient, a.subject, a.details from public.audit a
    where a.report_id = report and acting.kind() = 'holder' and acting.report() = report
      and (a.recipient is null or a.did in ('delivery.opened', 'delivery.saved', 'case.acknowledged', 'case.closed',
        'case.reopened', 'question.asked', 'advice.given', 'case.exported', 'case.handed-over'))
    order by a.sequence
  $$;

-- SECURITY DEFINER, because a chain is checked line by line, also those that the reporter may not see. Nothing of a line
-- comes out: how many there are, the digest of the last one, and the first that is not as it was written.
create function audit_state(report uuid) returns table (lines integer, head bytea, broken_at integer)
  stable language sql security definer set search_path = pg_catalog, public as $$
    with chain as (
      select a.sequence, a.previous, a.hash, public.audit_hash(a.previous, a.sequence, a) as computed,
        lag(a.hash, 1, public.audit_genesis(report)) over (order by a.sequence) as before,
        row_number() over (order by a.sequence) as place
      from public.audit a
      where a.report_id = report and acting.kind() = 'holder' and acting.report() = report
    ), told as (
      select count(*)::integer as lines,
        min(c.sequence) filter (where c.hash <> c.computed or c.previous <> c.before or c.sequence <> c.place) as broken
      from chain c
    )
    select t.lines, h.head, coalesce(t.broken, case
        when h.sequence is distinct from t.lines
          or h.head is distinct from (select c.hash from chain c order by c.sequence desc limit 1) then t.lines + 1 end)
    from told t left join public.audit_heads h
      on h.report_id = report and acting.kind() = 'holder' and acting.report() = report
    where t.lines > 0
  $$;
alter function access_log(uuid) owner to madoguchi_keeper;
alter function audit_state(uuid) owner to madoguchi_keeper;
revoke all on function access_log(uuid), audit_state(uuid) from public;
grant execute on function access_log(uuid), audit_state(uuid) to madoguchi_app;

-- A calendar of deadlines for whoever knows its address: days and nothing else.
create table calendars (
  report_id uuid primary key constraint calendars_report references reports,
  token_hash bytea not null constraint calendars_token_once unique,
  content bytea not null, -- sealed: the token, so that its holder can be shown the address again
  made_at timestamptz not null
);
alter table calendars alter column content set storage external;

-- When the reporter wants to be reminded of a clock. What is due is found by looking at the clocks as they stand, so a
-- reminder moves with its clock, and falls away with it.
create table reminders (
  report_id uuid not null,
  recipient recipient_id not null,
  clock text not null,
  days_before integer not null constraint reminders_known check (days_before in (1, 3, 7)),
  sent_for timestamptz, -- the deadline that was reminded of
  primary key (report_id, recipient, clock, days_before),
  constraint reminders_clock foreign key (report_id, recipient, clock) references clocks
);

do $$
declare
  name text;
begin
  foreach name in array array['calendars', 'reminders'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert, delete on %I to madoguchi_app', name);
    execute format(
      'create policy holder on %I for all to madoguchi_app using (acting.kind() = ''holder'' and report_id = acting.report())', name);
    execute format(
      'create policy represented on %I for all to madoguchi_app using (acting.kind() in (''member'', ''vendor'')
        and acting.represents(report_id))', name);
  end loop;
end
$$;
grant update (sent_for) on reminders to madoguchi_app;
create policy worker_reads on reminders for select to madoguchi_app using (acting.kind() = 'worker');
create policy worker_reminds on reminders for update to madoguchi_app using (acting.kind() = 'worker');

-- SECURITY DEFINER, because a calendar program is nobody here: whoever knows the token gets days that are still ahead of
-- the report, each with an id that says nothing.
create function calendar_days(token bytea) returns table (id text, due_at timestamptz, language text)
  stable language sql security definer set search_path = pg_catalog, public as $$
    select encode(sha256(token || convert_to(concat_ws(' ', c.recipient, c.clock), 'UTF8')), 'hex'),
      coalesce(c.cautious_at, c.due_at, c.guideline_at), r.language
    from public.calendars k join public.reports r on r.id = k.report_id
      left join public.clocks c on c.report_id = r.id and c.ended_at is null and r.withdrawn_at is null
        and coalesce(c.cautious_at, c.due_at, c.guideline_at) is not null
        and not exists (select from public.deliveries d where d.report_id = c.report_id and d.recipient = c.recipient
          and c.report <> 'notice' and d.delivered_at is not null
          and array_position(array['initial', 'interim', 'final'], d.phase)
            >= array_position(array['initial', 'interim', 'final'], c.report))
    where k.token_hash = sha256(token)
    order by 2, 1
  $$;
grant select (report_id, token_hash) on calendars to madoguchi_keeper;
grant select (language, withdrawn_at) on reports to madoguchi_keeper;
grant select (report_id, recipient, clock, report, due_at, cautious_at, guideline_at, ended_at) on clocks to madoguchi_keeper;
grant select (report_id, phase, delivered_at) on deliveries to madoguchi_keeper;
create policy calendars on calendars for select to madoguchi_keeper using (true);
create policy calendars on clocks for select to madoguchi_keeper using (true);
alter function calendar_days(bytea) owner to madoguchi_keeper;
revoke all on function calendar_days(bytea) from public;
grant execute on function calendar_days(bytea) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;
