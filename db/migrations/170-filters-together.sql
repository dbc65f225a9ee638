-- Several filters at once are asked of the index, and only what passes all of them is fetched: a page that three filters
-- thin out read hundreds of case files where it shows twenty-five.
drop index case_files_attack, case_files_sector;
create index case_files_attack on case_files (recipient, attack_type, updated_at desc, id desc, sector, prefecture);
create index case_files_sector on case_files (recipient, sector, updated_at desc, id desc, prefecture);

-- What is rare among all that was ever closed. Nothing of it is set when a report comes, so a submission pays nothing.
create index case_files_escalated on case_files (recipient, updated_at desc, id desc) where escalated_at is not null;
create index case_files_team on case_files (recipient, team_id, updated_at desc, id desc) where team_id is not null;
