-- How long what they type is kept is for those to know who type it, also before they begin.
create policy told on retention_periods for select to madoguchi_app
  using (kind in ('draft', 'report') and acting.kind() in ('anyone', 'holder', 'member', 'vendor'));
