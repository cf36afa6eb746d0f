-- A claim looks at one organization, not at the queue: whose turn it is stands in a table of its own. Only claims write it.
-- What else changes a queue adds a row to app.queue_change and locks nothing, so that no user waits for a claim or for
-- another user, and the change is there exactly when its transaction has committed.

-- 1. Turns: the organization claimed for longest ago comes first, then the one whose run is due for longest.
create table app.queue_turn (
  organization_id uuid not null,
  claimed_at timestamptz(3) not null default '-infinity',
  -- When the first of its runs that can be executed is due.
  due_at timestamptz(3) not null default 'infinity',
  -- It has come: this one is looked at by claims. Before, it waits.
  in_turn boolean not null default false,
  constraint queue_turn_pkey primary key (organization_id)
);
create index queue_turn_order_idx on app.queue_turn (claimed_at, due_at, organization_id) where in_turn;
create index queue_turn_due_idx on app.queue_turn (due_at) where not in_turn;

-- 2. Organizations whose turn is to be looked at again.
create table app.queue_change (
  id bigint generated always as identity,
  organization_id uuid not null,
  constraint queue_change_pkey primary key (id)
);

alter table app.queue_turn enable row level security, force row level security;
alter table app.queue_change enable row level security, force row level security;
create policy owner_all on app.queue_turn for all to oct_owner using (true) with check (true);
create policy owner_all on app.queue_change for all to oct_owner using (true) with check (true);

create function app.record_queue_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.queue_change (organization_id) values (coalesce(new.organization_id, old.organization_id));
  return null;
end $$;

-- A run that is there or gone, due at another time, claimed, or at its end; whatever lets a customer be synced, or not.
-- A lease that is prolonged is no change.
create trigger record_queue_insert after insert on public.sync_run for each row
when (new.status in ('QUEUED', 'RUNNING') or new.claimed_at is not null)
execute function app.record_queue_change();
create trigger record_queue_update after update on public.sync_run for each row
when (new.status <> old.status or new.run_at <> old.run_at or new.lease_until < old.lease_until
  or new.claimed_at is distinct from old.claimed_at or new.container_path is distinct from old.container_path)
execute function app.record_queue_change();
create trigger record_queue_delete after delete on public.sync_run for each row
execute function app.record_queue_change();
create trigger record_queue_update after update on public.customer for each row
when (new.status <> old.status or new.deleted_at is distinct from old.deleted_at
  or new.container_path is distinct from old.container_path
  or new.google_account_id is distinct from old.google_account_id)
execute function app.record_queue_change();
create trigger record_queue_update after update on public.google_connection for each row
when (new.status <> old.status)
execute function app.record_queue_change();

-- 3. The runs of an organization in the order of their claims. It replaces the index over all that are due.
create index sync_run_queue_idx on public.sync_run (organization_id, run_at, id) where status in ('QUEUED', 'RUNNING');
drop index public.sync_run_due_idx;

-- The container that a run of the customer may work on. Null: the customer lacks one, is paused, or its login is lost. What
-- a deleted customer has left at Google is removed whatever its status was; one in ERROR with a healthy login has lost its
-- container, and a run finds out whether that is fixed. Not in SQL, or the planner would join more than is looked at.
create function app.syncable_container(p_organization uuid, p_customer uuid) returns text
language plpgsql stable set search_path = '' as $$
begin
  return (
    select c.container_path from public.customer c
    join public.google_connection g
      on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
    where c.organization_id = p_organization and c.id = p_customer and g.status = 'ACTIVE'
      and (c.status in ('CONNECTED', 'ERROR') or c.deleted_at is not null));
end $$;

-- When the first run of an organization that can be executed is due. One that waits for another run of the organization to
-- leave its container does not count: that run's end is a change. One that waits for another organization's run does.
create function app.first_due(p_organization uuid) returns timestamptz
language plpgsql stable set search_path = '' as $$
begin
  return least(
    (select r.run_at from public.sync_run r
     cross join lateral app.syncable_container(r.organization_id, r.customer_id) k (container)
     where r.organization_id = p_organization and r.status in ('QUEUED', 'RUNNING') and r.status = 'QUEUED'
       and k.container is not null and not exists (
         select from public.sync_run o
         where o.status = 'RUNNING' and o.container_path = k.container and o.organization_id = p_organization)
     order by r.run_at limit 1),
    (select min(r.lease_until) from public.sync_run r
     where r.organization_id = p_organization and r.status = 'RUNNING'
       and app.syncable_container(r.organization_id, r.customer_id) is not null),
    'infinity');
end $$;

-- When a run of an organization was claimed last.
create function app.last_claim(p_organization uuid) returns timestamptz
language sql stable set search_path = ''
begin atomic
  select coalesce(max(r.claimed_at), '-infinity') from public.sync_run r
  where r.organization_id = p_organization and r.claimed_at is not null;
