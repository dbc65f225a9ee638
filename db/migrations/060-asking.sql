-- Asking and answering back: a body's own templates, the pause that a reporter asks for, what an officer is named in, and
-- what a reporter found useful.

alter table feedback drop constraint feedback_kind;
alter table feedback add constraint feedback_kind check (kind in
  ('acknowledgement', 'question', 'answer', 'advice', 'warning', 'match', 'closing', 'reopening', 'message'));

create table templates (
  id uuid primary key,
  recipient recipient_id not null,
  kind text not null constraint templates_kind check (kind in ('question', 'advice', 'closing')),
  content bytea not null, -- name and text in both languages; under the recipient's key
  officer_id uuid not null constraint templates_officer references officers, -- whoever wrote it last
  written_at timestamptz not null,
  retired_at timestamptz
);
create index templates_of_recipient on templates (recipient, kind);
alter table templates alter column content set storage external;

-- "Please ask only what cannot wait." Set by the reporter, or for the reporter by the coordination centre; it ends by
-- itself. A row says which of the two, and not who.
create table holds (
  id uuid primary key,
  report_id uuid not null constraint holds_report references reports,
  side text not null constraint holds_side check (side in ('reporter', 'coordination')),
  reason text not null constraint holds_reason check (reason in ('containment', 'evidence', 'recovery', 'people')),
  set_at timestamptz not null,
  until timestamptz not null,
  lifted_at timestamptz,
  constraint holds_end check (until > set_at and until <= set_at + interval '14 days')
);
create unique index holds_one_each on holds (report_id, side) where lifted_at is null;

-- What the reporter adds in words, once for each recipient that knows the reporter; others are shown the reason alone.
create table hold_words (
  hold_id uuid not null constraint hold_words_hold references holds,
  report_id uuid not null,
  recipient recipient_id not null,
  content bytea not null,
  primary key (hold_id, recipient)
);
alter table hold_words alter column content set storage external;

-- Who is named in an internal note.
create table mentions (
  note_id uuid not null constraint mentions_note references notes,
  officer_id uuid not null constraint mentions_officer references officers,
  case_file_id uuid not null constraint mentions_case_file references case_files,
  recipient recipient_id not null,
  mentioned_at timestamptz not null,
  seen_at timestamptz,
  primary key (note_id, officer_id)
);
create index mentions_of_officer on mentions (officer_id, mentioned_at desc);

-- Was a piece of feedback of use? The reporter says so, and may change it.
create table opinions (
  feedback_id uuid primary key constraint opinions_feedback references feedback,
  report_id uuid not null,
  recipient recipient_id not null,
  useful boolean not null,
  said_at timestamptz not null
);
create index opinions_of_recipient on opinions (recipient, said_at);

do $$
declare
  name text;
begin
  foreach name in array array['templates', 'holds', 'hold_words', 'mentions', 'opinions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to madoguchi_app', name);
  end loop;
  foreach name in array array['hold_words', 'opinions'] loop
    execute format(
      'create policy holder on %I for all to madoguchi_app using (acting.kind() = ''holder'' and report_id = acting.report())', name);
    execute format(
      'create policy represented on %I for all to madoguchi_app using (acting.kind() in (''member'', ''vendor'')
        and acting.represents(report_id))', name);
    execute format(
      'create policy officer on %I for select to madoguchi_app using (acting.kind() = ''officer''
        and recipient = acting.recipient() and acting.handles(report_id, recipient))', name);
  end loop;
end
$$;
grant update (content, officer_id, written_at, retired_at) on templates to madoguchi_app;
grant update (lifted_at) on holds to madoguchi_app;
grant update (seen_at) on mentions to madoguchi_app;
grant update (useful, said_at) on opinions to madoguchi_app;

create policy officer on templates for all to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient())
  with check (acting.kind() = 'officer' and recipient = acting.recipient() and officer_id::text = acting.person());

-- The reporter lifts either; the coordination centre its own; every recipient of the report reads both.
create policy holder on holds for all to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on holds for all to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and acting.represents(report_id));
create policy own_side on holds as restrictive for insert to madoguchi_app
  with check (side = case when acting.kind() = 'officer' then 'coordination' else 'reporter' end);
