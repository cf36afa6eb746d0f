-- Runs that plan, repair and roll back, what they are asked for and what they plan; and what holds up or postpones what a
-- customer's runs publish: a hold, an own way of publishing, a freeze.

alter table organization
  add column frozen_until timestamptz(3),
  add column auto_rollback boolean not null default true;
grant update (frozen_until, auto_rollback) on organization to oct_app;
call app.audit('organization', 'organization', p_ignored => '{updated_at,version}');
call app.hide_from_planner('organization');

alter table customer
  add column hold boolean not null default false,
  add column publish_mode text,
  add column frozen_until timestamptz(3),
  add constraint customer_publish_mode_check check (publish_mode in ('AUTO', 'MANUAL'));
grant update (hold, publish_mode, frozen_until) on customer to oct_app;
call app.audit('customer', 'customer', p_ignored => '{updated_at,version,tracking_count,search_text,deployment_worst,deployment_rank,open_findings,requested_choice,choice_due_at}');
call app.hide_from_planner('customer');

-- `request`: what a run was asked for beside its kind. `plan`: what it has planned, for people; `plan_digest`: of that and of
-- what it was based on. `background`: nobody waits for it, so it leaves the quota to the others.
alter table sync_run
  add column request jsonb not null default '{}',
  add column plan jsonb,
  add column plan_digest text,
  add column background boolean not null default false,
  drop constraint sync_run_kind_check,
  add constraint sync_run_kind_check check (kind in ('SYNC', 'PUBLISH', 'PLAN', 'VERIFY', 'REPAIR', 'ROLLBACK'));
grant insert (request, background), update (request, plan, plan_digest, background) on sync_run to oct_app;
create unique index sync_run_queued_plan_key
  on sync_run (organization_id, customer_id) where status = 'QUEUED' and kind = 'PLAN';
create unique index sync_run_queued_rollback_key
  on sync_run (organization_id, customer_id) where status = 'QUEUED' and kind = 'ROLLBACK';
call app.hide_from_planner('sync_run');
drop trigger audit_update on sync_run;
create trigger audit_update after update on sync_run for each row
when (old.kind <> new.kind or old.status <> new.status and new.status not in ('QUEUED', 'RUNNING'))
execute function app.audit_change('syncRun', 'id',
  '{customer_id,container_path,checkpoint,workspace_path,error_message,attempts,run_at,lease_owner,lease_until,fence,claimed_at,finished_at,updated_at,plan,background}',
  '{}', '{}', 'f');

-- 1. Runs that write nothing at Google.
create function app.only_looks(p_kind text) returns boolean
language sql immutable set search_path = '' as $$ select p_kind in ('PLAN', 'VERIFY') $$;

-- 2. A customer that is put on hold, or taken off, changes what can be claimed.
create function app.record_hold() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into app.queue_change (organization_id) values (new.organization_id);
  return null;
end $$;
create trigger record_hold after update on customer for each row
when (new.hold <> old.hold)
execute function app.record_hold();

-- 3. As before, for the new kinds. A customer on hold is only looked at, and rolled back.
create or replace function app.syncable_container(p_organization uuid, p_customer uuid, p_kind text) returns text
language plpgsql stable set search_path = '' as $$
begin
  return (
    select c.container_path from public.customer c
    join public.google_connection g
      on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
    where c.organization_id = p_organization and c.id = p_customer and g.status = 'ACTIVE'
      and (c.status in ('READY', 'ERROR') or c.deleted_at is not null)
      and (app.only_looks(p_kind) or (p_kind = 'ROLLBACK' or not c.hold)
        and not (select o.writes_paused from public.organization o where o.id = p_organization)));
end $$;

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
        and (r.status = 'QUEUED' or r.lease_until <= p_now)
        and k.container is not null and (p_writes or app.only_looks(r.kind))
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
    where r.id = p_run
      and (r.status = 'QUEUED' and r.run_at <= v_now or r.status = 'RUNNING' and r.lease_until <= v_now)
      and k.container is not null and (p_writes or app.only_looks(r.kind))
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

-- 4. As before.
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
    and g.status = 'ACTIVE' and g.deleted_at is null
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
