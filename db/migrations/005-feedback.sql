-- What recipients and reporter say to each other. Nothing here is ever changed or taken back.

create table feedback (
  id uuid primary key,
  report_id uuid not null,
  case_file_id uuid not null constraint feedback_case_file references case_files,
  recipient recipient_id not null,
  kind text not null constraint feedback_kind check (kind in
    ('acknowledgement', 'question', 'answer', 'advice', 'match', 'closing', 'reopening', 'message')),
  side text not null constraint feedback_side check (side in ('recipient', 'reporter')),
  item text,
  content bytea not null,
  officer_id uuid constraint feedback_officer references officers,
  sent_at timestamptz not null,
  constraint feedback_of_its_case foreign key (report_id, recipient) references case_files (report_id, recipient),
  constraint feedback_kind_side check (
    case when side = 'reporter' then kind in ('answer', 'message') and officer_id is null else kind not in ('answer') end)
);
create index feedback_of_report on feedback (report_id, sent_at, id);
create index feedback_of_case_file on feedback (case_file_id, sent_at, id);

-- A question is closed by the revision or by the message that answers it.
create table question_answers (
  question_id uuid primary key constraint question_answers_question references feedback,
  report_id uuid not null,
  recipient recipient_id not null,
  revision_number integer,
  feedback_id uuid constraint question_answers_feedback references feedback,
  answered_at timestamptz not null,
  constraint question_answers_by_one check (num_nonnulls(revision_number, feedback_id) = 1),
  constraint question_answers_revision foreign key (report_id, revision_number) references revisions (report_id, number)
);

alter table feedback alter column content set storage external;

do $$
declare
  name text;
begin
  foreach name in array array['feedback', 'question_answers'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert on %I to madoguchi_app', name);
    execute format(
      'create policy holder on %I for select to madoguchi_app using (acting.kind() = ''holder'' and report_id = acting.report())', name);
    execute format(
      'create policy represented on %I for select to madoguchi_app using (acting.kind() in (''member'', ''vendor'', ''machine'')
        and acting.represents(report_id))', name);
    execute format(
      'create policy officer on %I for select to madoguchi_app using (acting.kind() in (''officer'', ''machine'')
        and recipient = acting.recipient() and exists
          (select from case_files c where c.report_id = %I.report_id and c.recipient = %I.recipient))', name, name, name);
  end loop;
end
$$;

create policy officer_says on feedback for insert to madoguchi_app
  with check (acting.kind() = 'officer' and side = 'recipient' and officer_id::text = acting.person()
    and recipient = acting.recipient() and exists (select from case_files c where c.id = case_file_id));
create policy holder_says on feedback for insert to madoguchi_app
  with check (side = 'reporter' and acting.kind() = 'holder' and report_id = acting.report()
    and exists (select from case_files c where c.id = case_file_id));
create policy represented_says on feedback for insert to madoguchi_app
  with check (side = 'reporter' and acting.kind() in ('member', 'vendor', 'machine')
    and acting.represents(report_id) and exists (select from case_files c where c.id = case_file_id));
create policy holder_answers on question_answers for insert to madoguchi_app
  with check (acting.kind() = 'holder' and report_id = acting.report());
create policy represented_answers on question_answers for insert to madoguchi_app
  with check (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));
