-- The trackings of one status, newest first, without reading the others. Counts by status read it too.
create index concurrently tracking_status_created_live_idx on tracking (organization_id, sync_status, created_at, id)
  where deleted_at is null;
