-- An organisation that has lost everybody who administers it, and has nobody left to be given the role: one operator proposes
-- to invite an administrator and says what was checked, another one checks again and makes the link.
create table administrator_proposals (
  id uuid primary key,
  organisation_id uuid not null constraint administrator_proposals_organisation references organisations,
  proposed_by uuid not null constraint administrator_proposals_by references operators,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  evidence bytea not null, -- sealed: what the first one checked
  confirmed_by uuid constraint administrator_proposals_second references operators,
  confirmed_at timestamptz,
  ended_at timestamptz, -- put back, or run out when another one was made
  constraint administrator_proposals_two check (confirmed_by <> proposed_by),
  constraint administrator_proposals_whole check ((confirmed_by is null) = (confirmed_at is null))
);
alter table administrator_proposals alter column evidence set storage external;
create unique index administrator_proposals_open_once on administrator_proposals (organisation_id)
  where confirmed_at is null and ended_at is null;

alter table administrator_proposals enable row level security;
alter table administrator_proposals force row level security;
grant select, insert, update (confirmed_by, confirmed_at, ended_at) on administrator_proposals to madoguchi_app;
create policy operated on administrator_proposals for select to madoguchi_app using (acting.kind() = 'operator');
create policy own on administrator_proposals for select to madoguchi_app
  using (acting.kind() in ('member', 'vendor') and organisation_id = acting.organisation());
create policy operator_proposes on administrator_proposals for insert to madoguchi_app
  with check (acting.kind() = 'operator' and proposed_by::text = acting.person() and confirmed_by is null and ended_at is null
    and exists (select from organisations o where o.id = organisation_id and o.personal_of is null));
create policy operator_decides on administrator_proposals for update to madoguchi_app
  using (acting.kind() = 'operator' and confirmed_at is null and ended_at is null)
  with check ((confirmed_by is null and ended_at is not null)
    or (ended_at is null and confirmed_by::text = acting.person() and proposed_by <> confirmed_by));

alter table member_invitations alter column made_by drop not null;
alter table member_invitations
  add column proposal_id uuid constraint member_invitations_proposal references administrator_proposals,
  add constraint member_invitations_one_side check (num_nonnulls(made_by, proposal_id) = 1);
create unique index member_invitations_of_proposal on member_invitations (proposal_id) where proposal_id is not null;
create policy operator_invites on member_invitations for insert to madoguchi_app
  with check (acting.kind() = 'operator' and role = 'administrator' and used_at is null
    and exists (select from administrator_proposals p where p.id = proposal_id and p.confirmed_at = made_at
      and p.organisation_id = member_invitations.organisation_id and p.confirmed_by::text = acting.person()));
