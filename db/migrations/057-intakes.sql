-- Reports that an officer types for somebody who called, wrote or came by; and the code with which that person takes it over.

-- What whoever gets the report is told about it.
create table intakes (
  report_id uuid primary key constraint intakes_report references reports,
  recipient recipient_id not null, -- whose officer typed it
  channel text not null constraint intakes_channel check (channel in ('phone', 'letter', 'visit')),
  received_at timestamptz not null, -- the call, the letter, the visit
  started_at timestamptz not null,
  taken_over_at timestamptz
);

-- What stays with the body that typed it.
create table intake_callers (
  report_id uuid primary key constraint intake_callers_intake references intakes,
  recipient recipient_id not null,
  prefecture text, -- of the officer
  officer_id uuid not null constraint intake_callers_officer references officers,
  reference text not null constraint intake_callers_reference_once unique,
  content bytea not null, -- the caller's name and number, under the body's own key
  started_at timestamptz not null,
  code_hash text, -- argon2id; null: none was given, or it is used up
  code_expires_at timestamptz,
  code_failures integer not null default 0,
  taken_over_at timestamptz
);
create index intake_callers_of_recipient on intake_callers (recipient, started_at desc);
alter table intake_callers alter column content set storage external;

do $$
declare
  name text;
begin
  foreach name in array array['intakes', 'intake_callers'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to madoguchi_app', name);
    -- The report is marked in the transaction that starts it, before anything is sent.
    execute format('create policy starting on %I for insert to madoguchi_app with check (acting.kind() = ''holder''
      and report_id = acting.report() and exists (select from reports r where r.id = report_id and r.revision_number = 0))', name);
  end loop;
end
$$;
grant update (code_hash, code_expires_at, code_failures) on intake_callers to madoguchi_app;

create policy officer on intake_callers for select to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient()
    and (acting.prefecture() is null or prefecture = acting.prefecture()));
create policy officer_gives_code on intake_callers for update to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient()
    and (acting.prefecture() is null or prefecture = acting.prefecture()) and taken_over_at is null);

create policy holder on intakes for select to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on intakes for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));
create policy officer on intakes for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and acting.handles(report_id, acting.recipient()));
create policy officer_typed on intakes for select to madoguchi_app
  using (acting.kind() = 'officer' and exists (select from intake_callers k where k.report_id = intakes.report_id));

-- Before anything is sent there is no case file to hang an officer's lines on.
create policy intake_writes on audit for insert to madoguchi_app
  with check (acting.kind() = 'officer' and actor_kind = 'officer' and actor_id = acting.person()
    and recipient = acting.recipient() and did like 'intake.%'
    and exists (select from intake_callers k where k.report_id = audit.report_id));

grant create on schema public to madoguchi_keeper; -- while its functions are made

-- SECURITY DEFINER, because whoever shows a code is nobody yet. It gives what is needed to check it, and only while it holds.
create function intake_door(shown text, moment timestamptz) returns table (report_id uuid, code_hash text)
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select k.report_id, k.code_hash from public.intake_callers k where k.reference = shown and k.taken_over_at is null
    and k.code_hash is not null and k.code_expires_at > moment and k.code_failures < 5 $$;

-- SECURITY DEFINER, for the same reason: five wrong codes, and it has to be given anew.
create function intake_failed(shown text) returns void
  language sql security definer set search_path = pg_catalog, public
  as $$ update public.intake_callers set code_failures = code_failures + 1 where reference = shown and code_hash is not null $$;

-- SECURITY DEFINER, because nobody may change the secret of a report, nor end a session of somebody else: whoever showed
-- the code gets a new secret, once, and the officer's way in ends with the same stroke.
create function intake_take_over(report uuid, shown_hash text, secret text, moment timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update public.intake_callers k set code_hash = null, code_expires_at = null, taken_over_at = moment
    where k.report_id = report and k.code_hash = shown_hash and k.code_expires_at > moment and k.code_failures < 5
      and k.taken_over_at is null;
  if not found then return false; end if;
  update public.intakes i set taken_over_at = moment where i.report_id = report;
  update public.reports r set secret_hash = secret where r.id = report;
  delete from public.sessions s where s.actor ->> 'reportId' = report::text and s.actor ? 'intake';
  return true;
end
$$;
grant select, update (code_hash, code_expires_at, code_failures, taken_over_at) on intake_callers to madoguchi_keeper;
grant select, update (taken_over_at) on intakes to madoguchi_keeper;
grant update (secret_hash) on reports to madoguchi_keeper;
create policy taking_over on intake_callers for all to madoguchi_keeper using (true);
create policy taking_over on intakes for all to madoguchi_keeper using (true);
create policy taking_over on reports for update to madoguchi_keeper using (true);
alter function intake_door(text, timestamptz) owner to madoguchi_keeper;
alter function intake_failed(text) owner to madoguchi_keeper;
alter function intake_take_over(uuid, text, text, timestamptz) owner to madoguchi_keeper;
revoke all on function intake_door(text, timestamptz), intake_failed(text),
  intake_take_over(uuid, text, text, timestamptz) from public;
grant execute on function intake_door(text, timestamptz), intake_failed(text),
  intake_take_over(uuid, text, text, timestamptz) to madoguchi_app;

-- The reporter sees in the access log who typed, and when a code was given. Whatever else is shown by now stays shown.
do $$
declare
  written text := pg_get_functiondef('access_log(uuid)'::regprocedure);
begin
  if strpos(written, '''case.handed-over''') = 0 then raise exception 'access_log shows no hand-overs'; end if;
  set local role madoguchi_keeper; -- whose function it is
  execute replace(written, '''case.handed-over''',
    '''case.handed-over'', ''intake.started'', ''intake.continued'', ''intake.code-given''');
  reset role;
end
$$;

revoke create on schema public from madoguchi_keeper;