create policy officer on holds for select to madoguchi_app
  using (acting.kind() = 'officer' and acting.handles(report_id, acting.recipient()));
create policy coordination_sets on holds for insert to madoguchi_app
  with check (acting.kind() = 'officer' and acting.recipient() = 'jpcert' and acting.handles(report_id, 'jpcert'));
create policy coordination_lifts on holds for update to madoguchi_app
  using (side = 'coordination' and acting.kind() = 'officer' and acting.recipient() = 'jpcert'
    and acting.handles(report_id, 'jpcert'));

-- Colleagues read who is named; only the one who is named says that it was seen.
create policy officer on mentions for select to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient()
    and exists (select from case_files c where c.id = case_file_id));
create policy officer_names on mentions for insert to madoguchi_app
  with check (acting.kind() = 'officer' and recipient = acting.recipient()
    and exists (select from notes n where n.id = note_id and n.case_file_id = mentions.case_file_id
      and n.officer_id::text = acting.person())
    and exists (select from officers o where o.id = mentions.officer_id and o.recipient = acting.recipient()));
create policy mentioned on mentions for update to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient() and officer_id::text = acting.person());

create policy about_feedback on opinions as restrictive for insert to madoguchi_app
  with check (exists (select from feedback f where f.id = feedback_id and f.report_id = opinions.report_id
    and f.recipient = opinions.recipient and f.side = 'recipient'));

grant create on schema public to madoguchi_keeper; -- while its functions are made

-- SECURITY DEFINER, because a body sees no question but its own: this gives how many wait for the reporter altogether,
-- to a body that has the report, and nothing of who asked what.
create function open_questions(report uuid) returns integer stable language sql security definer
  set search_path = pg_catalog, public as $$
    select count(*)::integer from public.feedback q
    where q.report_id = report and q.kind = 'question'
      and not exists (select from public.question_answers a where a.question_id = q.id)
      and acting.kind() = 'officer' and exists (select from public.case_files c
        where c.report_id = report and c.recipient = acting.recipient()
          and (acting.prefecture() is null or c.prefecture = acting.prefecture()))
  $$;
grant select (id, report_id, kind) on feedback to madoguchi_keeper;
grant select (question_id) on question_answers to madoguchi_keeper;
create policy counting on feedback for select to madoguchi_keeper using (true);
create policy counting on question_answers for select to madoguchi_keeper using (true);
alter function open_questions(uuid) owner to madoguchi_keeper;
revoke all on function open_questions(uuid) from public;
grant execute on function open_questions(uuid) to madoguchi_app;

-- The reporter's log also shows warnings and pauses. Other migrations add to the same list, so it is changed as it stands.
do $$
declare
  written text := pg_get_functiondef('access_log(uuid)'::regprocedure);
begin
  if strpos(written, '''advice.given''') = 0 then raise exception 'access_log shows no advice'; end if;
  set local role madoguchi_keeper; -- whose function it is
  execute replace(written, '''advice.given''', '''advice.given'', ''warning.issued'', ''hold.set'', ''hold.lifted''');
  reset role;
end
$$;

revoke create on schema public from madoguchi_keeper;

-- What is given back takes with it what hangs on it.
do $$
declare
  name text;
  written text := pg_get_functiondef('empty_case_file(uuid)'::regprocedure);
  before text := 'delete from public.feedback f where';
begin
  foreach name in array array['opinions', 'mentions', 'hold_words'] loop
    execute format('grant select, delete on %I to madoguchi_keeper', name);
    execute format('create policy giving_back on %I for delete to madoguchi_keeper using (true)', name);
    execute format('create policy giving_back_sees on %I for select to madoguchi_keeper using (true)', name);
  end loop;
  if strpos(written, before) = 0 then raise exception 'empty_case_file leaves feedback'; end if;
  execute replace(written, before, 'delete from public.opinions o using public.feedback f
    where f.case_file_id = file and o.feedback_id = f.id;
  delete from public.mentions m where m.case_file_id = file;
  delete from public.hold_words w using public.case_files c
    where c.id = file and w.report_id = c.report_id and w.recipient = c.recipient;
  ' || before);
end
$$;
