-- An operator keeps what a body or an organisation cannot: teams of a body that has no administrator (yet), links that went
-- astray, and the roles of an organisation whose administrator is gone.
create policy operator_makes on teams for insert to madoguchi_app with check (acting.kind() = 'operator');
create policy operator_changes on teams for update to madoguchi_app using (acting.kind() = 'operator');
create policy operator_adds on team_members for insert to madoguchi_app
  with check (acting.kind() = 'operator' and exists (select from teams t join officers o on o.id = officer_id
    where t.id = team_id and t.recipient = team_members.recipient and o.recipient = team_members.recipient
      and (t.prefecture is null or o.prefecture = t.prefecture)));

create policy operator_ends on member_invitations for delete to madoguchi_app using (acting.kind() = 'operator');

-- Of people who are there already, and never of somebody's own space; who belongs to an organisation it says itself.
create policy operator_changes on memberships for update to madoguchi_app
  using (acting.kind() = 'operator' and ended_at is null
    and exists (select from organisations o where o.id = organisation_id and o.personal_of is null))
  with check (ended_at is null);
