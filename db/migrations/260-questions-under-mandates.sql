-- A vendor that has some sections and may answer hears the questions that are about items of these sections alone. A question
-- says which sections it is about when it is asked; of those asked before this, and of general ones, only whoever has the whole
-- form hears. Which items lie in which section is the form's, so the application writes it down, as it does for mandates.
alter table feedback
  add column sections text[], -- of a question about items: all of theirs; null: of one about none
  add column mandate_id uuid, -- under which a vendor said it; it hangs on the report alone, see 231
  add constraint feedback_sections check (sections is null or kind = 'question' and cardinality(sections) > 0);

grant create on schema acting to madoguchi_keeper; -- while its function is made
-- SECURITY DEFINER, because it is asked of each row: as the caller each table behind it would ask first whose its rows are, and
-- a list over a hundred clients takes longer than anybody waits. Does the acting vendor hear this: by the whole form of the
-- report, also of its own of technical findings; as said under a mandate that it holds; or, where it may answer, by sections
-- that are all among those it has?
create function acting.vendor_hears(report uuid, named text[], under uuid) returns boolean stable language plpgsql
  security definer set search_path = pg_catalog, public as $$
begin
  return exists (select from (
        select m.* from public.mandates m where m.report_id = report
        union all
        select m.* from public.reports r join public.mandates m on m.client_id = r.organisation_id
        where r.id = report and m.report_id is null) m
      where m.vendor_id = acting.organisation() and m.id = any (acting.mandates()) and m.revoked_at is null
        and m.redeemed_at is not null
        and (m.sections is null or m.id = under or named <@ m.sections and 'answer' = any (m.acts)))
    or exists (select from public.vendor_reports v where v.vendor_id = acting.organisation() and v.report_id = report
      and v.mandate_id is null);
end
$$;
alter function acting.vendor_hears(uuid, text[], uuid) owner to madoguchi_keeper;
revoke all on function acting.vendor_hears(uuid, text[], uuid) from public;
grant execute on function acting.vendor_hears(uuid, text[], uuid) to madoguchi_app;
revoke create on schema acting from madoguchi_keeper;
create function acting.has_whole(report uuid) returns boolean stable language sql
  as $$ select acting.vendor_hears(report, null, null) $$;
create function acting.hears(question uuid) returns boolean stable language plpgsql set search_path = pg_catalog, public
  as $$ begin return exists (select from feedback f where f.id = question); end $$;
-- As 178's is_asked, at one body: may what is said here be an answer?
create function acting.is_asked_by(case_file uuid) returns boolean stable language plpgsql
  set search_path = pg_catalog, public
  as $$ begin
    return exists (select from feedback q where q.case_file_id = case_file and q.kind = 'question'
      and not exists (select from question_answers a where a.question_id = q.id));
  end $$;

drop policy represented on feedback;
create policy represented on feedback for select to madoguchi_app
  using (acting.kind() in ('member', 'machine') and acting.represents(report_id));
create policy vendor_hears on feedback for select to madoguchi_app
  using (case when acting.kind() = 'vendor' then acting.vendor_hears(report_id, sections, mandate_id) else false end);
-- Whoever has some sections answers what it hears, and says nothing else.
create policy vendor_says on feedback as restrictive for insert to madoguchi_app
  with check (case when acting.kind() = 'vendor' then
      (mandate_id is null and acting.mandates() is null or mandate_id = any (acting.mandates())
        and exists (select from mandates m where m.id = mandate_id and 'answer' = any (m.acts)))
      and (acting.has_whole(report_id) or kind = 'answer' and acting.is_asked_by(case_file_id))
    else mandate_id is null end);
drop policy represented on question_answers;
create policy represented on question_answers for select to madoguchi_app
  using (acting.kind() in ('member', 'machine') and acting.represents(report_id));
create policy vendor_hears on question_answers for select to madoguchi_app
  using (case when acting.kind() = 'vendor' then acting.hears(question_id) else false end);
create policy vendor_answers on question_answers as restrictive for insert to madoguchi_app
  with check (case when acting.kind() = 'vendor' then acting.hears(question_id) else true end);
-- Consents to single answers name who asked for which item, and so does the record of them.
create policy vendor_sees on consents as restrictive for select to madoguchi_app
  using (case when acting.kind() = 'vendor' and kind like 'answer %' then acting.has_whole(report_id) else true end);
create policy vendor_sees on audit as restrictive for select to madoguchi_app
  using (case when acting.kind() = 'vendor' then actor_id = acting.person() or acting.has_whole(report_id) else true end);

-- As in 180; and a mandate that lets a vendor answer but not send covers a revision only while something is asked that the
-- vendor hears.
create or replace function acting.sends_for(report uuid) returns boolean stable language plpgsql
  set search_path = pg_catalog, public
  as $$ begin
    return exists (select from mandates m join reports r on r.id = report
        where m.id = any (acting.mandates()) and m.revoked_at is null and not m.approves
          and ('send' = any (m.acts) or 'answer' = any (m.acts) and acting.is_asked(report))
          and (m.report_id = r.id or m.report_id is null and m.client_id = r.organisation_id))
      or exists (select from vendor_reports v where v.vendor_id = acting.organisation() and v.report_id = report
        and v.mandate_id is null);
  end $$;

-- What waits for the client may be the answer to questions, of a vendor that may only answer.
alter table sendings add column questions uuid[] not null default '{}'; -- that it answers

grant create on schema public to madoguchi_keeper; -- while its functions are made
grant select (sections) on feedback to madoguchi_keeper;
set local role madoguchi_keeper; -- whose functions they are

-- As in 229; an answer, too, is something to be let go.
create or replace function sending_stands(sending uuid, moment timestamptz) returns boolean
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select exists (select from public.sendings s join public.mandates m on m.id = s.mandate_id
    where s.id = sending and m.redeemed_at is not null and m.revoked_at is null
      and ('send' = any (m.acts) or 'answer' = any (m.acts) and cardinality(s.questions) > 0)
      and (m.valid_until is null or m.valid_until > moment) and (m.report_id is null or m.report_id = s.report_id)
      and (exists (select from public.memberships p join public.accounts a on a.id = p.account_id
          where p.account_id = s.asked_by and p.organisation_id = m.vendor_id and p.ended_at is null
            and p.role in ('administrator', 'editor', 'approver') and a.disabled_at is null)
        or exists (select from public.machines k where k.client_id = s.asked_by::text and k.organisation_id = m.vendor_id
          and k.disabled_at is null))) $$;

-- SECURITY DEFINER, because neither who asks nor the worker sees a mandate. As the worker: who of a vendor is told by mail
-- that something waits for its answer.
create function vendors_asked(question uuid, moment timestamptz) returns setof uuid
  stable language sql security definer set search_path = pg_catalog, public
  as $$ select distinct p.account_id
    from public.feedback f join public.reports r on r.id = f.report_id
      join public.mandates m on m.report_id = r.id or m.report_id is null and m.client_id = r.organisation_id
      join public.memberships p on p.organisation_id = m.vendor_id and p.ended_at is null
        and p.role in ('administrator', 'editor', 'approver')
    where acting.kind() = 'worker' and f.id = question and f.kind = 'question' and m.redeemed_at is not null
      and m.revoked_at is null and (m.valid_until is null or m.valid_until > moment) and 'answer' = any (m.acts)
      and (m.sections is null or f.sections <@ m.sections) $$;
revoke all on function vendors_asked(uuid, timestamptz) from public;
grant execute on function vendors_asked(uuid, timestamptz) to madoguchi_app;

reset role;
revoke create on schema public from madoguchi_keeper;
