-- What one body passes on to another of what it holds. Apart from deliveries, which are the reporter's own: a hand-over
-- meets no deadline, stands on no receipt, and nothing of a later report is compared with it.

create table hand_overs (
  id uuid primary key,
  report_id uuid not null,
  recipient recipient_id not null, -- who gets it
  handed_by recipient_id not null,
  officer_id uuid not null constraint hand_overs_officer references officers,
  revision_number integer not null, -- what was passed on was told in this one
  phase text not null constraint hand_overs_phase check (phase in ('initial', 'interim', 'final')),
  ground text, -- of the rulebook; null: law and article are written out in the content
  content bytea, -- the projection, the ground in words, and why more was passed on than is needed; null once returned
  digest bytea not null,
  handed_at timestamptz not null,
  opened_at timestamptz,
  returned_at timestamptz,
  constraint hand_overs_to_another check (handed_by <> recipient),
  constraint hand_overs_emptied check ((content is null) = (returned_at is not null)),
  constraint hand_overs_file foreign key (report_id, recipient) references case_files (report_id, recipient),
  constraint hand_overs_from_file foreign key (report_id, handed_by) references case_files (report_id, recipient),
  constraint hand_overs_revision foreign key (report_id, revision_number) references revisions (report_id, number)
);
create index hand_overs_of_report on hand_overs (report_id, handed_at);
alter table hand_overs alter column content set storage external;

alter table hand_overs enable row level security;
alter table hand_overs force row level security;
grant select, insert, update (opened_at) on hand_overs to madoguchi_app;

create policy holder on hand_overs for select to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on hand_overs for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));
create policy officer on hand_overs for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
    and acting.handles(report_id, recipient));
create policy officer_opens on hand_overs for update to madoguchi_app
  using (acting.kind() = 'officer' and recipient = acting.recipient() and acting.handles(report_id, recipient));
-- Whoever passed it on goes on seeing what that was: it is part of what this body holds.
create policy giver on hand_overs for select to madoguchi_app
  using (acting.kind() = 'officer' and handed_by = acting.recipient() and acting.handles(report_id, handed_by));
create policy giver_hands on hand_overs for insert to madoguchi_app
  with check (acting.kind() = 'officer' and handed_by = acting.recipient() and officer_id::text = acting.person()
    and acting.handles(report_id, handed_by));

grant create on schema public to madoguchi_keeper; -- while its function is made

-- SECURITY DEFINER, because an officer sees no case file of another body and may not learn whether there is one: this
-- makes the case file that a hand-over needs, or puts the one that is there on top of its queue, and gives the id of either.
create function hand_over_file(file uuid, report uuid, addressee text, moment timestamptz, facts json, sealed bytea)
  returns table (id uuid, prefecture text)
  language plpgsql security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare
  giver record;
begin
  select c.recipient, c.reference into giver from public.case_files c
    where c.report_id = report and acting.kind() = 'officer' and c.recipient = acting.recipient()
      and (acting.prefecture() is null or c.prefecture = acting.prefecture()) and c.withdrawn_at is null;
  if not found or giver.recipient = addressee then
    raise exception 'only what a body holds is handed over, and to another one' using errcode = 'insufficient_privilege';
  end if;
  return query
    insert into public.case_files as c (id, report_id, recipient, reference, revision_number, received_at, updated_at,
      stage, attack_type, sector, prefecture, severity, heading)
    select file, report, addressee, giver.reference, f."revisionNumber", moment, moment, f.stage, f."attackType", f.sector,
      f.prefecture, f.severity, sealed
    from json_to_record(facts) as f("revisionNumber" integer, stage text, "attackType" text, sector text,
      prefecture text, severity smallint)
    on conflict (report_id, recipient) do update set updated_at = moment, closed_at = null, closed_reason = null,
      attack_type = coalesce(c.attack_type, excluded.attack_type), sector = coalesce(c.sector, excluded.sector),
      severity = coalesce(c.severity, excluded.severity),
      heading = case when c.closed_reason = 'returned' then excluded.heading else c.heading end
    returning c.id, c.prefecture;
  update public.sightings s set revision_number = 0
    where s.case_file_id = (select c.id from public.case_files c where c.report_id = report and c.recipient = addressee);
end
$$;
grant select (id, report_id, recipient, reference, prefecture, attack_type, sector, severity, heading, closed_reason,
  withdrawn_at), insert, update (updated_at, closed_at, closed_reason, attack_type, sector, severity, heading)
  on case_files to madoguchi_keeper;
grant select (case_file_id), update (revision_number) on sightings to madoguchi_keeper;
create policy handing_over on sightings for all to madoguchi_keeper using (true);
alter function hand_over_file(uuid, uuid, text, timestamptz, json, bytea) owner to madoguchi_keeper;
revoke all on function hand_over_file(uuid, uuid, text, timestamptz, json, bytea) from public;
grant execute on function hand_over_file(uuid, uuid, text, timestamptz, json, bytea) to madoguchi_app;

revoke create on schema public from madoguchi_keeper;
