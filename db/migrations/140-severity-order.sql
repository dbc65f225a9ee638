-- A queue by what the body itself thinks of its cases. Only what is assessed stands here, so a submission pays nothing.
create index case_files_grave on case_files (recipient, own_severity desc nulls last, updated_at desc, id desc)
  where own_severity is not null and closed_at is null;
create index case_files_assessed on case_files (recipient, own_severity desc nulls last, updated_at desc, id desc)
  where own_severity is not null;
