-- A sequential scan is no longer priced out: the setting held for every statement beneath the function too, the check of
-- the entry's seal among them, whose one-row table has nothing else to be read by. Its price then set off just-in-time
-- compilation where the server has it: 600 ms for a search of 2 ms. Nor is the setting needed: the planner reads the
-- whole table only where the organization is most of it.
alter function app.search_customers(text, text, boolean, text, text, text, uuid, integer) reset enable_seqscan;
