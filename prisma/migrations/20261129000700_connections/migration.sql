-- Google logins: the consent, the lease under which a token is refreshed, the sweep.

-- The callback of Google's consent carries no identity: it may only use up a state and store the grant that came for it.
-- Marks an open state as used and returns what the exchange needs. Nothing is returned for an unknown, used or expired one.
create function app.open_oauth_state(p_state_hash text)
returns table (id uuid, organization_id uuid, code_verifier text)
language sql volatile security definer set search_path = ''
begin atomic
  update public.oauth_state s set used_at = clock_timestamp()
  where s.state_hash = p_state_hash and s.used_at is null and s.expires_at > clock_timestamp()
  returning s.id, s.organization_id, s.code_verifier;
end;

-- Keeps the encrypted grant until the user who asked for it confirms; the handle is stored hashed.
create function app.store_pending_grant(p_id uuid, p_handle_hash text, p_pending_grant text) returns boolean
language sql volatile security definer set search_path = ''
begin atomic
  with stored as (
    update public.oauth_state s set handle_hash = p_handle_hash, pending_grant = p_pending_grant
    where s.id = p_id and s.used_at is not null and s.handle_hash is null and s.expires_at > clock_timestamp()
    returning 1)
  select exists (select from stored);
end;

-- Claims the lease under which one connection's token is refreshed; null while another process holds it. The fence grows
-- with every claim, so that a refresher whose lease was superseded cannot save.
create function app.claim_refresh(p_organization uuid, p_google_account text, p_owner uuid, p_lease interval)
returns integer
language sql volatile security definer set search_path = ''
begin atomic
  update public.google_connection g
  set lease_owner = p_owner, lease_until = clock_timestamp() + p_lease, fence = g.fence + 1
  where g.organization_id = p_organization and g.google_account_id = p_google_account and g.status = 'ACTIVE'
    and g.deleted_at is null and (g.lease_until is null or g.lease_until <= clock_timestamp())
  returning g.fence;
end;

create function app.release_refresh(p_organization uuid, p_google_account text, p_owner uuid, p_fence integer)
returns void
language sql volatile security definer set search_path = ''
begin atomic
  update public.google_connection g set lease_owner = null, lease_until = null
  where g.organization_id = p_organization and g.google_account_id = p_google_account
    and g.lease_owner = p_owner and g.fence = p_fence;
end;

-- Whose token the sweep has to refresh, longest overdue first: those that are due, and those that were not refreshed for
-- a day (Google ends grants that are not used). Leaves out what has failed and is postponed, and what is leased. Version
-- and failures show the sweep, once it holds the lease, whether another process was faster.
-- Each reason to refresh is asked for on its own, because no index serves both at once.
create function app.due_refreshes(p_now timestamptz, p_limit integer)
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

-- Whether any organization still works through this Google account, be it only to remove what a deleted customer has
-- left at Google. It returns this one fact and no more: revoking at Google ends the grant for all of them.
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

grant execute on function app.open_oauth_state(text), app.store_pending_grant(uuid, text, text) to oct_app;
grant execute on function
  app.claim_refresh(uuid, text, uuid, interval),
  app.release_refresh(uuid, text, uuid, integer),
  app.due_refreshes(timestamptz, integer),
  app.grant_in_use(text)
to oct_system;
