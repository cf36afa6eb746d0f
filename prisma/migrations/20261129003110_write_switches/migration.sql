-- Two switches stop what is written at Google: an organization's, which is a column, and the operator's, which is a setting
-- that claims bring along. Runs that would write wait; those that only look go on.

alter table organization add column writes_paused boolean not null default false;
grant update (writes_paused) on organization to oct_app;
call app.audit('organization', 'organization', p_ignored => '{updated_at,version}');
call app.hide_from_planner('organization');

-- 1. A switch that is turned changes what of the organization can be claimed: the next claim looks at it.
create function app.record_switch() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into app.queue_change (organization_id) values (new.id);
  return null;
end $$;
create trigger record_switch after update on organization for each row
when (new.writes_paused <> old.writes_paused)
execute function app.record_switch();

-- 2. The container that a run of the customer may work on. Null: the customer is not syncable, or the run would write while
--    its organization has paused that.
drop function app.claim_run(uuid, interval, uuid);
drop function app.next_run(timestamptz);
drop function app.syncable_container(uuid, uuid);
create function app.syncable_container(p_organization uuid, p_customer uuid, p_kind text) returns text
language plpgsql stable set search_path = '' as $$
begin
  return (
    select c.container_path from public.customer c
    join public.google_connection g
      on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
    where c.organization_id = p_organization and c.id = p_customer and g.status = 'ACTIVE'
      and (c.status in ('READY', 'ERROR') or c.deleted_at is not null)
      and (p_kind = 'VERIFY' or not (select o.writes_paused from public.organization o where o.id = p_organization)));
end $$;

-- 3. As before, for runs of any kind.
create or replace function app.first_due(p_organization uuid) returns timestamptz
language plpgsql stable set search_path = '' set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  return least(
    (select r.run_at from public.sync_run r
     cross join lateral app.syncable_container(r.organization_id, r.customer_id, r.kind) k (container)
     where r.organization_id = p_organization and r.status in ('QUEUED', 'RUNNING') and r.status = 'QUEUED'
       and k.container is not null and not exists (
         select from public.sync_run o
         where o.status = 'RUNNING' and o.container_path = k.container and o.organization_id = p_organization)
     order by r.run_at limit 1),
    (select min(r.lease_until) from public.sync_run r
     where r.organization_id = p_organization and r.status = 'RUNNING'
       and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null),
    'infinity');
end $$;

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
    and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null;
  if not found then
    return null;
  end if;
  select count(*), coalesce(min(own.run_at), v_run_at) into v_ahead, v_due_at from (
    select r.run_at from public.sync_run r
    where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING')
      and (r.run_at, r.id) < (v_run_at, p_run) and (r.status = 'QUEUED' or r.lease_until <= v_now)
      and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null
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
        and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null
      order by r.run_at, r.id limit v_ahead + v_is_before::integer) theirs) end;
  end loop;
  return least(v_place, v_last);
end $$;

create or replace function app.take_quota_slot(
  p_organization uuid, p_now timestamptz default null, p_project text default '', p_per_window integer default 25,
  p_per_day integer default 10000)
returns table (granted boolean, retry_after_ms integer, reason text)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_window constant interval := interval '102 seconds';
  v_run constant integer := least(10, p_per_window);
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_day date := (v_now at time zone 'America/Los_Angeles')::date;
  v_is_live boolean := app.has_live_connection(p_organization);
  v_all integer := case when v_is_live then p_per_day else greatest(p_per_day / 10, v_run) end;
  v_share integer;
  v_used integer;
  v_own integer;
  v_others integer;
