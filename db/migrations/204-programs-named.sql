-- The record of access says which program acted for the reporter's side, its own or a vendor's. Programs of bodies stay
-- unnamed, as their people do.
grant create on schema public to madoguchi_keeper; -- while its function is made

drop function access_log(uuid);
create function access_log(report uuid)
  returns table (sequence integer, at timestamptz, did text, actor_kind text, recipient text, subject text, details text,
    program text)
  stable language sql security definer set search_path = pg_catalog, public as $$
    select a.sequence, a.at, a.did, a.actor_kind, a.recipient, a.subject, a.details, m.name
    from public.audit a left join public.machines m
      on m.client_id = a.actor_id and m.organisation_id is not null and a.actor_kind in ('machine', 'vendor')
    where a.report_id = report and acting.files(report)
      and (a.recipient is null or a.did in ('delivery.opened', 'delivery.saved', 'case.acknowledged', 'case.closed',
        'case.reopened', 'case.exported', 'case.handed-over', 'case.returned', 'question.asked', 'advice.given',
        'warning.issued', 'hold.set', 'hold.lifted', 'intake.started', 'intake.continued', 'intake.code-given',
        'file.downloaded'))
    order by a.sequence
  $$;
grant select (name) on machines to madoguchi_keeper;
alter function access_log(uuid) owner to madoguchi_keeper;
revoke all on function access_log(uuid) from public;
grant execute on function access_log(uuid) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;
