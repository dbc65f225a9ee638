-- Who makes a body's reports findable is a kind of actor of its own, and no program of the body any more. It reads what the
-- body got and writes what the body finds it by, and nothing else; a program writes no extracts. It is also cheaper: of each
-- row that a program reads it is asked whether the program files for an organisation, which took a quarter of the work.
alter policy officer on case_files using (acting.kind() in ('officer', 'machine', 'extractor')
  and recipient = acting.recipient() and (acting.prefecture() is null or prefecture = acting.prefecture())
  and deleted_at is null);
alter policy officer on deliveries using (acting.kind() in ('officer', 'machine', 'extractor')
  and recipient = acting.recipient() and acting.handles(report_id, recipient));
alter policy officer on hand_overs using (acting.kind() in ('officer', 'machine', 'extractor')
  and recipient = acting.recipient() and acting.handles(report_id, recipient));
alter policy officer on data_keys using (acting.kind() in ('officer', 'machine', 'extractor')
  and exists (select from case_files c where c.report_id = data_keys.report_id));
alter policy recipients on data_keys using (recipient is not null and (acting.kind() in ('holder', 'member', 'vendor', 'worker')
  or acting.kind() = 'machine' and (acting.recipient() is null or recipient = acting.recipient())
  or acting.kind() in ('officer', 'extractor') and recipient = acting.recipient()));

drop policy extracting on extracts;
create policy program on extracts for select to madoguchi_app
  using (acting.kind() = 'machine' and recipient = acting.recipient() and acting.sees_case(case_file_id));
create policy extracting on extracts for all to madoguchi_app
  using (acting.kind() = 'extractor' and recipient = acting.recipient() and acting.sees_case(case_file_id));
