-- A receipt is verified whatever became of what it stands for: sent by the reporter, handed over by a body, or returned.
create index hand_overs_by_digest on hand_overs (digest);
create index returns_by_digest on returns using gin ((copies::jsonb) jsonb_path_ops);

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because a receipt is verified by people who are nobody here: it tells no more than that a projection
-- with this digest was sent, how and when, to somebody who holds the projection itself.
create function sending_with_digest(shown bytea) returns table (how text, revision_number integer, sent_at timestamptz, returned_at timestamptz)
  stable language sql security definer set search_path = pg_catalog, public as $$
    select 'sent', d.revision_number, d.sent_at, null::timestamptz from public.deliveries d where d.digest = shown
    union all
    select 'handed', h.revision_number, h.handed_at, h.returned_at from public.hand_overs h where h.digest = shown
    union all
    select 'sent', (c ->> 'revision')::integer, (c ->> 'sentAt')::timestamptz, r.returned_at
      from public.returns r cross join lateral json_array_elements(r.copies) c
      where r.hand_over_id is null and c ->> 'digest' = encode(shown, 'hex')
        and r.copies::jsonb @> jsonb_build_array(jsonb_build_object('digest', encode(shown, 'hex')))
    limit 1
  $$;
grant select (hand_over_id, copies, returned_at) on returns to madoguchi_keeper;
create policy receipts on returns for select to madoguchi_keeper using (true);
alter function sending_with_digest(bytea) owner to madoguchi_keeper;
revoke all on function sending_with_digest(bytea) from public;
grant execute on function sending_with_digest(bytea) to madoguchi_app;
drop function delivery_with_digest(bytea);

revoke create on schema public from madoguchi_keeper;
