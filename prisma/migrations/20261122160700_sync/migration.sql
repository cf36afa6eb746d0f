-- Claims one due run in one statement: fair between organizations (who was served longest ago comes first), never
-- two at once on one container. A run whose lease ran out is due again. p_run names one (the kick after a request).
-- A run waits for its Google connection, so that no wish is spent on a lost one. A customer in ERROR is served where
-- its connection is healthy: it has lost the container, and the run that somebody asked for finds out whether that is
-- mended. What a deleted customer has left at Google is taken down whatever its status was.
-- A run whose lease ran out and whose customer cannot be served stays RUNNING and goes on once it can be; until then it
-- lets go of its container, which another organization may look after too, and takes it anew when it is claimed again.
create function app.claim_run(p_owner uuid, p_lease interval, p_run uuid default null)
returns table (organization_id uuid, id uuid, fence integer)
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.sync_run r set container_path = null
  from public.customer c
  left join public.google_connection g
    on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
  where r.status = 'RUNNING' and r.lease_until <= clock_timestamp() and r.container_path is not null
    and c.organization_id = r.organization_id and c.id = r.customer_id
    and ((c.status in ('CONNECTED', 'ERROR') or c.deleted_at is not null)
      and c.container_path is not null and g.status = 'ACTIVE') is not true;

  return query
  with due as (
    select r.id, c.container_path
    from public.sync_run r
    join public.customer c on c.organization_id = r.organization_id and c.id = r.customer_id
    join public.google_connection g
      on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
    where (r.status = 'QUEUED' and r.run_at <= clock_timestamp()
        or r.status = 'RUNNING' and r.lease_until <= clock_timestamp())
      and (p_run is null or r.id = p_run)
      and (c.status in ('CONNECTED', 'ERROR') or c.deleted_at is not null)
      and c.container_path is not null
      and g.status = 'ACTIVE'
      and not exists (
        select from public.sync_run o
        where o.status = 'RUNNING' and o.container_path = c.container_path and o.id <> r.id)
    order by
      (select max(s.claimed_at) from public.sync_run s
       where s.organization_id = r.organization_id and s.claimed_at is not null) nulls first,
      r.run_at
    limit 1
    for no key update of r skip locked
  )
  update public.sync_run r
  set status = 'RUNNING', container_path = due.container_path, lease_owner = p_owner,
    lease_until = clock_timestamp() + p_lease, fence = r.fence + 1, attempts = r.attempts + 1,
    claimed_at = clock_timestamp()
  from due where r.id = due.id
  returning r.organization_id, r.id, r.fence;
exception when unique_violation then
  -- Another organization's run took the same container in this moment: nothing for this caller now.
  return;
end $$;

-- Prolongs a lease that is still held; false means it was lost.
create function app.renew_run(p_run uuid, p_owner uuid, p_fence integer, p_lease interval) returns boolean
language sql volatile security definer set search_path = ''
begin atomic
  with renewed as (
    update public.sync_run r set lease_until = clock_timestamp() + p_lease
    where r.id = p_run and r.status = 'RUNNING' and r.lease_owner = p_owner and r.fence = p_fence
      and r.lease_until > clock_timestamp()
    returning 1)
  select exists (select from renewed);
end;

-- Gives a run back to be taken up later. It stays RUNNING, so that nothing else starts on its container in between.
-- Waiting for quota costs no attempt. The code and the words say why, and stand with the run until it ends.
create function app.postpone_run(
  p_run uuid, p_owner uuid, p_fence integer, p_wait interval, p_costs_attempt boolean,
  p_code text default null, p_message text default null)
returns boolean
language sql volatile security definer set search_path = ''
begin atomic
  with postponed as (
    update public.sync_run r
    set lease_owner = app.uuid_v7(), lease_until = clock_timestamp() + p_wait,
      run_at = clock_timestamp() + p_wait, attempts = r.attempts - (not p_costs_attempt)::integer,
      error_code = p_code, error_message = p_message
    where r.id = p_run and r.status = 'RUNNING' and r.lease_owner = p_owner and r.fence = p_fence
    returning 1)
  select exists (select from postponed);
end;

grant execute on function
  app.claim_run(uuid, interval, uuid),
  app.renew_run(uuid, uuid, integer, interval),
  app.postpone_run(uuid, uuid, integer, interval, boolean, text, text)
to oct_system;
