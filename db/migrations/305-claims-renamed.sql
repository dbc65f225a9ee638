-- A claim holds the name that the organisation had when it was made; a letter, and what was verified, have the one of that day.
grant update (content) on claims to madoguchi_app;
