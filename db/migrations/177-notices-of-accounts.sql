-- People with an account are told by mail, too: at the address of the account, which its owner has confirmed by making it.
-- Written with the account, or by the job that first has something to say.

alter table notice_addresses
  alter column language drop not null, -- null: nobody knows, so a mail says it in both
  add column account_id uuid constraint notice_addresses_account references accounts
    constraint notice_addresses_one_per_account unique,
  drop constraint notice_addresses_of_one,
  add constraint notice_addresses_of_one check (num_nonnulls(report_id, officer_id, account_id) = 1);

create policy own_account on notice_addresses for all to madoguchi_app
  using (acting.kind() = 'member' and account_id::text = acting.person());
create policy worker_adds on notice_addresses for insert to madoguchi_app
  with check (acting.kind() = 'worker' and account_id is not null);
