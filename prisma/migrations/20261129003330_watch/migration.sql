-- The watch: each night it looks at what is deployed for each customer, in the time and with the quota that no user waits for.

-- 1. When a customer was looked at, when it is due again, and when its workspaces were. None of it is a change of the
--    customer, so none of it is on record, and updated_at stays.
alter table customer
  add column deployment_checked_at timestamptz(3),
  add column deployment_due_at timestamptz(3) not null default now(),
  add column drafts_checked_at timestamptz(3);
create index customer_deployment_due_idx on customer (deployment_due_at)
  where deleted_at is null and container_path is not null and status in ('READY', 'ERROR');
grant update (deployment_checked_at, drafts_checked_at) on customer to oct_app;
call app.audit('customer', 'customer', p_ignored => '{updated_at,version,tracking_count,search_text,deployment_worst,deployment_rank,open_findings,requested_choice,choice_due_at,deployment_checked_at,deployment_due_at,drafts_checked_at}');
call app.hide_from_planner('customer');
drop trigger set_updated_at on customer;
create trigger set_updated_at before update on customer for each row
when ((old.deployment_checked_at, old.deployment_due_at, old.drafts_checked_at)
  is not distinct from (new.deployment_checked_at, new.deployment_due_at, new.drafts_checked_at))
execute function app.set_updated_at();

insert into app.last_visit (visitor) values ('verify-deployments');

-- 2. A look is a run in the background: it has a row while it is at work, and is not on record. It is in no turn, so the
--    queue of the others does not change by it.
create index sync_run_background_idx on sync_run (lease_until) where background;
call app.hide_from_planner('sync_run');
drop trigger audit_update on sync_run;
create trigger audit_update after update on sync_run for each row
when (not new.background
  and (old.kind <> new.kind or old.status <> new.status and new.status not in ('QUEUED', 'RUNNING')))
execute function app.audit_change('syncRun', 'id',
  '{customer_id,container_path,checkpoint,workspace_path,error_message,attempts,run_at,lease_owner,lease_until,fence,claimed_at,finished_at,updated_at,plan,background}',
  '{}', '{}', 'f');
drop trigger record_queue_insert on sync_run;
create trigger record_queue_insert after insert on sync_run for each row
when (not new.background and (new.status in ('QUEUED', 'RUNNING') or new.claimed_at is not null))
execute function app.record_queue_change();
drop trigger record_queue_update on sync_run;
create trigger record_queue_update after update on sync_run for each row
when (not new.background and (new.status <> old.status or new.run_at <> old.run_at or new.lease_until < old.lease_until
  or new.claimed_at is distinct from old.claimed_at or new.container_path is distinct from old.container_path))
execute function app.record_queue_change();
drop trigger record_queue_delete on sync_run;
create trigger record_queue_delete after delete on sync_run for each row
when (not old.background)
execute function app.record_queue_change();

create function app.remove_look() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  delete from public.sync_run r where r.organization_id = new.organization_id and r.id = new.id;
  return null;
end $$;
create trigger remove_look after update on sync_run for each row
when (new.background and new.status not in ('QUEUED', 'RUNNING'))
execute function app.remove_look();

-- A number that is another one for each customer, and always the same.
create function app.spread(p_customer uuid) returns integer
language sql immutable set search_path = ''
return ('x' || left(md5(p_customer::text), 7))::bit(28)::integer;

-- Whether a look reads the workspaces too: each week, the first time on a night of its own.
create function app.reads_drafts(p_customer uuid, p_checked_at timestamptz, p_now timestamptz) returns boolean
language sql stable set search_path = ''
return case when p_checked_at is null
  then mod(app.spread(p_customer) + extract(doy from p_now at time zone 'UTC')::integer, 7) = 0
  else p_checked_at < p_now - interval '156 hours' end;

-- 3. When a customer is looked at next: each night at its own moment of the hours from 20 to 4 UTC, and not twice in one night.
create function app.next_look(p_customer uuid, p_now timestamptz) returns timestamptz
language sql stable set search_path = ''
begin atomic
  select m.at + case when m.at < p_now + interval '12 hours' then interval '1 day' else interval '0' end
  from (select date_trunc('day', p_now, 'UTC') + interval '20 hours'
    + make_interval(secs => mod(app.spread(p_customer), 28800))) m (at);
end;

