-- The states that people see of a customer. What is a fact is stored: whether a user has paused it, and whether Google can be
-- reached for it. The status follows from the facts, here and nowhere else, so a pause hides what happens meanwhile and
-- forgets none of it.

-- 1. The facts, of the rows of before too. This changes no customer, so neither its version nor the audit log says so.
alter table customer
  add column paused boolean not null default false,
  add column google_access text not null default 'NONE';
alter table customer disable trigger user;
update customer c set
  paused = c.status = 'INACTIVE',
  google_access = case
    when c.status = 'ERROR' then 'LOST'
    when g.status = 'ACTIVE' then 'GRANTED'
    when g.status = 'ERROR' then 'LOST'
    else 'NONE' end
from customer k
left join google_connection g on g.organization_id = k.organization_id and g.google_account_id = k.google_account_id
where k.id = c.id;
alter table customer enable trigger user;

-- 2. The status, with what hangs on it. Its index and its CHECKs go with the column.
drop trigger audit_update on customer;
drop trigger record_queue_update on customer;
alter table customer drop column status;
alter table customer
  add column status text not null generated always as (
    case
      when paused then 'PAUSED'
      when google_access = 'LOST' then 'ERROR'
      when google_access = 'NONE' then 'NOT_CONNECTED'
      when container_path is null or google_ads_account_id is null then 'SETUP_INCOMPLETE'
      else 'READY'
    end) stored,
  add constraint customer_status_check
    check (status in ('PAUSED', 'ERROR', 'NOT_CONNECTED', 'SETUP_INCOMPLETE', 'READY')),
  add constraint customer_google_access_check check (google_access in ('NONE', 'GRANTED', 'LOST')),
  add constraint customer_google_login_check check (google_access = 'NONE' or google_account_id is not null);
create index customer_status_created_live_idx on customer (organization_id, status, created_at, id)
  where deleted_at is null;
create trigger record_queue_update after update on customer for each row
when (new.status <> old.status or new.deleted_at is distinct from old.deleted_at
  or new.container_path is distinct from old.container_path
  or new.google_account_id is distinct from old.google_account_id)
execute function app.record_queue_change();
call app.audit('customer', 'customer',
  p_ignored => '{updated_at,version,tracking_count,search_text,deployment_worst,deployment_rank,open_findings}');
grant update (paused, google_access) on customer to oct_app;
call app.hide_from_planner('customer');

-- 3. Runs of customers that can be synced no longer, or again: the next claim looks at each organization that has runs.
insert into app.queue_change (organization_id)
select distinct organization_id from sync_run where status in ('QUEUED', 'RUNNING');

-- 4. What reads and writes it.

-- As before, by the statuses of today: a customer that lacks its container or Google Ads account is not syncable.
create or replace function app.syncable_container(p_organization uuid, p_customer uuid) returns text
language plpgsql stable set search_path = '' as $$
begin
  return (
    select c.container_path from public.customer c
    join public.google_connection g
      on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
    where c.organization_id = p_organization and c.id = p_customer and g.status = 'ACTIVE'
      and (c.status in ('READY', 'ERROR') or c.deleted_at is not null));
end $$;

-- As before: a run for each customer that is READY.
create or replace function app.enqueue_syncs(
  p_customers uuid[], p_job_customers uuid[], p_trackings uuid[], p_actions text[], p_due_in_seconds double precision)
returns void
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  v_organization uuid := app.require_org();
begin
  -- 1. Queue a job for each change, or change the pending one.
  insert into public.sync_job as j (organization_id, customer_id, tracking_id, action)
  select v_organization, q.customer_id, q.tracking_id, q.action
  from unnest(p_job_customers, p_trackings, p_actions) as q (customer_id, tracking_id, action)
  where q.action = 'DELETE' or (
    select true from public.tracking t
    where t.organization_id = v_organization and t.id = q.tracking_id and t.deleted_at is null)
  on conflict (organization_id, tracking_id) where status = 'QUEUED'
  do update set action =
    case when j.action = 'DELETE' or j.action = 'CREATE' and excluded.action = 'UPDATE'
      then j.action else excluded.action end;

  -- 2. Queue a run for each customer that is syncable and has jobs, or postpone the pending one.
  insert into public.sync_run as r (organization_id, customer_id, run_at)
  select v_organization, c.id, now() + make_interval(secs => p_due_in_seconds)
  from public.customer c
  where c.organization_id = v_organization and c.id = any (p_customers)
    and case when c.deleted_at is null then c.status = 'READY'
      else c.container_path is not null and app.sees_deleted() end
    and (c.id = any (p_job_customers) or (
      select true from public.sync_job p
      where p.organization_id = v_organization and p.customer_id = c.id and p.status = 'QUEUED' limit 1))
  on conflict (organization_id, customer_id) where status = 'QUEUED' and kind = 'SYNC'
  do update set run_at = least(excluded.run_at, r.created_at + interval '60 seconds');
