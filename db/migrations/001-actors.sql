-- Who acts. The application logs in as madoguchi_app, which owns nothing and bypasses nothing; each transaction says who
-- acts by set_config('madoguchi.<name>', …, true), and the policies of every table ask here. Nobody set: nothing is seen.

do $$
begin
  if not exists (select from pg_roles where rolname = 'madoguchi_app') then
    create role madoguchi_app nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
  end if;
  -- Owns the few SECURITY DEFINER functions and may do no more than they need.
  if not exists (select from pg_roles where rolname = 'madoguchi_keeper') then
    create role madoguchi_keeper nologin nosuperuser nobypassrls noinherit;
  end if;
  execute format('grant madoguchi_keeper to %I with set true', current_user);
  execute format('grant connect on database %I to madoguchi_app', current_database());
end
$$;

revoke create on schema public from public;
grant usage on schema public to madoguchi_app, madoguchi_keeper;
grant create on schema public to madoguchi_keeper; -- while its functions are made; taken back in 007

create schema acting;
grant usage on schema acting to madoguchi_app, madoguchi_keeper;

-- Plain expressions, so that the planner puts them in line and indexes stay usable.
create function acting.kind() returns text stable language sql
  as $$ select current_setting('madoguchi.actor', true) $$;
create function acting.person() returns text stable language sql
  as $$ select nullif(current_setting('madoguchi.person', true), '') $$;
create function acting.report() returns uuid stable language sql
  as $$ select nullif(current_setting('madoguchi.report', true), '')::uuid $$;
create function acting.organisation() returns uuid stable language sql
  as $$ select nullif(current_setting('madoguchi.organisation', true), '')::uuid $$;
create function acting.mandates() returns uuid[] stable language sql
  as $$ select string_to_array(nullif(current_setting('madoguchi.mandates', true), ''), ',')::uuid[] $$;
create function acting.recipient() returns text stable language sql
  as $$ select nullif(current_setting('madoguchi.recipient', true), '') $$;
-- Null: the whole country.
create function acting.prefecture() returns text stable language sql
  as $$ select nullif(current_setting('madoguchi.prefecture', true), '') $$;

create domain recipient_id as text constraint recipient_id_form check (value ~ '^[a-z0-9][a-z0-9-]{0,39}$');