-- 4. Claims the look that is due: one that was cut off, gave way or was postponed, then the customer that waits longest. The
--    customer is due again on the next night from here on; the row of the look remembers that it is not done.
create function app.claim_look(p_owner uuid, p_lease interval, p_now timestamptz default null)
returns table (organization_id uuid, id uuid, fence integer)
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_generic_plan
set enable_seqscan = off as $$
declare
  v_now constant timestamptz := coalesce(p_now, clock_timestamp());
  v_look record;
  v_customer record;
  v_container text;
begin
  -- 1. A look that is not done. The customer may be paused, deleted or connected to another container by now.
  for v_look in
    select r.id, r.organization_id, r.customer_id from public.sync_run r
    where r.background and r.lease_until <= v_now
    order by r.lease_until, r.id
    for no key update skip locked
  loop
    select k.container into v_container from public.customer c
    cross join lateral app.syncable_container(c.organization_id, c.id, 'VERIFY') k (container)
    where c.organization_id = v_look.organization_id and c.id = v_look.customer_id and c.deleted_at is null;
    if v_container is null then
      delete from public.sync_run r where r.id = v_look.id;
      continue;
    end if;
    continue when exists (
      select from public.sync_run o
      where o.status = 'RUNNING' and o.container_path = v_container and o.id <> v_look.id);
    return query
    update public.sync_run r
    set container_path = v_container, lease_owner = p_owner, lease_until = v_now + p_lease, run_at = v_now + p_lease,
      fence = r.fence + 1, attempts = r.attempts + 1, claimed_at = v_now
    where r.id = v_look.id
    returning r.organization_id, r.id, r.fence;
    return;
  end loop;

  -- 2. The customer that is due longest, and has something to look at. What is at work in its container looks at it itself.
  --    A run that is due after its lease is at work for no other: whoever deletes or detaches does not wait for a look.
  loop
    select c.organization_id, c.id, c.tracking_count, c.drafts_checked_at into v_customer
    from public.customer c
    where c.deployment_due_at <= v_now and c.deleted_at is null and c.container_path is not null
      and c.status in ('READY', 'ERROR') and not exists (
        select from public.sync_run o where o.status = 'RUNNING' and o.container_path = c.container_path)
    order by c.deployment_due_at limit 1
    for no key update of c skip locked;
    exit when not found;
    update public.customer c set deployment_due_at = app.next_look(c.id, v_now)
    where c.organization_id = v_customer.organization_id and c.id = v_customer.id;
    v_container := app.syncable_container(v_customer.organization_id, v_customer.id, 'VERIFY');
    if v_customer.tracking_count > 0 and v_container is not null then
      return query
      insert into public.sync_run as r (organization_id, customer_id, kind, background, status, container_path, request,
        run_at, lease_owner, lease_until, fence, attempts, claimed_at)
      values (v_customer.organization_id, v_customer.id, 'VERIFY', true, 'RUNNING', v_container,
        case when app.reads_drafts(v_customer.id, v_customer.drafts_checked_at, v_now) then '{"drafts": true}' else '{}' end::jsonb,
        v_now + p_lease, p_owner, v_now + p_lease, 1, 1, v_now)
      returning r.organization_id, r.id, r.fence;
      return;
    end if;
  end loop;
exception when unique_violation then
  -- A run has claimed the container concurrently: nothing for this caller now.
  return;
end $$;
revoke all on function app.claim_look(uuid, interval, timestamptz) from public;
grant execute on function app.claim_look(uuid, interval, timestamptz) to oct_system;

-- 5. As before, without looks: a run of people takes their container over.
create or replace function app.next_run(p_now timestamptz, p_writes boolean default true) returns table (id uuid, container text)
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
        and not r.background
        and (r.status = 'QUEUED' or r.lease_until <= p_now)
        and k.container is not null and (p_writes or app.only_looks(r.kind))
        and not exists (
          select from public.sync_run o
          where o.status = 'RUNNING' and o.container_path = k.container and o.id <> r.id and not o.background)
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