end $$;

-- As before: what its Google login can do is read again, since it may have been lost, recovered or disconnected meanwhile. A
-- pause stays a pause.
create or replace function app.restore_customer(p_customer uuid)
returns table (outcome text, jobs jsonb, container text, blocker_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_customer public.customer;
  v_login text;
  v_constraint text;
begin
  select c.* into v_customer from public.customer c
  where c.organization_id = v_organization and c.id = p_customer
  for no key update;
  if not found then
    return;
  end if;
  container := v_customer.google_container_id;
  -- Locked, so that a concurrent loss or disconnect of the login comes before, or finds the customer live.
  select g.status into v_login from public.google_connection g
  where g.organization_id = v_organization and g.google_account_id = v_customer.google_account_id
    and g.deleted_at is null
  for share;

  outcome := case when v_customer.deleted_at is null then 'LIVE' end;
  while outcome is null loop
    begin
      -- The trackings first: the customer has kept the count that includes them.
      jobs := app.restore_trackings(v_organization, array(
        select t.id from public.tracking t
        where t.organization_id = v_organization and t.customer_id = p_customer
          and t.deletion_id = v_customer.deletion_id));
      update public.customer c
      set deleted_at = null, deletion_id = null, version = c.version + 1, google_access = case v_login
          when 'ACTIVE' then 'GRANTED' when 'ERROR' then 'LOST' else 'NONE' end
      where c.organization_id = v_organization and c.id = p_customer;
      outcome := 'RESTORED';
    exception when unique_violation then
      get stacked diagnostics v_constraint = constraint_name;
      if v_constraint <> 'customer_container_live_key' then
        raise;
      end if;
      -- No row: the container was given up concurrently. Try again.
      select 'CONTAINER_TAKEN', c.id into outcome, blocker_id from public.customer c
      where c.organization_id = v_organization and c.google_container_id = v_customer.google_container_id
        and c.deleted_at is null;
    end;
  end loop;
  return next;
end $$;

-- As before, but that a container which was lost is lost no more once the customer has let go of it; a login that was lost
-- is. Locks in the order of all writers: runs, login, customer, trackings, jobs.
create or replace function app.detach_customer(
  p_customer uuid, p_container boolean, p_ads boolean, p_reason text, p_versions integer[])
returns table (outcome text)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_now timestamptz := clock_timestamp();
  v_customer public.customer;
  v_login text;
  v_container boolean;
  v_ads boolean;
  v_cancelled uuid[];
  v_waiting uuid[];
  v_deployed integer;
  v_version text;
begin
  -- 1. Lock its runs, its login and the customer. A run that is postponed is due later, and no process is at work on it.
  perform from public.sync_run r
  where r.organization_id = v_organization and r.customer_id = p_customer
    and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH')
  order by r.id for no key update;
  select g.status into v_login
  from public.customer c
  join public.google_connection g
    on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
  where c.organization_id = v_organization and c.id = p_customer and c.deleted_at is null
  for share of g;
  select c.* into v_customer from public.customer c
  where c.organization_id = v_organization and c.id = p_customer and c.deleted_at is null
  for no key update;
  if not found then
    return;
  end if;
  v_container := p_container and v_customer.container_path is not null;
  v_ads := p_ads and v_customer.google_ads_account_id is not null;
  outcome := case
    when v_customer.version <> all (p_versions) then 'STALE'
    when not (v_container or v_ads) then 'UNCHANGED'
    when exists (
      select from public.sync_run r
      where r.organization_id = v_organization and r.customer_id = p_customer and r.status = 'RUNNING'
        and r.run_at <= v_now and r.lease_until > v_now) then 'BUSY'
    else 'DONE' end;
  if outcome <> 'DONE' then
    return next;
    return;
  end if;

  -- What was found there is not the customer's any more.
  update public.finding f set resolved_at = v_now
  where f.organization_id = v_organization and f.customer_id = p_customer and f.resolved_at is null;

  -- 2. Cancel the runs with the jobs that they hold.
  with cancelled as (
    update public.sync_run r
    set status = 'CANCELLED', finished_at = v_now, error_code = null, error_message = null,
      container_path = coalesce(r.container_path, v_customer.container_path)
    where r.organization_id = v_organization and r.customer_id = p_customer
      and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH')
    returning r.id)
  select coalesce(array_agg(k.id), '{}') into v_cancelled from cancelled k;

  -- 3. What the trackings know of what was let go is forgotten. The labels of a container that is kept are not: by them
  --    its tags are recognized.
  perform from public.tracking t where t.organization_id = v_organization and t.customer_id = p_customer
  order by t.id for no key update;
  v_waiting := array(
    select t.id from public.tracking t
    where t.organization_id = v_organization and t.customer_id = p_customer and t.deleted_at is not null and exists (
      select from public.sync_job j
      where j.organization_id = t.organization_id and j.tracking_id = t.id
        and (j.status = 'QUEUED' or j.status = 'RUNNING' and j.run_id = any (v_cancelled))));
  select count(*) into v_deployed from public.tracking t
  where t.organization_id = v_organization and t.customer_id = p_customer and t.deleted_at is null
    and (v_container and t.gtm_tag_id is not null or v_ads and t.conversion_action_resource_name is not null);
  update public.tracking t
  set gtm_trigger_id = case when v_container then null else t.gtm_trigger_id end,
    gtm_tag_id = case when v_container then null else t.gtm_tag_id end,
    google_ads_conversion_id = case when v_ads then null else t.google_ads_conversion_id end,
    conversion_label = case when v_ads then null else t.conversion_label end,
    conversion_action_resource_name = case
      when v_ads or v_container and t.id = any (v_waiting) then null
      else t.conversion_action_resource_name end,
    applied = case
      when v_ads and (v_container or v_customer.container_path is null) then '{}'
      when not t.applied ? 'googleAds' then t.applied
      when v_ads then jsonb_set(t.applied, '{googleAds,action}', '{}')
      else jsonb_set(t.applied #- '{googleAds,tag}', '{googleAds,triggers}', '{}') end,
    deployment = '{}', deployment_state = 'UNKNOWN', deployment_checked_at = null,
    synced_version = 0, sync_error_code = null, sync_error_message = null,
    sync_status = case
      when t.deleted_at is null or not v_container and t.id = any (v_waiting) then 'PENDING'
      when t.id = any (v_waiting) then 'SUCCESS'
      else t.sync_status end
  where t.organization_id = v_organization and t.customer_id = p_customer
    and (t.deleted_at is null or t.id = any (v_waiting)
      or t.gtm_tag_id is not null or v_ads and t.conversion_action_resource_name is not null);

  -- 4. Nothing of a container that was let go is removed any more; all live trackings are to be made.
  update public.sync_job j set status = 'CANCELLED', finished_at = v_now
  where j.organization_id = v_organization and j.customer_id = p_customer
    and (j.status = 'RUNNING' and j.run_id = any (v_cancelled)
      or j.status = 'QUEUED' and v_container and j.tracking_id = any (v_waiting));
  insert into public.sync_job as j (organization_id, customer_id, tracking_id, action)
  select v_organization, p_customer, t.id, case when t.deleted_at is null then 'CREATE' else 'DELETE' end
  from public.tracking t
  where t.organization_id = v_organization and t.customer_id = p_customer
    and (t.deleted_at is null or not v_container and t.id = any (v_waiting))
  on conflict (organization_id, tracking_id) where status = 'QUEUED' do update set action = excluded.action;

  -- 5. Clear the choice, and put on record what was left behind.
  select r.version_id into v_version from public.sync_run r
  where r.organization_id = v_organization and r.customer_id = p_customer and r.status = 'SUCCEEDED'
    and r.container_path = v_customer.container_path and r.version_id is not null
  order by r.created_at desc limit 1;
  update public.customer c
  set google_container_id = case when v_container then null else c.google_container_id end,
    container_path = case when v_container then null else c.container_path end,
    google_ads_account_id = case when v_ads then null else c.google_ads_account_id end,
    login_customer_id = case when v_ads then null else c.login_customer_id end,
    google_access = case when v_container and v_login = 'ACTIVE' then 'GRANTED' else c.google_access end,
    version = c.version + 1
  where c.organization_id = v_organization and c.id = p_customer;
  perform app.append_audit(v_organization, 'customer.detach', 'customer', p_customer::text, null,
    app.redacted(v_organization, 'customer:' || p_customer, jsonb_build_object(
      'google_container_id', case when v_container then v_customer.google_container_id end,
      'version_id', case when v_container then v_version end,
      'google_ads_account_id', case when v_ads then v_customer.google_ads_account_id end,
      'trackings', v_deployed,
      'removals', case when v_container then cardinality(v_waiting) else 0 end,
      'reason', p_reason), '{reason}', '{}'));
  return next;
end $$;

-- As before: its customers have no login any more.
create or replace function app.soft_delete_organization(p_name text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_deletion uuid := app.uuid_v7();
  v_now timestamptz := clock_timestamp();
  v_acting text;
  v_run uuid;
  v_grants jsonb;
  v_deployed bigint;
begin
  -- 1. May this user do it, and is it the organization they mean?
  v_acting := app.lock_members();
  if v_acting is null then
    return jsonb_build_object('outcome', 'not_a_member');
  elsif v_acting <> 'ADMIN' then
    return jsonb_build_object('outcome', 'role');
  end if;

  -- 2. Lock it. That waits for everything that has written a row here (each holds a key share of the organization by its
  --    foreign key); what comes later is stopped by app.forbid_deleted_organization.
  perform from public.organization o where o.id = v_organization for update;
  perform from public.organization o where o.id = v_organization and o.name = p_name;
  if not found then
    return jsonb_build_object('outcome', 'name');
  end if;

  -- 3. Cancel the runs, unless one is at work. One that was postponed (for quota, for Google) is due later, and no
  --    process is at work on it.
  perform from public.sync_run r
  where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH')
  order by r.id for no key update;
  select r.id into v_run from public.sync_run r
  where r.organization_id = v_organization and r.status = 'RUNNING'
    and r.run_at <= clock_timestamp() and r.lease_until > clock_timestamp()
  limit 1;
  if found then
    return jsonb_build_object('outcome', 'busy', 'runId', v_run);
  end if;
  update public.sync_run r set status = 'CANCELLED', finished_at = v_now, error_code = null, error_message = null
  where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH');

  -- 4. Delete the organization itself first: what follows is on record as this one entry.
  update public.organization o set deleted_at = v_now, deletion_id = v_deletion where o.id = v_organization;

  -- 5. Wipe the grants and the pending consents.
  perform from public.google_connection g where g.organization_id = v_organization
  order by g.google_account_id for no key update;
  select coalesce(jsonb_agg(jsonb_build_object(
      'googleAccountId', g.google_account_id, 'email', g.email, 'refreshToken', g.refresh_token)
    order by g.google_account_id), '[]')
  into v_grants
  from public.google_connection g
  where g.organization_id = v_organization and g.deleted_at is null and g.refresh_token is not null;
  update public.google_connection g
  set status = 'DISCONNECTED', error_code = null, access_token = null, refresh_token = null, token_expires_at = null,
    refresh_due_at = null, token_version = g.token_version + 1, lease_owner = null, lease_until = null,
    deleted_at = v_now, deletion_id = v_deletion
  where g.organization_id = v_organization and g.deleted_at is null;
  update public.oauth_state s set pending_grant = null, expires_at = least(s.expires_at, v_now)
  where s.organization_id = v_organization and s.completed_at is null;

  -- 6. Delete customers and trackings, and cancel the jobs.
  update public.customer c
  set deleted_at = v_now, deletion_id = v_deletion, google_access = 'NONE'
  where c.organization_id = v_organization and c.deleted_at is null;
  with hidden as (
    update public.tracking t
    set deleted_at = v_now, deletion_id = v_deletion,
      sync_status = case when t.sync_status in ('IN_PROGRESS', 'AWAITING_PUBLISH') then 'PENDING' else t.sync_status end
    where t.organization_id = v_organization and t.deleted_at is null
    returning t.gtm_tag_id)
  select count(h.gtm_tag_id) into v_deployed from hidden h;
  update public.sync_job j set status = 'CANCELLED', finished_at = v_now
  where j.organization_id = v_organization and j.status in ('QUEUED', 'RUNNING');

  -- 7. Delete invitations and members.
  update public.invitation i set deleted_at = v_now, deletion_id = v_deletion
  where i.organization_id = v_organization and i.deleted_at is null;
  update public.user_account u set deleted_at = v_now, deletion_id = v_deletion, tokens_valid_after = v_now
  where u.organization_id = v_organization and u.deleted_at is null;
  return jsonb_build_object('outcome', 'done', 'deployed', v_deployed, 'grants', v_grants);
end $$;

-- As before, by the statuses of today.
create or replace function app.service_state(p_now timestamptz default null) returns table (
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
  --    One that waits for its organization (a paused customer, a lost login) is not overdue.
  select count(*) into overdue_runs
  from public.sync_run r
  join public.customer c on c.organization_id = r.organization_id and c.id = r.customer_id
  join public.google_connection g
    on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
  where (r.status = 'QUEUED' and r.run_at < v_now - interval '15 minutes'
      or r.status = 'RUNNING' and r.lease_until < v_now - interval '15 minutes')
    and (c.status in ('READY', 'ERROR') or c.deleted_at is not null) and c.container_path is not null
    and g.status = 'ACTIVE' and g.deleted_at is null;
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
