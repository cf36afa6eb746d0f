-- Whether a run is one of the watch is no secret, and without it plans of lists take half of all runs for such.
create or replace function app.planner_columns() returns table (name text, target integer)
language sql immutable parallel safe set search_path = ''
begin atomic
  select known.name, -1 from unnest(array['status', 'kind', 'type', 'role', 'action', 'severity', 'code', 'sync_status',
    'deployment_state', 'deployment_worst', 'deployment_rank', 'background']) known (name)
  union all
  values ('deleted_at', 1), ('resolved_at', 1);
end;
call app.hide_from_planner('sync_run');
