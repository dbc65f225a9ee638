-- What is open over all clients of a vendor, and how many reports each has, as 352 does it for where reports stand: the policies
-- of questions and clocks ask a function for each row, which over 35,800 reports took longer than anything may.

-- An open question is found by an index, however many were answered.
alter table feedback add column settled_at timestamptz; -- of a question: answered, or taken back

grant create on schema public to madoguchi_keeper; -- while its functions are made
grant select (settled_at), update (settled_at) on feedback to madoguchi_keeper;
create policy settling on feedback for update to madoguchi_keeper using (true);
set local role madoguchi_keeper; -- whose functions they are

-- SECURITY DEFINER, because nobody changes what was said: it follows from the answer.
create function feedback_settled() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update public.feedback set settled_at = new.answered_at where id = new.question_id;
  return new;
end
$$;
update feedback f set settled_at = a.answered_at from question_answers a where a.question_id = f.id;

-- SECURITY DEFINER, as in 352. The open questions that the acting vendor hears (260): those about its reports of unnamed clients
-- and under a mandate for the whole form all of them; else, where it may answer, what is about its sections alone.
create function vendor_questions(last_at timestamptz, last_id uuid, most integer)
  returns table (id uuid, mandate_id uuid, whole boolean)
  stable rows 25 language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if acting.kind() is distinct from 'vendor' then return; end if;
  return query
    with held as materialized (select * from vendor_mandates()),
    open as (
      select f.id, f.sent_at, f.sections, f.report_id, r.organisation_id, r.begun_by
      from public.feedback f join public.reports r on r.id = f.report_id
      where f.kind = 'question' and f.settled_at is null and (f.sent_at, f.id) < (last_at, last_id)
        and (r.begun_by = acting.organisation()
          or r.organisation_id = any (array(select h.client_id from held h where h.report_id is null))
          or r.id = any (array(select h.report_id from held h where h.report_id is not null)))
    )
    select o.id, u.mandate_id, u.whole from open o cross join lateral (
      select h.mandate_id, h.whole from held h
      where (h.report_id = o.report_id or h.report_id is null and h.client_id = o.organisation_id)
        and (h.whole or 'answer' = any (h.acts) and o.sections <@ h.sections)
      union all
      select null, true where o.begun_by = acting.organisation()
      order by whole desc, mandate_id nulls last limit 1) u
    order by o.sent_at desc, o.id desc limit most;
end
$$;

-- SECURITY DEFINER, as in 352. The clocks that run for the acting vendor, the nearest first: where it has the whole form.
create function vendor_clocks(most integer) returns table (report_id uuid, mandate_id uuid, recipient text, clock text)
  stable rows 50 language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if acting.kind() is distinct from 'vendor' then return; end if;
  return query
    with held as materialized (select * from vendor_mandates() h where h.whole),
    near as (
      select c.report_id, c.recipient, c.clock, r.organisation_id, coalesce(c.cautious_at, c.due_at, c.guideline_at) as day
      from public.reports r join public.clocks c on c.report_id = r.id
      where r.withdrawn_at is null and c.ended_at is null and coalesce(c.cautious_at, c.due_at, c.guideline_at) is not null
        and (r.begun_by = acting.organisation()
          or r.organisation_id = any (array(select h.client_id from held h where h.report_id is null))
          or r.id = any (array(select h.report_id from held h where h.report_id is not null)))
        and not exists (select from public.deliveries d where d.report_id = c.report_id and d.recipient = c.recipient
          and c.report <> 'notice' and d.delivered_at is not null
          and array_position(array['initial', 'interim', 'final'], d.phase)
            >= array_position(array['initial', 'interim', 'final'], c.report))
      order by day, c.report_id limit most
    )
    select n.report_id, (select h.mandate_id from held h
        where h.report_id = n.report_id or h.report_id is null and h.client_id = n.organisation_id
        order by h.mandate_id limit 1), n.recipient::text, n.clock
    from near n;
end
$$;

-- SECURITY DEFINER, as in 352. How much there is under each of these mandates, if the acting vendor holds it.
create function vendor_counts(mandates uuid[]) returns table (mandate_id uuid, reports integer, open_questions integer)
  stable rows 25 language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  return query
    with held as materialized (select * from vendor_mandates() h where h.mandate_id = any (mandates)),
    open as materialized (
      select r.id as report_id, r.organisation_id, f.sections from public.feedback f join public.reports r on r.id = f.report_id
      where f.kind = 'question' and f.settled_at is null
        and (r.organisation_id = any (array(select h.client_id from held h where h.report_id is null))
          or r.id = any (array(select h.report_id from held h where h.report_id is not null)))
    )
    select h.mandate_id,
      case when h.report_id is null then (select count(*)::integer from public.reports r where r.organisation_id = h.client_id)
        else 1 end,
      (select count(*)::integer from open o
        where (o.report_id = h.report_id or h.report_id is null and o.organisation_id = h.client_id)
          and (h.whole or 'answer' = any (h.acts) and o.sections <@ h.sections))
    from held h;
end
$$;

revoke all on function feedback_settled(), vendor_questions(timestamptz, uuid, integer), vendor_clocks(integer),
  vendor_counts(uuid[]) from public;
grant execute on function vendor_questions(timestamptz, uuid, integer), vendor_clocks(integer), vendor_counts(uuid[])
  to madoguchi_app;
reset role;
revoke create on schema public from madoguchi_keeper;
create index feedback_open on feedback (report_id) where kind = 'question' and settled_at is null;
create trigger feedback_settled after insert on question_answers for each row execute function feedback_settled();
