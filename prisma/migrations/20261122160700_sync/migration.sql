-- Claims one due run in one statement: fair between organizations (who was served longest ago comes first), never
-- two at once on one container. A run whose lease ran out is due again. p_run names one (the kick after a request).
create function app.claim_run(p_owner uuid, p_lease interval, p_run uuid default null)
returns table (organization_id uuid, id uuid, fence integer)
language plpgsql volatile security definer set search_path = '' as $$
begin
  return query
  with due as (
    select r.id, c.container_path
    from public.sync_run r
    join public.customer c on c.organization_id = r.organization_id and c.id = r.customer_id
    where (r.status = 'QUEUED' and r.run_at <= clock_timestamp()
        or r.status = 'RUNNING' and r.lease_until <= clock_timestamp())
      and (p_run is null or r.id = p_run)
      and c.status = 'CONNECTED'
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
-- Waiting for quota costs no attempt.
create function app.postpone_run(p_run uuid, p_owner uuid, p_fence integer, p_wait interval, p_costs_attempt boolean)
returns boolean
language sql volatile security definer set search_path = ''
begin atomic
  with postponed as (
    update public.sync_run r
    set lease_owner = app.uuid_v7(), lease_until = clock_timestamp() + p_wait,
      run_at = clock_timestamp() + p_wait, attempts = r.attempts - (not p_costs_attempt)::integer
    where r.id = p_run and r.status = 'RUNNING' and r.lease_owner = p_owner and r.fence = p_fence
    returning 1)
  select exists (select from postponed);
end;

grant execute on function
  app.claim_run(uuid, interval, uuid),
  app.renew_run(uuid, uuid, integer, interval),
  app.postpone_run(uuid, uuid, integer, interval, boolean)
to oct_system;