-- Gives a run a new lease and the next fence. A look into its container gives way: it has lost its lease by its next call,
-- and is taken up again later.
create function app.start_run(p_run uuid, p_container text, p_owner uuid, p_lease interval, p_now timestamptz)
returns table (organization_id uuid, id uuid, fence integer)
language plpgsql volatile set search_path = '' set enable_seqscan = off as $$
begin
  update public.sync_run r set lease_owner = app.uuid_v7(), lease_until = p_now, run_at = p_now, container_path = null
  where p_run is not null and r.status = 'RUNNING' and r.container_path = p_container and r.background and r.id <> p_run;
  return query
  update public.sync_run r
  set status = 'RUNNING', container_path = p_container, lease_owner = p_owner, lease_until = p_now + p_lease,
    fence = r.fence + 1, attempts = r.attempts + 1, claimed_at = p_now
  where r.id = p_run
  returning r.organization_id, r.id, r.fence;
end $$;

create or replace function app.claim_run(p_owner uuid, p_lease interval, p_run uuid default null, p_writes boolean default true)
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
    where r.id = p_run and not r.background
      and (r.status = 'QUEUED' and r.run_at <= v_now or r.status = 'RUNNING' and r.lease_until <= v_now)
      and k.container is not null and (p_writes or app.only_looks(r.kind))
      and not exists (
        select from public.sync_run o
        where o.status = 'RUNNING' and o.container_path = k.container and o.id <> r.id and not o.background)
    for no key update of r skip locked;
  end if;

  -- 3. Claim.
  return query
  select c.organization_id, c.id, c.fence from app.start_run(v_run, v_container, p_owner, p_lease, clock_timestamp()) c;
exception when unique_violation then
  -- Another organization's run claimed the same container concurrently: nothing for this caller now.
  return;
end $$;

create or replace function app.first_due(p_organization uuid) returns timestamptz
language plpgsql stable set search_path = '' set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  return least(
    (select r.run_at from public.sync_run r
     cross join lateral app.syncable_container(r.organization_id, r.customer_id, r.kind) k (container)
     where r.organization_id = p_organization and r.status in ('QUEUED', 'RUNNING') and r.status = 'QUEUED'
       and not r.background and k.container is not null and not exists (
         select from public.sync_run o
         where o.status = 'RUNNING' and o.container_path = k.container and o.organization_id = p_organization
           and not o.background)
     order by r.run_at limit 1),
    (select min(r.lease_until) from public.sync_run r
     where r.organization_id = p_organization and r.status = 'RUNNING' and not r.background
       and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null),
    'infinity');
end $$;

create or replace function app.last_claim(p_organization uuid) returns timestamptz
language sql stable set search_path = '' set enable_seqscan = off set enable_bitmapscan = off
begin atomic
  select coalesce(max(r.claimed_at), '-infinity') from public.sync_run r
  where r.organization_id = p_organization and r.claimed_at is not null and not r.background;
end;

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
      and (r.run_at, r.id) < (v_run_at, p_run) and not r.background and (r.status = 'QUEUED' or r.lease_until <= v_now)
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
        and not r.background
        and (r.status = 'QUEUED' or r.lease_until <= v_now)
        and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null
      order by r.run_at, r.id limit v_ahead + v_is_before::integer) theirs) end;
  end loop;
  return least(v_place, v_last);
end $$;

