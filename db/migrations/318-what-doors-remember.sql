-- A session that is over, and a wrong guess that counts no more, were never taken away: whoever starts reports or guesses
-- references made both tables longer for ever, and what was known of visitors stayed.
grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because sessions are found by their token only. `before`: wrong guesses since then count.
create function forget_visits(moment timestamptz, before timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if acting.kind() is distinct from 'worker' then
    raise exception 'only the portal itself forgets' using errcode = 'insufficient_privilege';
  end if;
  delete from public.sessions s where s.expires_at <= moment;
  delete from public.attempts a where a.last_at < before and (a.blocked_until is null or a.blocked_until <= moment);
end
$$;
alter function forget_visits(timestamptz, timestamptz) owner to madoguchi_keeper;
revoke all on function forget_visits(timestamptz, timestamptz) from public;
grant execute on function forget_visits(timestamptz, timestamptz) to madoguchi_app;
grant select, delete on attempts to madoguchi_keeper;
create policy forgetting on attempts for all to madoguchi_keeper using (true);

revoke create on schema public from madoguchi_keeper;
