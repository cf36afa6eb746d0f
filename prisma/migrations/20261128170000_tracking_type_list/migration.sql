-- The trackings of one type, newest first, without reading the others.
create index concurrently if not exists tracking_type_created_live_idx on tracking (organization_id, type, created_at, id)
  where deleted_at is null;
