-- AWAITING_PUBLISH as a status of trackings, and letting go of a container or a Google Ads account.

-- As before, but that a run in a container which the customer has let go of no longer counts.
create or replace function app.may_be_deployed(p_tracking public.tracking) returns boolean
language sql stable set search_path = '' as $$
select p_tracking.synced_version > 0
  or p_tracking.gtm_trigger_id is not null
  or p_tracking.gtm_tag_id is not null
  or p_tracking.conversion_action_resource_name is not null
  or exists (
    select from public.sync_job j
    join public.sync_run r on r.organization_id = j.organization_id and r.id = j.run_id
    join public.customer c on c.organization_id = j.organization_id and c.id = j.customer_id
    where j.organization_id = p_tracking.organization_id and j.tracking_id = p_tracking.id
      and (r.container_path is null or r.container_path = c.container_path))$$;

-- As before, and a tracking whose version awaits publishing is PENDING afterwards, since its run is cancelled. A run that
-- waits for another try no longer says so.
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

  -- 4. Wipe the grants and the pending consents.
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

  -- 5. Delete customers and trackings, and cancel the jobs.
  update public.customer c
  set deleted_at = v_now, deletion_id = v_deletion,
    status = case when c.status = 'INACTIVE' then 'INACTIVE' else 'ACTIVE' end
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

  -- 6. Delete invitations, members and the organization itself.
  update public.invitation i set deleted_at = v_now, deletion_id = v_deletion
  where i.organization_id = v_organization and i.deleted_at is null;
  update public.user_account u set deleted_at = v_now, deletion_id = v_deletion, tokens_valid_after = v_now
  where u.organization_id = v_organization and u.deleted_at is null;
  update public.organization o set deleted_at = v_now, deletion_id = v_deletion where o.id = v_organization;
  return jsonb_build_object('outcome', 'done', 'deployed', v_deployed, 'grants', v_grants);
end $$;

-- Lets go of the container or the Google Ads account of a live customer, or of both: what is deployed there stays there,
-- and its trackings wait to be made elsewhere. No row: there is no such customer. Outcomes: DONE · UNCHANGED, there was
-- nothing to let go of · STALE, at another version than these (null: any) · BUSY, a run is at work. Locks in the order of
-- all writers: runs, customer, trackings, jobs.
create function app.detach_customer(
  p_customer uuid, p_container boolean, p_ads boolean, p_reason text, p_versions integer[])
returns table (outcome text)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_now timestamptz := clock_timestamp();
  v_customer public.customer;
  v_container boolean;
  v_ads boolean;
  v_cancelled uuid[];
  v_waiting uuid[];
  v_deployed integer;
  v_version text;
begin
  -- 1. Lock its runs and the customer. A run that is postponed is due later, and no process is at work on it.
  perform from public.sync_run r
  where r.organization_id = v_organization and r.customer_id = p_customer
    and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH')
  order by r.id for no key update;
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
    status = case when not v_container or c.status = 'INACTIVE' then c.status else 'ACTIVE' end,
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

grant execute on function app.detach_customer(uuid, boolean, boolean, text, integer[]) to oct_app;
