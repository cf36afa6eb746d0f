-- Restore: a deletion undone exactly. What was deleted under one deletion_id is restored with its parent, what was deleted
-- before stays deleted. The rows are as they were but for updated_at, version and the state of their sync: each gets a
-- job to be synced again.

-- Restores deleted trackings of a locked customer, cancels the jobs that waited to remove them, and returns the new jobs:
-- [{trackingId, action}]. One that a run is just removing gets a job for afterwards.
create function app.restore_trackings(p_organization uuid, p_trackings uuid[]) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  v_jobs jsonb;
begin
  -- A statement of its own: the ones after it see what a run that held these rows has written.
  perform from public.tracking t where t.organization_id = p_organization and t.id = any (p_trackings)
  order by t.id for no key update;

  with shown as (
    update public.tracking t
    set deleted_at = null, deletion_id = null, version = t.version + 1, sync_error_code = null,
      sync_error_message = null
    where t.organization_id = p_organization and t.id = any (p_trackings) and t.deleted_at is not null
    returning t.id, t.gtm_tag_id is not null and not exists (
      select from public.sync_job j
      where j.organization_id = t.organization_id and j.tracking_id = t.id
        and j.status = 'RUNNING' and j.action = 'DELETE') as is_deployed
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object('trackingId', s.id, 'action', case when s.is_deployed then 'UPDATE' else 'CREATE' end)
      order by s.id),
    '[]')
  into v_jobs from shown s;

  update public.sync_job j set status = 'CANCELLED', finished_at = clock_timestamp()
  where j.organization_id = p_organization and j.status = 'QUEUED' and j.tracking_id = any (p_trackings);
  return v_jobs;
end $$;

-- Restores one tracking. No row: there is none, or it is purged. Outcomes: RESTORED · LIVE, there was nothing to do ·
-- CUSTOMER_DELETED · NAME_TAKEN, by the live tracking blocker_id.
create function app.restore_tracking(p_tracking uuid)
returns table (outcome text, customer_id uuid, jobs jsonb, blocker_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_customer_is_live boolean;
  v_tracking public.tracking;
  v_constraint text;
begin
  select c.id, c.deleted_at is null into customer_id, v_customer_is_live
  from public.tracking t join public.customer c on c.organization_id = t.organization_id and c.id = t.customer_id
  where t.organization_id = v_organization and t.id = p_tracking
  for no key update of c;
  select t.* into v_tracking from public.tracking t
  where t.organization_id = v_organization and t.id = p_tracking
  for no key update;
  if not found then
    return;
  end if;

  outcome := case
    when v_tracking.deleted_at is null then 'LIVE'
    when not v_customer_is_live then 'CUSTOMER_DELETED' end;
  while outcome is null loop
    begin
      jobs := app.restore_trackings(v_organization, array[p_tracking]);
      outcome := 'RESTORED';
    exception when unique_violation then
      get stacked diagnostics v_constraint = constraint_name;
      if v_constraint <> 'tracking_name_live_key' then
        raise;
      end if;
      -- No row: the name was given up concurrently. Try again.
      select 'NAME_TAKEN', t.id into outcome, blocker_id from public.tracking t
      where t.organization_id = v_organization and t.customer_id = v_tracking.customer_id
        and t.name = v_tracking.name and t.deleted_at is null;
    end;
  end loop;
  return next;
end $$;

-- Restores a customer with the trackings that were deleted with it. No row: there is none, or it is purged. Outcomes:
-- RESTORED · LIVE, there was nothing to do · CONTAINER_TAKEN, by the live customer blocker_id. A pause stays a pause; every
-- other status is a fact about the Google login, which may have been lost, recovered or disconnected meanwhile.
create function app.restore_customer(p_customer uuid)
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
      set deleted_at = null, deletion_id = null, version = c.version + 1, status = case
          when c.status = 'INACTIVE' then 'INACTIVE'
          when c.container_path is null then 'ACTIVE'
          when v_login = 'ACTIVE' then 'CONNECTED'
          when v_login = 'ERROR' then 'ERROR'
          else 'ACTIVE' end
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

-- Nothing is restored in a deleted organization. Waits for a concurrent deletion, or holds one off.
create function app.forbid_restore() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.organization o where o.id = new.organization_id and o.deleted_at is null for key share;
  if not found then
    raise exception 'the organization is deleted' using errcode = 'OC001';
  end if;
  return null;
end $$;

create trigger forbid_restore after update of deleted_at on customer for each row
  when (old.deleted_at is not null and new.deleted_at is null) execute function app.forbid_restore();
create trigger forbid_restore after update of deleted_at on tracking for each row
  when (old.deleted_at is not null and new.deleted_at is null) execute function app.forbid_restore();

grant execute on function app.restore_tracking(uuid), app.restore_customer(uuid) to oct_app;
