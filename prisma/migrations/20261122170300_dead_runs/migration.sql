-- A run whose lease ran out and whose customer cannot be served (paused, connection lost) stays RUNNING and goes on once
-- it can be. Until then it must not keep its container from another organization that looks after the same one.
alter table sync_run drop constraint sync_run_lease_check;
alter table sync_run add constraint sync_run_lease_check
  check (status <> 'RUNNING' or (lease_owner is not null and lease_until is not null));

-- As before, and dead runs let go of their containers first; a run that is claimed again takes its own anew.
create or replace function app.claim_run(p_owner uuid, p_lease interval, p_run uuid default null)
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
