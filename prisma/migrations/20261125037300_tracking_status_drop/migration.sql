-- tracking_status_created_live_idx begins with the same columns.
drop index concurrently tracking_status_live_idx;
