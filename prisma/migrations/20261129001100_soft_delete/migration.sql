-- Soft delete. oct_app may not write deleted_at: these functions hide rows of the session's organization, children along
-- with their parent under one deletion_id, and return what has to be removed at Google.

-- Whether something of a tracking may be deployed at Google: it was synced, or a run has worked on it.
create function app.may_be_deployed(p_tracking public.tracking) returns boolean
language sql stable set search_path = '' as $$
select p_tracking.synced_version > 0
  or p_tracking.gtm_trigger_id is not null
  or p_tracking.gtm_tag_id is not null
  or p_tracking.conversion_action_resource_name is not null
  or exists (
    select from public.sync_job j
    where j.organization_id = p_tracking.organization_id and j.tracking_id = p_tracking.id and j.run_id is not null)$$;

-- Deletes the live trackings of a locked customer, or one of them, and returns those that may be deployed; null where
-- there was none to delete. For the others nothing is left to do: their pending jobs are cancelled, and they are SUCCESS.
create function app.soft_delete_trackings(p_organization uuid, p_customer uuid, p_tracking uuid, p_deletion uuid)
returns uuid[]
language plpgsql volatile set search_path = '' as $$
declare
  v_hidden uuid[];
  v_deployed uuid[];
begin
  -- A statement of its own: the ones after it see what a run that held these rows has written.
  perform from public.tracking t
  where t.organization_id = p_organization and t.customer_id = p_customer and t.deleted_at is null
    and (p_tracking is null or t.id = p_tracking)
  order by t.id for no key update;

  with hidden as (
    update public.tracking t
    set deleted_at = clock_timestamp(), deletion_id = p_deletion, sync_status = case
        when t.sync_status = 'IN_PROGRESS' then 'IN_PROGRESS'
        when app.may_be_deployed(t) then 'PENDING'
        else 'SUCCESS' end
    where t.organization_id = p_organization and t.customer_id = p_customer and t.deleted_at is null
      and (p_tracking is null or t.id = p_tracking)
    returning t.id, app.may_be_deployed(t) as is_deployed
  )
  select array_agg(h.id), coalesce(array_agg(h.id) filter (where h.is_deployed), '{}')
  into v_hidden, v_deployed from hidden h;
  if v_hidden is null then
    return null;
  end if;

  update public.sync_job j set status = 'CANCELLED', finished_at = clock_timestamp()
  where j.organization_id = p_organization and j.status = 'QUEUED'
    and j.tracking_id = any (v_hidden) and j.tracking_id <> all (v_deployed);
  return v_deployed;
end $$;

-- Deletes one live tracking. No row: there is none. deployed: a DELETE job has to remove it at Google.
create function app.soft_delete_tracking(p_tracking uuid) returns table (customer_id uuid, deployed boolean)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_customer uuid;
begin
  select c.id into v_customer
  from public.tracking t join public.customer c on c.organization_id = t.organization_id and c.id = t.customer_id
  where t.organization_id = v_organization and t.id = p_tracking and t.deleted_at is null
  for no key update of c;
  if not found then
    return;
  end if;
  return query
  with deletion as materialized (
    select app.soft_delete_trackings(v_organization, v_customer, p_tracking, app.uuid_v7()) as deployed)
  select v_customer, p_tracking = any (d.deployed) from deletion d where d.deployed is not null;
end $$;

-- app.soft_delete_tracking for a tracking at one of these versions (null: at any). It is left alone at another; then
-- customer_id is null.
create function app.soft_delete_tracking_at(p_tracking uuid, p_versions integer[])
returns table (customer_id uuid, deployed boolean)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_version integer;
begin
  -- In the order of all writers: customer, trackings.
  perform from public.customer c join public.tracking t on t.organization_id = c.organization_id and t.customer_id = c.id
  where c.organization_id = v_organization and t.id = p_tracking and t.deleted_at is null
  for no key update of c;
  select t.version into v_version from public.tracking t
  where t.organization_id = v_organization and t.id = p_tracking and t.deleted_at is null
  for no key update;
  if v_version <> all (p_versions) then
    return next;
  else
    return query select s.customer_id, s.deployed from app.soft_delete_tracking(p_tracking) s;
  end if;
end $$;

-- Deletes a live customer with its live trackings. Returns the trackings that DELETE jobs have to remove; null: there is
-- no such customer. The customer goes first and so keeps its tracking_count; a restore brings the trackings of the same
-- deletion_id back first, and the count is right again.
create function app.soft_delete_customer(p_customer uuid) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_deletion uuid := app.uuid_v7();
begin
  update public.customer c set deleted_at = clock_timestamp(), deletion_id = v_deletion
  where c.organization_id = v_organization and c.id = p_customer and c.deleted_at is null;
  if not found then
    return null;
  end if;
  return coalesce(app.soft_delete_trackings(v_organization, p_customer, null, v_deletion), '{}');
end $$;

-- app.soft_delete_customer, likewise; at another version, deployed is null. No row: there is no such customer.
create function app.soft_delete_customer_at(p_customer uuid, p_versions integer[]) returns table (deployed uuid[])
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_version integer;
begin
  select c.version into v_version from public.customer c
  where c.organization_id = app.require_org() and c.id = p_customer and c.deleted_at is null
  for no key update;
  if not found then
    return;
  end if;
  deployed := case when v_version <> all (p_versions) then null else app.soft_delete_customer(p_customer) end;
  return next;
end $$;

-- Deletes the session's organization with everything in it under one deletion_id. What is deployed at Google stays there.
-- Returns {outcome}: 'done' with {deployed, grants} (how many trackings are deployed; the encrypted refresh tokens, which
-- are wiped here and are to be revoked), 'busy' with {runId} while a run is at work, 'name' where p_name is not the
-- organization's, 'not_a_member', 'role'.
create function app.soft_delete_organization(p_name text) returns jsonb
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
  update public.sync_run r set status = 'CANCELLED', finished_at = v_now
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
      sync_status = case t.sync_status when 'IN_PROGRESS' then 'PENDING' else t.sync_status end
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

-- Nothing new under a deleted organization. Runs after the foreign key's own check, which has waited for a concurrent
-- deletion, and raises what app.enter would raise for the next request.
create function app.forbid_deleted_organization() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.organization o
  where o.id in (select a.organization_id from added a) and o.deleted_at is not null;
  if found then
    raise exception 'the organization is deleted' using errcode = 'OC001';
  end if;
  return null;
end $$;

create trigger forbid_deleted_organization after insert on user_account
  referencing new table as added for each statement execute function app.forbid_deleted_organization();
create trigger forbid_deleted_organization after insert on invitation
  referencing new table as added for each statement execute function app.forbid_deleted_organization();
create trigger forbid_deleted_organization after insert on customer
  referencing new table as added for each statement execute function app.forbid_deleted_organization();
create trigger forbid_deleted_organization after insert on google_connection
  referencing new table as added for each statement execute function app.forbid_deleted_organization();
create trigger forbid_deleted_organization after insert on oauth_state
  referencing new table as added for each statement execute function app.forbid_deleted_organization();
create trigger forbid_deleted_organization after insert on sync_job
  referencing new table as added for each statement execute function app.forbid_deleted_organization();
create trigger forbid_deleted_organization after insert on sync_run
  referencing new table as added for each statement execute function app.forbid_deleted_organization();

grant execute on function
  app.soft_delete_tracking(uuid),
  app.soft_delete_tracking_at(uuid, integer[]),
  app.soft_delete_customer(uuid),
  app.soft_delete_customer_at(uuid, integer[]),
  app.soft_delete_organization(text)
to oct_app;
