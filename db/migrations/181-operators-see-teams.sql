-- An operator sees who is in which team, and takes somebody out who moves to another prefecture; teams are made by bodies.
create policy operated on teams for select to madoguchi_app using (acting.kind() = 'operator');
create policy operated on team_members for select to madoguchi_app using (acting.kind() = 'operator');
create policy operator_removes on team_members for delete to madoguchi_app using (acting.kind() = 'operator');
