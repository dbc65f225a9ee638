-- A legal hold keeps a body's copies from being given back as well: giving back deletes what was sent, said and noted.
create function returns_not_held() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if public.is_held(new.report_id, new.recipient) then
    raise exception 'a legal hold keeps this copy' using errcode = 'check_violation', constraint = 'returns_not_held';
  end if;
  return new;
end
$$;
revoke all on function returns_not_held() from public;
create trigger returns_not_held before insert on returns for each row execute function returns_not_held();