end;

-- Brings the turn of an organization up to date. The lock comes before the look: of two that settle it, the later one sees
-- what the earlier one saw. An organization without a run has no turn.
create function app.settle_turn(p_organization uuid, p_now timestamptz) returns void
language plpgsql volatile set search_path = '' as $$
declare
  v_claimed_at timestamptz;
  v_due_at timestamptz;
begin
  insert into app.queue_turn (organization_id) values (p_organization) on conflict do nothing;
  perform from app.queue_turn t where t.organization_id = p_organization for update;
  v_claimed_at := app.last_claim(p_organization);
  v_due_at := app.first_due(p_organization);
  if v_claimed_at = '-infinity' and v_due_at = 'infinity' then
    delete from app.queue_turn t where t.organization_id = p_organization;
  else
    update app.queue_turn t set claimed_at = v_claimed_at, due_at = v_due_at, in_turn = v_due_at <= p_now
    where t.organization_id = p_organization;
  end if;
end $$;

-- The organizations of which a run is due, in the order of their turns: at least so many, if there are. A turn that no claim
-- has brought up to date yet is looked at as it is now.
create function app.due_turns(p_now timestamptz, p_limit integer)
returns table (organization_id uuid, claimed_at timestamptz, due_at timestamptz)
language sql stable set search_path = ''
begin atomic
  with changed as (
    select distinct q.organization_id
    from (select h.organization_id from app.queue_change h order by h.id limit 10000) q
  ), kept as (
    (select t.organization_id, t.claimed_at, t.due_at from app.queue_turn t where t.in_turn
     order by t.claimed_at, t.due_at, t.organization_id limit p_limit + (select count(*) from changed))
    union all
    (select t.organization_id, t.claimed_at, t.due_at from app.queue_turn t
     where not t.in_turn and t.due_at <= p_now order by t.due_at limit 1000)
  ), turns as (
    select k.organization_id, k.claimed_at, k.due_at from kept k
    where k.organization_id not in (select c.organization_id from changed c)
    union all
    select c.organization_id, app.last_claim(c.organization_id), app.first_due(c.organization_id) from changed c
  )
  select t.organization_id, t.claimed_at, t.due_at from turns t where t.due_at <= p_now
  order by t.claimed_at, t.due_at, t.organization_id;
end;

-- Locks the run that is next, with its container: no row where nothing is due.
create function app.next_run(p_now timestamptz) returns table (id uuid, container text)
language plpgsql volatile set search_path = '' as $$
declare
  v_batch constant integer := 1000;
  v_changes integer;
  v_change record;
  v_organization uuid;
begin
  loop
    -- 1. What has changed, so much at a time. Claims wait for each other here, in one order, and nowhere behind it.
    v_changes := 0;
    for v_change in
      with changed as (
        delete from app.queue_change q
        where q.id in (select h.id from app.queue_change h order by h.id limit v_batch for update)
        returning q.organization_id)
      select c.organization_id, count(*) as changes from changed c group by c.organization_id order by c.organization_id
    loop
      v_changes := v_changes + v_change.changes;
      perform app.settle_turn(v_change.organization_id, p_now);
    end loop;

    -- 2. Whose turn has come.
    update app.queue_turn t set in_turn = true
    where t.organization_id in (
      select w.organization_id from app.queue_turn w where not w.in_turn and w.due_at <= p_now
      order by w.due_at limit v_batch for update skip locked);

    -- 3. The first organization of which a run is due, is not locked, and has its container to itself. One that turns out to
    --    have none waits until it has.
    for v_organization in
      select t.organization_id from app.queue_turn t where t.in_turn
      order by t.claimed_at, t.due_at, t.organization_id
    loop
      return query
      select r.id, k.container from public.sync_run r
      cross join lateral app.syncable_container(r.organization_id, r.customer_id) k (container)
      where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING') and r.run_at <= p_now
        and (r.status = 'QUEUED' or r.lease_until <= p_now)
        and k.container is not null
        and not exists (
          select from public.sync_run o
          where o.status = 'RUNNING' and o.container_path = k.container and o.id <> r.id)
      order by r.run_at, r.id limit 1
      for no key update of r skip locked;
      if found then
        return;
      end if;
      perform from app.queue_turn t where t.organization_id = v_organization for update skip locked;
      if found then
        perform app.settle_turn(v_organization, p_now);
      end if;
    end loop;
    exit when v_changes < v_batch;
  end loop;
end $$;

-- Claims one due run: fair between organizations (longest without a claim comes first), never two at once in one
-- container. p_run names one (the background start after a request), whichever turn it is. A run waits for its Google
-- connection, so that no job is spent on a lost one. Its statements have one good plan whatever they are asked for, so
-- that is made once a connection.
create or replace function app.claim_run(p_owner uuid, p_lease interval, p_run uuid default null)
returns table (organization_id uuid, id uuid, fence integer)
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  v_now timestamptz := clock_timestamp();
  v_run uuid;
  v_container text;
