-- A report that comes entered nine indexes for each case file, and is open. What is open is now found in one index, by whatever
-- it is narrowed to; the indexes by what a queue is narrowed to are of what is closed, and a case file enters them when it is.
-- A queue of both reads the two halves in its order (db/queue/queue-page.server.ts).
drop index case_files_open, case_files_attack, case_files_sector, case_files_prefecture, case_files_assignee;
create index case_files_open on case_files (recipient, updated_at desc, id desc, attack_type, sector, prefecture, assignee_id)
  where closed_at is null;
create index case_files_attack on case_files (recipient, attack_type, updated_at desc, id desc, sector, prefecture)
  where closed_at is not null;
create index case_files_sector on case_files (recipient, sector, updated_at desc, id desc, prefecture) where closed_at is not null;
create index case_files_prefecture on case_files (recipient, prefecture, updated_at desc, id desc) where closed_at is not null;

-- What is given to somebody, open or not; and what nobody was given before it was closed.
create index case_files_assignee on case_files (recipient, assignee_id, updated_at desc, id desc) where assignee_id is not null;
create index case_files_of_nobody on case_files (recipient, updated_at desc, id desc)
  where assignee_id is null and closed_at is not null;