create or replace function app.service_state(p_now timestamptz default null, p_writes boolean default true) returns table (
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
    and g.status = 'ACTIVE' and g.deleted_at is null and not r.background
    and (app.only_looks(r.kind) or p_writes and not o.writes_paused and (r.kind = 'ROLLBACK' or not c.hold));
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

-- 6. The quota. `watch` is the part of `used` that looks have used: it is in no organization's share.
alter table quota_day add column watch integer not null default 0;
call app.hide_from_planner('quota_day');

-- Counts the start of a call, in the row of one that was before p_over or in a new one.
create function app.count_start(p_project text, p_day date, p_over timestamptz, p_at timestamptz, p_organization uuid)
returns void
language plpgsql volatile set search_path = '' as $$
begin
  update public.quota_day d set used = d.used + 1, watch = d.watch + (p_organization is null)::integer
  where d.project = p_project and d.day = p_day;
  insert into public.quota_slot as s (project, slot, granted_at, organization_id)
  select p_project, coalesce(
      (select o.slot from public.quota_slot o
       where o.project = p_project and o.granted_at <= p_over order by o.slot limit 1),
      (select max(o.slot) + 1 from public.quota_slot o where o.project = p_project), 0), p_at, p_organization
  on conflict (project, slot) do update
  set granted_at = excluded.granted_at, organization_id = excluded.organization_id;
end $$;

-- Whether a run that a user waits for is due, at work, or postponed until the quota has room for it.
create function app.people_wait(p_now timestamptz, p_writes boolean) returns boolean
language plpgsql stable set search_path = '' set enable_seqscan = off as $$
begin
  return exists (
    select from public.sync_run r
    where r.status = 'RUNNING' and r.lease_until > p_now and not r.background and r.container_path is not null
      and (r.run_at <= p_now or r.error_code = 'rate_limited')
      and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null
  ) or exists (
    select from app.due_turns(p_now, 100) t
    join public.sync_run r on r.organization_id = t.organization_id
    where r.status in ('QUEUED', 'RUNNING') and r.run_at <= p_now and (r.status = 'QUEUED' or r.lease_until <= p_now)
      and not r.background and (p_writes or app.only_looks(r.kind))
      and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null);
end $$;

-- One start of a call for the watch, within the figures of app.take_quota_slot: none while people wait, evenly over the
-- window, and with a twentieth of it and a fifth of the day left to people.
create function app.take_watch_slot(
  p_now timestamptz default null, p_project text default '', p_per_window integer default 25,
  p_per_day integer default 10000, p_writes boolean default true)
returns table (granted boolean, retry_after_ms integer, reason text)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_window constant interval := interval '102 seconds';
  v_slots constant integer := greatest(ceil(p_per_window * 0.95), 1);
  v_now constant timestamptz := coalesce(p_now, clock_timestamp());
  v_day constant date := (v_now at time zone 'America/Los_Angeles')::date;
begin
  if app.people_wait(v_now, p_writes) then
    return query select false, 1000, 'people';
    return;
  end if;

  -- 1. The pace. What it rejects here waits for no lock, and none waits for it.
  retry_after_ms := app.quota_wait(p_project, null, v_window / v_slots, 1, v_now);
  if retry_after_ms is null then
    -- 2. Lock the project as app.take_quota_slot does, and look again.
    insert into public.quota_slot (project, slot, granted_at) values (p_project, 0, 'epoch') on conflict do nothing;
    perform from public.quota_slot s where s.project = p_project and s.slot = 0 for no key update;
    insert into public.quota_day (project, day, used) values (p_project, v_day, 0) on conflict do nothing;
    if found then
      delete from app.quota_share s where s.project = p_project and s.day < v_day;
    end if;
    retry_after_ms := coalesce(
      app.quota_wait(p_project, null, v_window / v_slots, 1, v_now),
      app.quota_wait(p_project, null, v_window, v_slots, v_now));
  end if;
  if retry_after_ms is not null then
    return query select false, retry_after_ms, 'window';
    return;
  end if;

  -- 3. The day.
  if (select d.used from public.quota_day d where d.project = p_project and d.day = v_day) >= p_per_day * 4 / 5 then
    return query select false, app.ms_until((v_day + 1)::timestamp at time zone 'America/Los_Angeles', v_now), 'day';
    return;
  end if;
  perform app.count_start(p_project, v_day, v_now - v_window, coalesce(p_now, clock_timestamp()), null);
  return query select true, 0, null::text;
end $$;
revoke all on function app.take_watch_slot(timestamptz, text, integer, integer, boolean) from public;
grant execute on function app.take_watch_slot(timestamptz, text, integer, integer, boolean) to oct_system;

-- As before, without looks.
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
  v_watch integer;
  v_own integer;
  v_others integer;
begin
  -- 1. The organization's share of the window, by how many have runs that can be executed.
  select count(*) into v_share from (
    select r.organization_id from public.sync_run r
    where r.status = 'RUNNING' and r.container_path is not null and not r.background
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
    select d.used, d.watch into v_used, v_watch from public.quota_day d where d.project = p_project and d.day = v_day;
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
      v_others := v_used - v_watch - v_own;
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
    insert into app.quota_share as s (project, day, organization_id, used, unconnected)
    values (p_project, v_day, p_organization, 1, (not v_is_live)::integer)
    on conflict (project, day, organization_id) do update
    set used = s.used + 1, unconnected = s.unconnected + excluded.unconnected;
    perform app.count_start(p_project, v_day, v_now - v_window, coalesce(p_now, clock_timestamp()), p_organization);
  end if;
  return next;
end $$;