begin
  -- 1. Release containers. A run whose lease ran out and whose customer cannot be synced stays RUNNING and goes on once
  --    it can; until then it gives up its container, which another organization may look after too.
  update public.sync_run r set container_path = null
  where r.status = 'RUNNING' and r.lease_until <= v_now and r.container_path is not null
    and app.syncable_container(r.organization_id, r.customer_id) is null;

  -- 2. Choose and lock: queued and due, or running with a lease that ran out; nothing else runs in the container.
  if p_run is null then
    select n.id, n.container into v_run, v_container from app.next_run(v_now) n;
  else
    select r.id, k.container into v_run, v_container from public.sync_run r
    cross join lateral app.syncable_container(r.organization_id, r.customer_id) k (container)
    where r.id = p_run
      and (r.status = 'QUEUED' and r.run_at <= v_now or r.status = 'RUNNING' and r.lease_until <= v_now)
      and k.container is not null
      and not exists (
        select from public.sync_run o
        where o.status = 'RUNNING' and o.container_path = k.container and o.id <> r.id)
    for no key update of r skip locked;
  end if;

  -- 3. Claim: a new lease and the next fence.
  return query
  update public.sync_run r
  set status = 'RUNNING', container_path = v_container, lease_owner = p_owner,
    lease_until = clock_timestamp() + p_lease, fence = r.fence + 1, attempts = r.attempts + 1,
    claimed_at = clock_timestamp()
  where r.id = v_run
  returning r.organization_id, r.id, r.fence;
exception when unique_violation then
  -- Another organization's run claimed the same container concurrently: nothing for this caller now.
  return;
end $$;

-- The place of a queued run of the session's organization among all that are due and can be executed, 1 for the next: a
-- number and no more. Follows app.claim_run, which takes organizations in turn: with k own runs ahead, every other
-- organization gets k before it, one more where its turn comes earlier. 100 stands for every later place as well, so that
-- it costs the same however long the queue is. Null: the run is not in the queue, also while the customer is to be
-- connected or resumed first.
create or replace function app.queue_position(p_run uuid) returns integer
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  v_last constant integer := 100;
  v_now constant timestamptz := clock_timestamp();
  v_organization constant uuid := app.require_org();
  v_run_at timestamptz;
  v_due_at timestamptz;
  v_claimed_at timestamptz;
  v_ahead integer;
  v_place integer;
  v_turn record;
  v_is_before boolean;
begin
  -- 1. The run, what of its organization is claimed before it, and when the organization's turn is.
  select r.run_at into v_run_at from public.sync_run r
  where r.organization_id = v_organization and r.id = p_run and r.status = 'QUEUED'
    and app.syncable_container(r.organization_id, r.customer_id) is not null;
  if not found then
    return null;
  end if;
  select count(*), coalesce(min(own.run_at), v_run_at) into v_ahead, v_due_at from (
    select r.run_at from public.sync_run r
    where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING')
      and (r.run_at, r.id) < (v_run_at, p_run) and (r.status = 'QUEUED' or r.lease_until <= v_now)
      and app.syncable_container(r.organization_id, r.customer_id) is not null
    order by r.run_at, r.id limit v_last) own;
  v_claimed_at := app.last_claim(v_organization);

  -- 2. The others in turn, each with as many runs as it gets before, until there are enough.
  v_place := 1 + v_ahead;
  for v_turn in
    select t.organization_id, t.claimed_at, t.due_at from app.due_turns(v_now, 1 + v_last) t
  loop
    exit when v_place >= v_last;
    continue when v_turn.organization_id = v_organization;
    v_is_before := (v_turn.claimed_at, v_turn.due_at, v_turn.organization_id) < (v_claimed_at, v_due_at, v_organization);
    exit when v_ahead = 0 and not v_is_before;
    v_place := v_place + case when v_ahead = 0 then 1 else (select count(*) from (
      select from public.sync_run r
      where r.organization_id = v_turn.organization_id and r.status in ('QUEUED', 'RUNNING') and r.run_at <= v_now
        and (r.status = 'QUEUED' or r.lease_until <= v_now)
        and app.syncable_container(r.organization_id, r.customer_id) is not null
      order by r.run_at, r.id limit v_ahead + v_is_before::integer) theirs) end;
  end loop;
  return least(v_place, v_last);
end $$;

-- 4. Runs that are there already.
insert into app.queue_change (organization_id)
select distinct r.organization_id from public.sync_run r
where r.status in ('QUEUED', 'RUNNING') or r.claimed_at is not null;

call app.hide_from_planner('app.queue_turn');
call app.hide_from_planner('app.queue_change');
call app.hide_from_planner('public.sync_run');
