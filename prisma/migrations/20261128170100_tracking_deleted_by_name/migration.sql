-- What can be restored, by name.
create index concurrently if not exists tracking_name_deleted_idx on tracking (organization_id, name, id)
  where deleted_at is not null;
