-- What every submission and every page run through, made lighter; nothing means anything else than before.

-- Before a table has been analysed, the planner finds all its indexes equally good and takes the youngest. A connection
-- that checks a foreign key then keeps a plan that reads all case files of a recipient. So the key itself is the youngest.
do $$
declare
  made record;
begin
  create temporary table keys_made_again on commit drop as
    select conrelid::regclass as place, conname as name, contype, pg_get_constraintdef(oid) as definition from pg_constraint
    where connamespace = 'public'::regnamespace and (conname in ('case_files_one_each', 'revisions_number_once')
      or conindid in ('case_files_one_each'::regclass, 'revisions_number_once'::regclass) and contype = 'f');
  for made in select * from keys_made_again order by contype loop -- foreign keys first
    execute format('alter table %s drop constraint %I', made.place, made.name);
  end loop;
  for made in select * from keys_made_again order by contype desc loop
    execute format('alter table %s add constraint %I %s', made.place, made.name, made.definition);
  end loop;
end
$$;

-- In plpgsql, which keeps the plan of its query: a function of SQL that changes the search path plans it at every call.
create or replace function session_of(hash bytea, moment timestamptz)
  returns table (actor jsonb, created_at timestamptz, expires_at timestamptz)
  stable language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  return query select s.actor, s.created_at, s.expires_at from public.sessions s
    where s.token_hash = hash and s.expires_at > moment;
end
$$;
create or replace function audit_hash(previous bytea, sequence integer, line audit) returns bytea stable language plpgsql
  set search_path = pg_catalog, public as $$
begin
  return sha256(previous || convert_to(concat_ws(E'\n',
    line.report_id, sequence, to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), line.did,
    line.actor_kind, coalesce(line.actor_id, ''), coalesce(line.recipient, ''), coalesce(line.subject, ''),
    coalesce(line.details, '')), 'UTF8'));
end
$$;
