-- Wrong tries at the mailed code were counted with those at the letter's, so each new mail gave five more at the letter.
-- A mailed code now ends, too.
alter table claims add column letter_tries integer not null default 0, add column mail_code_at timestamptz;
grant update (letter_tries, mail_code_at) on claims to madoguchi_app;
