-- An operator who stops a program says why, for those who look after it; and sees when it was used last, never a secret.
alter table machines add column stopped_because text
  constraint machines_stopped_because check (char_length(stopped_because) between 1 and 300);
grant update (stopped_because) on machines to madoguchi_app;
create policy operator_sees on machine_secrets for select to madoguchi_app using (acting.kind() = 'operator');
