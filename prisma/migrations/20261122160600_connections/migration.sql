-- The callback of Google's consent carries no identity: it may only burn a state and park what came for it.

-- Burns an open state and returns what the exchange needs. Nothing comes back for an unknown, used or expired one.
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
  with parked as (
    update public.oauth_state s set handle_hash = p_handle_hash, pending_grant = p_pending_grant
    where s.id = p_id and s.used_at is not null and s.handle_hash is null and s.expires_at > clock_timestamp()
    returning 1)
  select exists (select from parked);
end;

grant execute on function app.open_oauth_state(text), app.store_pending_grant(uuid, text, text) to oct_app;

-- Takes the right to refresh one connection's token; null when somebody else holds it. The fence grows with every
-- claim, so that a refresher that was overtaken cannot save.
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

grant execute on function
  app.claim_refresh(uuid, text, uuid, interval),
  app.release_refresh(uuid, text, uuid, integer)
to oct_system;
