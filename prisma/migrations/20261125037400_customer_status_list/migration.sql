-- The customers of one status, newest first, without reading the others.
create index concurrently customer_status_created_live_idx on customer (organization_id, status, created_at, id)
  where deleted_at is null;
