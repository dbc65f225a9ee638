-- What a processor's report tells of its entrustors goes with it (130). A part's own report that goes is only forgotten.
alter table entrustors drop constraint entrustors_report, drop constraint entrustors_own_report;
alter table entrustors
  add constraint entrustors_report foreign key (report_id) references reports on delete cascade,
  add constraint entrustors_own_report foreign key (own_report_id) references reports on delete set null;
