-- An account that was made by a mailed link, and whose maker never got as far as choosing how to sign in, is begun again by
-- mail alone: nobody was in it, so there is nothing in it. Once somebody was, that is never so again, whatever was lost.
grant create on schema public to madoguchi_keeper; -- while its function is made
set local role madoguchi_keeper; -- who reads the audit

create function account_entered(account uuid) returns boolean
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select acting.kind() <> 'worker' or exists (select from public.audit a
    where a.report_id = account and a.did = 'person.enrolled') $$;
revoke all on function account_entered(uuid) from public;
grant execute on function account_entered(uuid) to madoguchi_app;

reset role;
revoke create on schema public from madoguchi_keeper;
