-- Who did what to a report. Append-only and hash-chained per report; lines of different reports never wait for each other.

create table audit (
  report_id uuid not null,
  sequence integer not null,
  at timestamptz not null,
  did text not null constraint audit_did_form check (did ~ '^[a-zA-Z-]+\.[a-zA-Z-]+$'),
  actor_kind text not null,
  actor_id text,
  recipient recipient_id,
  subject text,
  details text, -- JSON without content of reports
  previous bytea not null,
  hash bytea not null,
  primary key (report_id, sequence),
  constraint audit_one_line check (concat(did, actor_kind, actor_id, recipient, subject) !~ E'[\n\r]'),
  constraint audit_details_json check (details is json)
);

create table audit_heads (
  report_id uuid primary key,
  sequence integer not null,
  head bytea not null
) with (fillfactor = 50);

-- Fields are joined by line feeds, which none of them can hold; `details` comes last. docs/decisions describes the format.
create function audit_hash(previous bytea, sequence integer, line audit) returns bytea stable language sql
  set search_path = pg_catalog, public
  as $$
    select sha256(previous || convert_to(concat_ws(E'\n',
      line.report_id, sequence, to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), line.did,
      line.actor_kind, coalesce(line.actor_id, ''), coalesce(line.recipient, ''), coalesce(line.subject, ''),
      coalesce(line.details, '')), 'UTF8'))
  $$;
create function audit_genesis(report uuid) returns bytea immutable language sql set search_path = pg_catalog, public
  as $$ select sha256(convert_to('madoguchi audit ' || report, 'UTF8')) $$;

-- SECURITY DEFINER, because the head of a chain belongs to nobody: whoever may add a line may not set the head.
create function audit_append() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  for attempt in 1..2 loop
    -- Takes the row: lines of one report queue here, and each is hashed with the head that is there when its turn comes.
    update public.audit_heads h set sequence = h.sequence + 1, head = public.audit_hash(h.head, h.sequence + 1, new)
      where h.report_id = new.report_id
      returning with (old as before, new as after) after.sequence, before.head, after.head
      into new.sequence, new.previous, new.hash;
    exit when found;
    insert into public.audit_heads (report_id, sequence, head)
      values (new.report_id, 0, public.audit_genesis(new.report_id)) on conflict (report_id) do nothing;
  end loop;
  return new;
end
$$;
create trigger audit_append before insert on audit for each row execute function audit_append();

alter table audit enable row level security;
alter table audit force row level security;
alter table audit_heads enable row level security;
alter table audit_heads force row level security;
grant select, insert on audit to madoguchi_app;
grant select, insert, update on audit_heads to madoguchi_keeper;
create policy chain on audit_heads for all to madoguchi_keeper using (true);
alter function audit_append() owner to madoguchi_keeper;
revoke all on function audit_append() from public;

create policy holder_reads on audit for select to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report() and recipient is null);
create policy represented_reads on audit for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and recipient is null
    and acting.represents(report_id));
create policy officer_reads on audit for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
    and acting.handles(report_id, recipient));

-- A line says who wrote it, and it is the one who acts.
create policy holder_writes on audit for insert to madoguchi_app
  with check (acting.kind() = 'holder' and report_id = acting.report()
    and actor_kind = 'holder' and actor_id is null and recipient is null);
create policy represented_writes on audit for insert to madoguchi_app
  with check (acting.kind() in ('member', 'vendor', 'machine') and actor_kind = acting.kind()
    and actor_id = acting.person() and recipient is null and acting.represents(report_id));
create policy officer_writes on audit for insert to madoguchi_app
  with check (acting.kind() in ('officer', 'machine') and actor_kind = acting.kind() and actor_id = acting.person()
    and recipient = acting.recipient()
    and acting.handles(report_id, recipient));
create policy worker_writes on audit for insert to madoguchi_app
  with check (acting.kind() = 'worker' and actor_kind = 'worker' and actor_id is null and recipient is null);

-- `madoguchi audit verify` reads as the keeper.
grant select on audit to madoguchi_keeper;
create policy verifier on audit for select to madoguchi_keeper using (true);
