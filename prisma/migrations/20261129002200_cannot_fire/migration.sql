-- How many trackings a run has written that cannot fire all the same.
alter table sync_run add column cannot_fire integer not null default 0;
grant update (cannot_fire) on sync_run to oct_app;
