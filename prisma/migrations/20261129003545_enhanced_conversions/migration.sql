-- What the tag of a tracking sends along about the visitor: nothing, what Tag Manager finds, or named values of the data layer.

alter table tracking
  add column conversion_enhanced jsonb not null default '"off"',
  add constraint tracking_conversion_enhanced_check check (
    jsonb_typeof(conversion_enhanced) = 'object'
    or coalesce(conversion_enhanced #>> '{}', '') in ('off', 'automatic'));
grant insert (conversion_enhanced), update (conversion_enhanced) on tracking to oct_app;
call app.audit('tracking', 'tracking',
  p_ignored => '{updated_at,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at,applied,deployment,deployment_state,deployment_checked_at,evidence_state,evidence,evidence_since,evidence_checked_at,last_received_at}');
call app.hide_from_planner('tracking');
