-- Whose token the sweep has to refresh, longest overdue first: those that are due, and those that nobody has refreshed
-- for a day (Google ends grants that are not used). Leaves out what failed and is put off, and what somebody holds.
-- Version and failures tell the sweep, once it holds the lease, whether anybody was faster.
create function app.due_refreshes(p_now timestamptz, p_limit integer)
returns table (organization_id uuid, google_account_id text, token_version integer, refresh_failures integer)
language sql stable security definer set search_path = ''
begin atomic
  select g.organization_id, g.google_account_id, g.token_version, g.refresh_failures
  from public.google_connection g
  where g.status = 'ACTIVE' and g.deleted_at is null
    and (g.lease_until is null or g.lease_until <= clock_timestamp())
    and (g.refresh_due_at <= p_now
      or g.refresh_failures = 0 and coalesce(g.last_refreshed_at, g.created_at) <= p_now - interval '1 day')
  order by g.refresh_due_at nulls first
  limit p_limit;
end;

-- Whether any organization still works through this Google account, be it only to take down what a deleted customer has
-- left at Google. It tells this one thing and no more: revoking at Google ends the grant for all of them.
create function app.grant_in_use(p_google_account text) returns boolean
language sql stable security definer set search_path = ''
begin atomic
  select exists (
    select from public.google_connection g
    join public.customer c
      on c.organization_id = g.organization_id and c.google_account_id = g.google_account_id
    where g.google_account_id = p_google_account and g.status = 'ACTIVE' and g.deleted_at is null
      and (c.deleted_at is null or exists (
        select from public.sync_run r
        where r.organization_id = c.organization_id and r.customer_id = c.id
          and r.status in ('QUEUED', 'RUNNING'))));
end;

create index google_connection_grant_idx on google_connection (google_account_id) where status = 'ACTIVE';

grant execute on function app.due_refreshes(timestamptz, integer), app.grant_in_use(text) to oct_system;
