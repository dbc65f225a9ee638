-- The tables of statistics leave the portal like case files do: with a right, a reason and an entry.

alter table exports add column about text not null default 'cases'
  constraint exports_about check (about in ('cases', 'statistics'));
alter table exports drop constraint exports_few;
alter table exports add constraint exports_few check (cardinality(case_file_ids) <= 5000
  and (cardinality(case_file_ids) = 0) = (about = 'statistics'));
