-- A mandate that was narrowed to one report goes with that report. What was filed and asked for under it in other reports
-- stays with these: it hangs on them alone.
alter table filings drop constraint filings_mandate;
alter table sendings drop constraint sendings_mandate;
