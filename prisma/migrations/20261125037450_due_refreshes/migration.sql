-- Each reason to refresh is asked for on its own, because no index answers both at once.
create or replace function app.due_refreshes(p_now timestamptz, p_limit integer)
returns table (organization_id uuid, google_account_id text, token_version integer, refresh_failures integer)
language sql stable security definer set search_path = ''
begin atomic
  with due as (
    select g.organization_id, g.google_account_id from public.google_connection g
    where g.status = 'ACTIVE' and g.refresh_due_at <= p_now
    union
    select g.organization_id, g.google_account_id from public.google_connection g
    where g.status = 'ACTIVE' and g.refresh_failures = 0
      and coalesce(g.last_refreshed_at, g.created_at) <= p_now - interval '1 day'
  )
  select g.organization_id, g.google_account_id, g.token_version, g.refresh_failures
  from due d
  join public.google_connection g
    on g.organization_id = d.organization_id and g.google_account_id = d.google_account_id
  where g.deleted_at is null and (g.lease_until is null or g.lease_until <= clock_timestamp())
  order by g.refresh_due_at nulls first
  limit p_limit;
end;
