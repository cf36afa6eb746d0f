-- When an organization's first lease ends is read from as many rows as it has runs at work, not from all that it has queued.
create index sync_run_running_idx on sync_run (organization_id, lease_until) where status = 'RUNNING';
