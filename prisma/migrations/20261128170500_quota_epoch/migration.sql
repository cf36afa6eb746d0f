-- How long to wait for a slot that was never lent: PostgreSQL before 17 subtracts no infinite times.
update quota_slot set granted_at = 'epoch' where granted_at = '-infinity';
