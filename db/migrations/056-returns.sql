-- Copies that came to a body by mistake: what was in them is deleted, and what stays says that it happened, without content.

create table returns (
  id uuid primary key,
  report_id uuid not null,
  case_file_id uuid not null constraint returns_case_file references case_files,
  recipient recipient_id not null, -- who gave it back
  hand_over_id uuid constraint returns_hand_over references hand_overs, -- null: what the reporter sent
  handed_by recipient_id,
  officer_id uuid not null constraint returns_officer references officers,
  reason text not null constraint returns_reason
    check (reason in ('wrong-addressee', 'not-in-charge', 'handed-over-in-error', 'duplicate-copy')),
  copies json not null, -- of each: revision, phase, digest, and when it was sent and opened
  emptied boolean not null, -- nothing of the report is left with this body
  returned_at timestamptz not null,
  lifted_at timestamptz, -- the reporter chose this body again
  constraint returns_of_hand_over check ((hand_over_id is null) = (handed_by is null))
);
create index returns_of_report on returns (report_id, returned_at);
create index returns_of_recipient on returns (recipient, returned_at desc);

alter table returns enable row level security;
alter table returns force row level security;
grant select, update (lifted_at) on returns to madoguchi_app;

create policy holder on returns for select to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on returns for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));
create policy holder_lifts on returns for update to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented_lifts on returns for update to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));
create policy officer on returns for select to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient() and acting.handles(report_id, recipient));
-- Whoever handed it over is told that it came back.
create policy giver on returns for select to madoguchi_app
  using (acting.kind() = 'officer' and handed_by = acting.recipient() and acting.handles(report_id, handed_by));

-- An extract that was being made while its copy was returned is thrown away by the next job.
grant delete on extracts to madoguchi_app;

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because nobody may delete what was sent, said or noted: this does it for a copy that an officer of the
-- body that holds it gives back, and writes down what it was without a word of it. `sealed` is the name under which the
-- rest is known, or an empty one. False when there was no such copy (any more).
create function return_copies(entry uuid, file uuid, handed uuid, why text, sealed bytea, moment timestamptz)
  returns boolean
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  held record;
  giver text;
  gone json;
  sent_left boolean;
  left_over boolean;
begin
  select c.report_id, c.recipient into held from public.case_files c
    where c.id = file and acting.kind() = 'officer' and c.recipient = acting.recipient()
      and (acting.prefecture() is null or c.prefecture = acting.prefecture()) for update;
  if not found then
    raise exception 'a body gives back its own copies only' using errcode = 'insufficient_privilege';
  end if;

  if handed is null then
    with taken as (
      delete from public.deliveries d where d.report_id = held.report_id and d.recipient = held.recipient
      returning d.revision_number, d.phase, d.digest, d.sent_at, d.opened_at
    )
    select json_agg(json_build_object('revision', t.revision_number, 'phase', t.phase, 'digest', encode(t.digest, 'hex'),
      'sentAt', t.sent_at, 'openedAt', t.opened_at) order by t.revision_number) into gone from taken t;
    update public.clocks k set ended_at = moment
      where k.report_id = held.report_id and k.recipient = held.recipient and k.ended_at is null;
  else
    update public.hand_overs h set content = null, returned_at = moment
      where h.id = handed and h.report_id = held.report_id and h.recipient = held.recipient and h.returned_at is null
      returning h.handed_by, json_build_array(json_build_object('revision', h.revision_number, 'phase', h.phase,
        'digest', encode(h.digest, 'hex'), 'sentAt', h.handed_at, 'openedAt', h.opened_at)) into giver, gone;
  end if;
  if gone is null then return false; end if;

  sent_left := exists (select from public.deliveries d where d.report_id = held.report_id and d.recipient = held.recipient);
  left_over := sent_left or exists (select from public.hand_overs h
      where h.report_id = held.report_id and h.recipient = held.recipient and h.returned_at is null);
  update public.case_files c set heading = sealed where c.id = file;
  if not sent_left then -- what queues filter by came from what is gone
    update public.case_files c set attack_type = null, sector = null, severity = null, due_at = null where c.id = file;
  end if;
  delete from public.extracts e where e.case_file_id = file;
  insert into public.extracts_due (report_id, due_at) values (held.report_id, moment) on conflict do nothing;
  if not left_over then
    perform public.empty_case_file(file);
    update public.case_files c set closed_at = moment, closed_reason = 'returned' where c.id = file;
  end if;
  insert into public.returns (id, report_id, case_file_id, recipient, hand_over_id, handed_by, officer_id, reason, copies,
    emptied, returned_at)
  values (entry, held.report_id, file, held.recipient, handed, giver, acting.person()::uuid, why, gone, not left_over, moment);
  return true;
end
$$;

-- Everything that a body and the reporter wrote about a case file. What a later migration hangs on a case file, it has to
-- add here: test/db/returns.test.ts knows every table. Only return_copies calls it.
create function empty_case_file(file uuid) returns void
  language plpgsql set search_path = pg_catalog, public as $$
begin
  delete from public.question_answers a using public.feedback f
    where f.case_file_id = file and (a.question_id = f.id or a.feedback_id = f.id);
  delete from public.feedback f where f.case_file_id = file;
  delete from public.notes n where n.case_file_id = file;
  delete from public.labels l where l.case_file_id = file;
  delete from public.assignments a where a.case_file_id = file;
  delete from public.sightings s where s.case_file_id = file;
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['deliveries', 'feedback', 'question_answers', 'notes', 'labels', 'assignments', 'extracts',
      'sightings'] loop
    execute format('grant select, delete on %I to madoguchi_keeper', name);
    execute format('create policy giving_back on %I for delete to madoguchi_keeper using (true)', name);
    execute format('create policy giving_back_sees on %I for select to madoguchi_keeper using (true)', name);
  end loop;
end
$$;
grant select, update (content, returned_at) on hand_overs to madoguchi_keeper;
create policy giving_back on hand_overs for all to madoguchi_keeper using (true);
grant select (report_id, recipient, ended_at), update (ended_at) on clocks to madoguchi_keeper;
create policy giving_back on clocks for update to madoguchi_keeper using (true);
grant update (due_at) on case_files to madoguchi_keeper;
grant select (due_at) on case_files to madoguchi_keeper;
grant select, insert on extracts_due to madoguchi_keeper;
create policy giving_back on extracts_due for all to madoguchi_keeper using (true);
grant insert on returns to madoguchi_keeper;
create policy giving_back on returns for insert to madoguchi_keeper with check (true);
revoke all on function return_copies(uuid, uuid, uuid, text, bytea, timestamptz), empty_case_file(uuid) from public;
alter function return_copies(uuid, uuid, uuid, text, bytea, timestamptz) owner to madoguchi_keeper;
grant execute on function return_copies(uuid, uuid, uuid, text, bytea, timestamptz) to madoguchi_app;
grant execute on function empty_case_file(uuid) to madoguchi_keeper;

-- The reporter sees returns in the access log. Whatever other acts are shown there by now stay shown.
do $$
declare
  written text := pg_get_functiondef('access_log(uuid)'::regprocedure);
begin
  if strpos(written, '''case.handed-over''') = 0 then raise exception 'access_log shows no hand-overs'; end if;
  set local role madoguchi_keeper; -- whose function it is
  execute replace(written, '''case.handed-over''', '''case.handed-over'', ''case.returned''');
  reset role;
end
$$;

revoke create on schema public from madoguchi_keeper;
