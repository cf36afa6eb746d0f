-- Trackings and the queue of runs. Locks are taken in one order everywhere: customer, trackings, jobs.

-- Keeps customer.tracking_count right in the same statement and rejects a live tracking under a deleted customer
-- (foreign keys are checked past row-level security and would accept it). The update of the customer row also makes
-- writers of one customer's trackings wait for each other, so that no run reads past an uncommitted job. A deleted
-- customer keeps the count with which it is restored.
create function app.count_trackings() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_customers integer;
  v_counted integer;
begin
  if tg_op = 'INSERT' then
    with change as (
      select organization_id, customer_id, count(*) as delta
      from added where deleted_at is null group by 1, 2
    ), counted as (
      update public.customer c set tracking_count = c.tracking_count + change.delta
      from change
      where c.organization_id = change.organization_id and c.id = change.customer_id and c.deleted_at is null
      returning 1
    )
    select (select count(*) from change), (select count(*) from counted) into v_customers, v_counted;
    if v_counted < v_customers then
      raise exception 'the customer of a live tracking must be live'
        using errcode = '23503', constraint = 'tracking_organization_id_customer_id_fkey';
    end if;
  else
    update public.customer c set tracking_count = c.tracking_count + change.delta
    from (
      select a.organization_id, a.customer_id,
        sum((a.deleted_at is null)::int - (b.deleted_at is null)::int) as delta
      from added a join removed b using (organization_id, id)
      group by 1, 2
      having sum((a.deleted_at is null)::int - (b.deleted_at is null)::int) <> 0
    ) change
    where c.organization_id = change.organization_id and c.id = change.customer_id and c.deleted_at is null;
  end if;
  return null;
end $$;

create trigger count_inserted after insert on tracking
  referencing new table as added for each statement execute function app.count_trackings();
create trigger count_updated after update on tracking
  referencing old table as removed new table as added for each statement execute function app.count_trackings();

-- A new tracking locks its customer before its name is in the unique index, as deletions and restores do: a restore
-- that meets the name then waits for it, and not both for each other.
create function app.lock_customer() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.customer c where c.organization_id = new.organization_id and c.id = new.customer_id
  for no key update;
  return new;
end $$;

create trigger lock_customer before insert on tracking for each row execute function app.lock_customer();

-- An edit waits for its sync. A tracking that a run is working on stays IN_PROGRESS: the end of the run finds that the
-- version has grown meanwhile.
create function app.mark_sync_pending() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.sync_status := case old.sync_status when 'IN_PROGRESS' then 'IN_PROGRESS' else 'PENDING' end;
  return new;
end $$;

create trigger mark_sync_pending before update of version on tracking
  for each row execute function app.mark_sync_pending();

-- Claims one due run: fair between organizations (longest without a claim comes first), never two at once in one
-- container. p_run names one (the background start after a request). A run waits for its Google connection, so that no
-- job is spent on a lost one. A customer in ERROR is claimed where its connection is healthy: it has lost the container,
-- and the requested run finds out whether that is fixed. What a deleted customer has left at Google is removed whatever
-- its status was.
create function app.claim_run(p_owner uuid, p_lease interval, p_run uuid default null)
returns table (organization_id uuid, id uuid, fence integer)
language plpgsql volatile security definer set search_path = '' as $$
begin
  -- 1. Release containers. A run whose lease ran out and whose customer cannot be synced stays RUNNING and goes on once
  --    it can; until then it gives up its container, which another organization may look after too.
  update public.sync_run r set container_path = null
  from public.customer c
  left join public.google_connection g
    on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
  where r.status = 'RUNNING' and r.lease_until <= clock_timestamp() and r.container_path is not null
    and c.organization_id = r.organization_id and c.id = r.customer_id
    and ((c.status in ('CONNECTED', 'ERROR') or c.deleted_at is not null)
      and c.container_path is not null and g.status = 'ACTIVE') is not true;

  -- 2. Choose and lock: queued and due, or running with a lease that ran out; nothing else runs in the container.
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
  -- 3. Claim: a new lease and the next fence.
  update public.sync_run r
  set status = 'RUNNING', container_path = due.container_path, lease_owner = p_owner,
    lease_until = clock_timestamp() + p_lease, fence = r.fence + 1, attempts = r.attempts + 1,
    claimed_at = clock_timestamp()
  from due where r.id = due.id
  returning r.organization_id, r.id, r.fence;
exception when unique_violation then
  -- Another organization's run claimed the same container concurrently: nothing for this caller now.
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

-- Postpones a run. It stays RUNNING, so that nothing else starts in its container in between. Waiting for quota costs no
-- attempt. The code and the message say why, and stay with the run until it ends.
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

-- The place of a queued run of the session's organization among all that can be claimed until it is due, 1 for the next:
-- a number and no more. Follows app.claim_run, which takes organizations in turn, longest without a claim first: with k
-- own runs ahead, every other organization gets k before it, one more where its turn comes earlier.
-- Counts a thousand runs at most. Null: the run is not in the queue, also while the customer is to be connected or
-- resumed first.
create function app.queue_position(p_run uuid) returns integer
language sql stable security definer set search_path = ''
begin atomic
  -- 1. What app.claim_run could take, now or once it is due.
  with claimable as (
    select r.id, r.organization_id, r.run_at, r.status
    from public.sync_run r
    join public.customer c on c.organization_id = r.organization_id and c.id = r.customer_id
    join public.google_connection g
      on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
    where (c.status in ('CONNECTED', 'ERROR') or c.deleted_at is not null)
      and c.container_path is not null and g.status = 'ACTIVE'
      and (r.status = 'QUEUED' or r.status = 'RUNNING' and r.lease_until <= clock_timestamp())
  ), mine as (
    select q.id, q.organization_id, q.run_at from claimable q
    where q.organization_id = (select app.require_org()) and q.id = p_run and q.status = 'QUEUED'
  ),
  -- 2. What is due before this run.
  before as (
    select q.organization_id, q.run_at,
      q.organization_id = m.organization_id and (q.run_at, q.id) < (m.run_at, m.id) as own
    from claimable q cross join mine m
    where q.run_at <= greatest(m.run_at, clock_timestamp()) and q.id <> m.id
    order by q.run_at limit 1000
  ),
  -- 3. Runs of each organization, and when its turn comes.
  turns as (
    select t.organization_id, t.runs, t.own, row(
      coalesce((select max(s.claimed_at) from public.sync_run s
        where s.organization_id = t.organization_id and s.claimed_at is not null), '-infinity'),
      t.first_due) as turn
    from (
      select d.organization_id, count(*) filter (where d.counts) as runs, count(*) filter (where d.own) as own,
        min(d.run_at) as first_due
      from (
        select b.organization_id, b.run_at, true as counts, b.own from before b
        union all select m.organization_id, m.run_at, false, false from mine m) d
      group by d.organization_id) t
  )
  -- 4. Own runs ahead, and as many of each other organization.
  select (1 + o.own + coalesce(sum(least(t.runs, o.own + (t.turn < o.turn)::integer)), 0))::integer
  from mine m
  join turns o on o.organization_id = m.organization_id
  left join turns t on t.organization_id <> m.organization_id
  group by o.own;
end;

grant execute on function app.queue_position(uuid) to oct_app;
grant execute on function
  app.claim_run(uuid, interval, uuid),
  app.renew_run(uuid, uuid, integer, interval),
  app.postpone_run(uuid, uuid, integer, interval, boolean, text, text)
to oct_system;