begin
  -- 1. The organization's share of the window, by how many have runs that can be executed.
  select count(*) into v_share from (
    select r.organization_id from public.sync_run r
    where r.status = 'RUNNING' and r.container_path is not null
      and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null
    union select t.organization_id from app.due_turns(v_now, p_per_window) t
    union select p_organization
    limit p_per_window) active;
  v_share := greatest(ceil(p_per_window::numeric / v_share), v_run);
  retry_after_ms := app.quota_wait(p_project, p_organization, v_window, v_share, v_now);
  reason := 'share';

  -- 2. The window. What it rejects here waits for no lock.
  if retry_after_ms is null then
    retry_after_ms := app.quota_wait(p_project, null, v_window, p_per_window, v_now);
    reason := 'window';
  end if;

  -- 3. Lock the project by its first slot, which outlives a day: from here on one after the other, so that what is counted is
  --    exact. Then look again.
  if retry_after_ms is null then
    insert into public.quota_slot (project, slot, granted_at) values (p_project, 0, 'epoch') on conflict do nothing;
    perform from public.quota_slot s where s.project = p_project and s.slot = 0 for no key update;
    insert into public.quota_day (project, day, used) values (p_project, v_day, 0) on conflict do nothing;
    if found then
      delete from app.quota_share s where s.project = p_project and s.day < v_day;
    end if;
    select d.used into v_used from public.quota_day d where d.project = p_project and d.day = v_day;
    retry_after_ms := app.quota_wait(p_project, p_organization, v_window, v_share, v_now);
    reason := 'share';
  end if;
  if retry_after_ms is null then
    retry_after_ms := app.quota_wait(p_project, null, v_window, p_per_window, v_now);
    reason := 'window';
  end if;

  -- 4. The day.
  if retry_after_ms is null then
    -- One without a live connection shares a small part with its like, by what each has used without one.
    select coalesce(sum(case when v_is_live then s.used else s.unconnected end)
        filter (where s.organization_id = p_organization), 0),
      coalesce(sum(s.unconnected) filter (where s.organization_id <> p_organization), 0)
    into v_own, v_others
    from app.quota_share s
    where s.project = p_project and s.day = v_day and (s.organization_id = p_organization or not v_is_live);
    if v_is_live then
      v_others := v_used - v_own;
    end if;
    reason := case
      when v_used >= p_per_day then 'day'
      when v_own + v_others >= v_all or v_own >= greatest((v_all - v_others) / 2, v_run) then 'day_share' end;
    if reason is not null then
      retry_after_ms := app.ms_until((v_day + 1)::timestamp at time zone 'America/Los_Angeles', v_now);
    end if;
  end if;
  granted := retry_after_ms is null;

  -- 5. Count the call, in the row of one that is over or in a new one.
  if granted then
    reason := null;
    retry_after_ms := 0;
    update public.quota_day d set used = d.used + 1 where d.project = p_project and d.day = v_day;
    insert into app.quota_share as s (project, day, organization_id, used, unconnected)
    values (p_project, v_day, p_organization, 1, (not v_is_live)::integer)
    on conflict (project, day, organization_id) do update
    set used = s.used + 1, unconnected = s.unconnected + excluded.unconnected;
    insert into public.quota_slot as s (project, slot, granted_at, organization_id)
    select p_project, coalesce(
        (select o.slot from public.quota_slot o
         where o.project = p_project and o.granted_at <= v_now - v_window order by o.slot limit 1),
        (select max(o.slot) + 1 from public.quota_slot o where o.project = p_project), 0),
      coalesce(p_now, clock_timestamp()), p_organization
    on conflict (project, slot) do update
    set granted_at = excluded.granted_at, organization_id = excluded.organization_id;
  end if;
  return next;
end $$;

-- 4. As before. p_writes false: only runs that look are claimed. The turns stay as they are then, since others may write.
create function app.next_run(p_now timestamptz, p_writes boolean default true) returns table (id uuid, container text)
language plpgsql volatile set search_path = '' set enable_seqscan = off set enable_bitmapscan = off as $$
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
      cross join lateral app.syncable_container(r.organization_id, r.customer_id, r.kind) k (container)
      where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING') and r.run_at <= p_now
        and (r.status = 'QUEUED' or r.lease_until <= p_now)
        and k.container is not null and (p_writes or r.kind = 'VERIFY')
        and not exists (
          select from public.sync_run o
          where o.status = 'RUNNING' and o.container_path = k.container and o.id <> r.id)
      order by r.run_at, r.id limit 1
      for no key update of r skip locked;
      if found then
        return;
      end if;
      continue when not p_writes;
      perform from app.queue_turn t where t.organization_id = v_organization for update skip locked;
      if found then
        perform app.settle_turn(v_organization, p_now);
      end if;
    end loop;
    exit when v_changes < v_batch;
  end loop;
