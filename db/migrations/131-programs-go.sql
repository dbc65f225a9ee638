-- A mandate for one report goes with it (130), and with the mandate the programs under it: their keys and what they asked as well.
do $$
declare
  hanging record;
begin
  for hanging in
    select c.conname, c.conrelid::regclass as name, pg_get_constraintdef(c.oid) as written from pg_constraint c
    where c.contype = 'f' and c.confdeltype = 'a' and c.confrelid = 'machines'::regclass
      and c.conrelid::regclass::text in ('machine_secrets', 'machine_calls')
  loop
    execute format('alter table %s drop constraint %I', hanging.name, hanging.conname);
    execute format('alter table %s add constraint %I %s', hanging.name, hanging.conname,
      regexp_replace(hanging.written, '(REFERENCES [^(]+\([^)]+\))', '\1 ON DELETE CASCADE'));
  end loop;
end
$$;
