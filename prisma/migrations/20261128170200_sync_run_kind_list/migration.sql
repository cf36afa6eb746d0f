-- The few runs that are not an ordinary sync, newest first.
create index concurrently if not exists sync_run_special_idx on sync_run (organization_id, kind, created_at, id)
  where kind <> 'SYNC';