end $$;

create function app.claim_run(p_owner uuid, p_lease interval, p_run uuid default null, p_writes boolean default true)
returns table (organization_id uuid, id uuid, fence integer)
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_generic_plan
set enable_seqscan = off as $$
declare
  v_now timestamptz := clock_timestamp();
  v_run uuid;
  v_container text;
begin
  -- 1. Release containers. A run whose lease ran out and whose customer cannot be synced stays RUNNING and goes on once
  --    it can; until then it gives up its container, which another organization may look after too.
  update public.sync_run r set container_path = null
  where r.status = 'RUNNING' and r.lease_until <= v_now and r.container_path is not null
    and app.syncable_container(r.organization_id, r.customer_id, r.kind) is null;

  -- 2. Choose and lock: queued and due, or running with a lease that ran out; nothing else runs in the container.
  if p_run is null then
    select n.id, n.container into v_run, v_container from app.next_run(v_now, p_writes) n;
  else
    select r.id, k.container into v_run, v_container from public.sync_run r
    cross join lateral app.syncable_container(r.organization_id, r.customer_id, r.kind) k (container)
    where r.id = p_run
      and (r.status = 'QUEUED' and r.run_at <= v_now or r.status = 'RUNNING' and r.lease_until <= v_now)
      and k.container is not null and (p_writes or r.kind = 'VERIFY')
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
grant execute on function app.claim_run(uuid, interval, uuid, boolean) to oct_system;

-- 5. As before, but that runs which wait for a switch are not overdue.
drop function app.service_state(timestamptz);
create function app.service_state(p_now timestamptz default null, p_writes boolean default true) returns table (
  visits jsonb, quota_used integer, overdue_runs integer, lost_logins integer, used_keys text[], migration text,
  unfinished_migrations integer)
language plpgsql stable security definer set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
begin
  -- 1. Cron jobs and the quota.
  select jsonb_object_agg(v.visitor, jsonb_build_object(
      'seconds', extract(epoch from v_now - coalesce(v.ended_at, v.created_at))::integer, 'failures', v.failures))
  into visits from app.last_visit v;
  select coalesce(max(d.used), 0) into quota_used from public.quota_day d
  where d.day = (v_now at time zone 'America/Los_Angeles')::date;

  -- 2. Runs that nothing has taken up for a quarter of an hour, and logins that their owners have to connect again.
  --    One that waits for its organization (a paused customer, a lost login, a switch) is not overdue.
  select count(*) into overdue_runs
  from public.sync_run r
  join public.organization o on o.id = r.organization_id
  join public.customer c on c.organization_id = r.organization_id and c.id = r.customer_id
  join public.google_connection g
    on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
  where (r.status = 'QUEUED' and r.run_at < v_now - interval '15 minutes'
      or r.status = 'RUNNING' and r.lease_until < v_now - interval '15 minutes')
    and (c.status in ('READY', 'ERROR') or c.deleted_at is not null) and c.container_path is not null
    and g.status = 'ACTIVE' and g.deleted_at is null
    and (r.kind = 'VERIFY' or p_writes and not o.writes_paused);
  select count(*) into lost_logins from public.google_connection g where g.status = 'ERROR' and g.deleted_at is null;

  -- 3. Ids of the keys that stored tokens need: v1.<key id>.…
  select coalesce(array_agg(distinct split_part(t.token, '.', 2)), '{}') into used_keys
  from public.google_connection g cross join lateral (values (g.refresh_token), (g.access_token)) t (token)
  where g.deleted_at is null and t.token like 'v1.%';

  -- 4. Migrations. Where another tool has applied them, there is no record.
  begin
    select max(m.migration_name) filter (where m.finished_at is not null),
      count(*) filter (where m.finished_at is null)
    into migration, unfinished_migrations from public._prisma_migrations m where m.rolled_back_at is null;
  exception when undefined_table then
    unfinished_migrations := 0;
  end;
  return next;
end $$;
grant execute on function app.service_state(timestamptz, boolean) to oct_system;
