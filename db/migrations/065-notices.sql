-- Notices: where people want to be told (notice_addresses, now of officers too), what happened (notices), and the mails
-- that say so. A mail's row is the truth about it; jobs only bring it about. Nothing here holds content of a report.

alter table notice_addresses
  add column id uuid,
  add column officer_id uuid constraint notice_addresses_officer references officers
    constraint notice_addresses_one_per_officer unique,
  add column confirmed_at timestamptz, -- by the code that was mailed; nothing else is sent before
  add column code_tries integer not null default 0,
  add column asked integer not null default 1, -- mails with a code, since asked_since
  add column asked_since timestamptz,
  add column frequency text not null default 'at-once'
    constraint notice_addresses_frequency check (frequency in ('at-once', 'daily', 'off')),
  add column daily_hour smallint not null default 9 -- in Japan
    constraint notice_addresses_hour check (daily_hour between 0 and 23),
  add column arrivals_told timestamptz, -- of officers: what came until then was told; null: not wanted
  add column stopped_at timestamptz,
  add column stopped_why text constraint notice_addresses_why check (stopped_why in ('bounced', 'unsubscribed')),
  add constraint notice_addresses_stopped check ((stopped_at is null) = (stopped_why is null)),
  drop column reference;
-- Addresses that mails went to before stay confirmed.
update notice_addresses set id = uuidv7(), confirmed_at = set_at, asked_since = set_at;
alter table notice_addresses
  drop constraint notice_addresses_pkey,
  add primary key (id), -- another one with each new address: what was sent to the old one says nothing of the new
  alter column report_id drop not null,
  alter column content drop not null, -- null: taken back
  alter column asked_since set not null,
  add constraint notice_addresses_one_per_report unique (report_id),
  add constraint notice_addresses_of_one check (num_nonnulls(report_id, officer_id) = 1);

create policy officer on notice_addresses for all to madoguchi_app
  using (acting.kind() = 'officer' and officer_id::text = acting.person());
-- Stops an address that does not exist, or that its owner has ended by the link in a mail.
create policy worker_changes on notice_addresses for update to madoguchi_app using (acting.kind() = 'worker');
-- Which officer cannot be reached. Reporters' rows, which would tell who reports, are none of the operator's business.
create policy operator on notice_addresses for select to madoguchi_app
  using (acting.kind() = 'operator' and officer_id is not null);
-- The key of addresses is nobody's report: officers seal and open their own address with it.
create policy officers_own_address on data_keys for all to madoguchi_app
  using (recipient = 'notices' and acting.kind() = 'officer');

create table mails (
  id uuid primary key, -- also its Message-ID: a mail that is sent twice after a crash is one for whoever receives it
  address_id uuid not null constraint mails_address references notice_addresses on delete cascade,
  kind text not null constraint mails_kind check (kind in ('notice', 'digest', 'code')),
  made_at timestamptz not null,
  tries integer not null default 0,
  claimed_at timestamptz, -- somebody is sending it
  next_try_at timestamptz,
  sent_at timestamptz,
  failed_at timestamptz, -- not tried any more, until the operator says so
  given_up_at timestamptz, -- for good
  bounced_at timestamptz, -- taken by a mail server and returned
  reason text constraint mails_reason check (reason ~ '^[a-z-]{1,30}$'),
  answer text constraint mails_answer check (answer ~ '^[0-9. ]{1,20}$') -- codes of SMTP, such as 550 5.1.1
);
create index mails_of_address on mails (address_id, made_at desc);
create index mails_unsent on mails (made_at) where sent_at is null and given_up_at is null;
create index mails_bounced on mails (bounced_at) where bounced_at is not null;

create table notices (
  id uuid primary key,
  address_id uuid not null constraint notices_address references notice_addresses on delete cascade,
  event text not null constraint notices_event check (event ~ '^[a-z-]{1,30}$'),
  key text not null,
  happened_at timestamptz not null,
  due_at timestamptz not null,
  mail_id uuid constraint notices_mail references mails on delete cascade,
  constraint notices_once unique (address_id, event, key)
);
create index notices_waiting on notices (due_at) where mail_id is null;
create index notices_of_mail on notices (mail_id);

do $$
declare
  name text;
begin
  foreach name in array array['mails', 'notices'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('grant select, insert, update, delete on %I to madoguchi_app', name);
    execute format('create policy worker on %I for all to madoguchi_app using (acting.kind() = ''worker'')', name);
  end loop;
end
$$;
-- Whoever has an address sees what became of the mails to it.
create policy own_address on mails for select to madoguchi_app
  using (acting.kind() in ('holder', 'member', 'vendor', 'officer')
    and exists (select from notice_addresses a where a.id = address_id));
create policy operator on mails for select to madoguchi_app using (acting.kind() = 'operator');
create policy operator_decides on mails for update to madoguchi_app using (acting.kind() = 'operator');
