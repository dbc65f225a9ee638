-- By what a key file is known again whose secrets wrap nothing: with another one codes, throttles and search words would
-- miss in silence, and signed checkpoints would be nobody's. A hash of each, made with it.
create table key_marks (
  name text primary key constraint key_marks_name check (name in ('lookup', 'signing')),
  mark bytea not null constraint key_marks_length check (octet_length(mark) = 32)
);
alter table key_marks enable row level security;
alter table key_marks force row level security;
grant select, insert on key_marks to madoguchi_keeper;
create policy starting on key_marks for all to madoguchi_keeper using (true);
