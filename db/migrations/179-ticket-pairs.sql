-- A vendor finds its report by a part of its ticket: pairs of signs as keyed hashes, as in the search of bodies. What was
-- written before is found by its whole ticket until the card is saved again.
alter table vendor_reports add column ticket_pairs integer[] not null default '{}';
grant update (ticket_pairs) on vendor_reports to madoguchi_app;
