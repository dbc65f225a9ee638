-- Somebody who comes back from a provider is looked up and nothing is written: with a mark of use, an identity that is known
-- here took longer than one that is not. The log of the door says when somebody came in, and how.
alter table identities drop column used_at;
