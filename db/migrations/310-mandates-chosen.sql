-- Of several mandates for one report a person of the vendor chooses under which they act: what each lets them fill in, send and
-- answer is kept apart, and so is what was done under it.
create table mandate_choices (
  account_id uuid not null constraint mandate_choices_account references accounts,
  report_id uuid not null constraint mandate_choices_report references reports on delete cascade,
  mandate_id uuid not null constraint mandate_choices_mandate references mandates on delete cascade,
  chosen_at timestamptz not null,
  primary key (account_id, report_id)
);
create index mandate_choices_by_report on mandate_choices (report_id);
create index mandate_choices_by_mandate on mandate_choices (mandate_id);
alter table mandate_choices enable row level security;
alter table mandate_choices force row level security;
grant select, insert on mandate_choices to madoguchi_app;
grant update (mandate_id, chosen_at) on mandate_choices to madoguchi_app;
create policy own on mandate_choices for all to madoguchi_app
  using (acting.kind() = 'vendor' and account_id::text = acting.person())
  with check (acting.kind() = 'vendor' and account_id::text = acting.person() and mandate_id = any (acting.mandates())
    and acting.represents(report_id));

grant create on schema public to madoguchi_keeper; -- while its functions are made
grant select on mandate_choices to madoguchi_keeper;
create policy seats on mandate_choices for select to madoguchi_keeper using (true);

-- As 091's vendor_seat, and all of them: the chosen one first, then the one for the whole form, then the one with more acts.
create function vendor_seats(shown text, moment timestamptz) returns table (report_id uuid, organisation_id uuid, role text,
    mandate_id uuid, number text, sections text[], acts text[], approves boolean)
  stable language sql security definer set search_path = pg_catalog, public
  as $$
    select r.id, s.organisation_id, s.role, m.id, m.number, m.sections, coalesce(m.acts, '{draft,send,answer}'),
      coalesce(m.approves, false)
    from public.reports r
      join public.memberships s on s.account_id::text = acting.person() and s.ended_at is null
      left join public.mandates m on m.vendor_id = s.organisation_id and m.revoked_at is null
        and (m.valid_until is null or m.valid_until > moment)
        and (m.report_id = r.id or m.report_id is null and m.client_id = r.organisation_id)
      left join public.vendor_reports v on v.vendor_id = s.organisation_id and v.report_id = r.id and v.mandate_id is null
      left join public.mandate_choices c on c.account_id = s.account_id and c.report_id = r.id and c.mandate_id = m.id
    where r.reference = shown and acting.kind() = 'member' and (m.id is not null or v.report_id is not null)
    order by c.mandate_id is null, m.id is null, m.sections is not null, cardinality(m.acts) desc, m.valid_from, m.id
  $$;
-- Whoever held one once is told that it is over, and not asked for a secret that they never had.
create function vendor_held(shown text) returns boolean
  stable language sql security definer set search_path = pg_catalog, public
  as $$
    select exists (select from public.reports r
      join public.memberships s on s.account_id::text = acting.person() and s.ended_at is null
      join public.mandates m on m.vendor_id = s.organisation_id and m.redeemed_at is not null
        and (m.report_id = r.id or m.report_id is null and m.client_id = r.organisation_id)
    where r.reference = shown and acting.kind() = 'member')
  $$;
alter function vendor_seats(text, timestamptz) owner to madoguchi_keeper;
alter function vendor_held(text) owner to madoguchi_keeper;
revoke all on function vendor_seats(text, timestamptz), vendor_held(text) from public;
grant execute on function vendor_seats(text, timestamptz), vendor_held(text) to madoguchi_app;
drop function vendor_seat(text, timestamptz);

revoke create on schema public from madoguchi_keeper;
