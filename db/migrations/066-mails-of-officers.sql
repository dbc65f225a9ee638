-- The operator sees mails and never addresses: keys are kept in memory once opened, so the rows of addresses themselves
-- are out of reach, and what the operator needs stands in the mails.

drop policy operator on notice_addresses;
alter table mails
  add column officer_id uuid constraint mails_officer references officers, -- null: a reporter, whoever that is
  add column stopped_at timestamptz; -- with this mail, its address was stopped
update mails m set officer_id = a.officer_id from notice_addresses a where a.id = m.address_id;
