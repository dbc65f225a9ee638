-- A label says whose it is, and goes when its case file goes. So the case file is asked only where the officer sees no more
-- than one prefecture; counting and finding labels looked up every case file twice. Writing still asks it each time.
drop policy officer on labels;
create policy officer_looks on labels for select to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient()
    and (acting.prefecture() is null or exists (select from case_files c where c.id = case_file_id)));
create policy officer_labels on labels for insert to madoguchi_app
  with check (acting.kind() = 'officer' and recipient = acting.recipient()
    and exists (select from case_files c where c.id = case_file_id));
create policy officer_unlabels on labels for delete to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient()
    and exists (select from case_files c where c.id = case_file_id));
