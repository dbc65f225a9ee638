-- The language goes with the person: an officer, an operator, somebody with an account. Rights are those of the row (080): the
-- worker, who signs people in, and operators.
alter table logins add column language text -- null: chosen none yet
  constraint logins_language check (language in ('ja', 'en'));
grant update (language) on logins to madoguchi_app;

-- Whoever said in which language they are written to has said which one is theirs.
update logins l set language = a.language
  from notice_addresses a where l.id in (a.officer_id, a.account_id) and a.language is not null;

-- Mails to people are in their language. What the row of an officer or an account says counts until they chose one.
alter table notice_addresses add column both_languages boolean not null default false; -- wished, by an account
update notice_addresses set both_languages = true where account_id is not null and language is null;
