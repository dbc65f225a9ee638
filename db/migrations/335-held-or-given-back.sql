-- A legal hold set in the moment in which a copy was given back saw nothing of it, nor it of the hold: who had set it read that
-- the record is kept, and it was gone. Both take their turn now; whoever comes second sees what the first one did.
create function holds_in_turn(report uuid) returns void volatile language sql set search_path = pg_catalog, public as $$
  select pg_advisory_xact_lock(hashtextextended('hold ' || report, 0))
$$;
revoke all on function holds_in_turn(uuid) from public;
grant execute on function holds_in_turn(uuid) to madoguchi_app, madoguchi_keeper;

create or replace function returns_not_held() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform public.holds_in_turn(new.report_id);
  if public.is_held(new.report_id, new.recipient) then
    raise exception 'a legal hold keeps this copy' using errcode = 'check_violation', constraint = 'returns_not_held';
  end if;
  return new;
end
$$;

create function legal_holds_in_turn() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  perform public.holds_in_turn(new.report_id);
  return new;
end
$$;
revoke all on function legal_holds_in_turn() from public;
create trigger legal_holds_in_turn before insert on legal_holds for each row execute function legal_holds_in_turn();
