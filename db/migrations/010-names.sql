-- Names that were left to chance, and a sealed column that is compressed already.
alter domain recipient_id rename constraint recipient_id_check to recipient_id_form;
alter table notice_addresses alter column content set storage external;
