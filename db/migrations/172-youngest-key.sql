-- As 045 says, the key of case files has to be younger than every other index that begins as it is asked; 170 made two.
do $$
declare
  made record;
begin
  create temporary table keys_made_again on commit drop as
    select conrelid::regclass as place, conname as name, contype, pg_get_constraintdef(oid) as definition from pg_constraint
    where connamespace = 'public'::regnamespace and (conname = 'case_files_one_each'
      or conindid = 'case_files_one_each'::regclass and contype = 'f');
  for made in select * from keys_made_again order by contype loop -- foreign keys first
    execute format('alter table %s drop constraint %I', made.place, made.name);
  end loop;
  for made in select * from keys_made_again order by contype desc loop
    execute format('alter table %s add constraint %I %s', made.place, made.name, made.definition);
  end loop;
end
$$;
