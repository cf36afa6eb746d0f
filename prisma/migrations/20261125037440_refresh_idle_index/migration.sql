-- The logins that nobody has refreshed for long.
create index concurrently google_connection_idle_idx on google_connection (coalesce(last_refreshed_at, created_at))
  where status = 'ACTIVE' and refresh_failures = 0;
