-- A program learns whether its organisation wants a second person before anything is sent: then it does not send.
create policy program_sees on organisations for select to madoguchi_app
  using (acting.kind() = 'machine' and id = acting.organisation());
