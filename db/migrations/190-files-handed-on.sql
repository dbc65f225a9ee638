-- A body that hands on an item which lists files hands on the files: this says which body has which file by which hand-over.
-- It goes with the hand-over, and a hand-over that is given back takes the files with it.
create table file_hand_overs (
  file_id uuid not null,
  report_id uuid not null,
  hand_over_id uuid not null constraint file_hand_overs_hand_over references hand_overs on delete cascade,
  recipient recipient_id not null, -- of the hand-over
  primary key (file_id, hand_over_id),
  constraint file_hand_overs_file foreign key (file_id, report_id) references files (id, report_id) on delete cascade
);
create index file_hand_overs_of_hand_over on file_hand_overs (hand_over_id);

alter table file_hand_overs enable row level security;
alter table file_hand_overs force row level security;
grant select, insert on file_hand_overs to madoguchi_app;

create policy holder on file_hand_overs for select to madoguchi_app
  using (acting.kind() = 'holder' and report_id = acting.report());
create policy represented on file_hand_overs for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor', 'machine') and acting.represents(report_id));
create policy officer on file_hand_overs for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine') and recipient = acting.recipient()
    and acting.handles(report_id, recipient));
-- Nobody hands on a file that they do not see themselves, nor by a hand-over of somebody else.
create policy giver_hands on file_hand_overs for insert to madoguchi_app
  with check (acting.kind() = 'officer'
    and exists (select from files f where f.id = file_id and f.report_id = file_hand_overs.report_id)
    and exists (select from hand_overs h where h.id = hand_over_id and h.report_id = file_hand_overs.report_id
      and h.recipient = file_hand_overs.recipient and h.handed_by = acting.recipient() and h.recipient <> h.handed_by));

create policy handed on files for select to madoguchi_app
  using (acting.kind() in ('officer', 'machine')
    and exists (select from file_hand_overs h where h.file_id = files.id and h.recipient = acting.recipient()));
-- Whoever has it keeps it, in whichever way it came.
alter policy holder_removes on files using (acting.kind() = 'holder' and report_id = acting.report()
  and not exists (select from file_deliveries d where d.file_id = files.id)
  and not exists (select from file_hand_overs h where h.file_id = files.id));
alter policy represented_removes on files using (acting.kind() in ('member', 'vendor', 'machine')
  and acting.represents(report_id)
  and not exists (select from file_deliveries d where d.file_id = files.id)
  and not exists (select from file_hand_overs h where h.file_id = files.id));

grant select (hand_over_id), delete on file_hand_overs to madoguchi_keeper;
create policy giving_back on file_hand_overs for all to madoguchi_keeper using (true);
create function file_hand_overs_go_back() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  delete from public.file_hand_overs f where f.hand_over_id = new.id;
  return new;
end
$$;
create trigger file_hand_overs_go_back after update of returned_at on hand_overs for each row
  when (new.returned_at is not null) execute function file_hand_overs_go_back();
