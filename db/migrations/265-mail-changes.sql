-- Another mail address for an account. It counts once its owner has typed the code that was mailed there. What was done is
-- kept for half a year: an operator finds an account by the address that its owner had before.
create table mail_changes (
  id uuid primary key,
  account_id uuid not null constraint mail_changes_account references accounts,
  content bytea not null, -- sealed: the address, the one before, and the language
  former_hash bytea not null, -- keyed, of the one before
  made_at timestamptz not null,
  tries integer not null default 0,
  done_at timestamptz
);
alter table mail_changes alter column content set storage external;
create unique index mail_changes_open_once on mail_changes (account_id) where done_at is null;
create index mail_changes_former on mail_changes (former_hash) where done_at is not null;

alter table mail_changes enable row level security;
alter table mail_changes force row level security;
grant select, insert, delete on mail_changes to madoguchi_app;
grant update (tries, done_at) on mail_changes to madoguchi_app;

create policy portal on mail_changes for all to madoguchi_app using (acting.kind() = 'worker');
create policy operated on mail_changes for select to madoguchi_app
  using (acting.kind() = 'operator' and done_at is not null);
create policy worker_replaces on notice_addresses for delete to madoguchi_app
  using (acting.kind() = 'worker' and account_id is not null);
