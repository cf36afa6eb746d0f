-- Letting go of a tracking: what is deployed of it stays where it is, and no run removes it.
create function app.release_tracking(p_tracking uuid, p_versions integer[])
returns table (outcome text, run_id uuid)
language plpgsql security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_customer uuid;
  v_tracking public.tracking;
begin
  -- 1. In the order of all writers: customer, tracking.
  select c.id into v_customer
  from public.customer c join public.tracking t on t.organization_id = c.organization_id and t.customer_id = c.id
  where t.organization_id = v_organization and t.id = p_tracking and t.deleted_at is null
  for no key update of c;
  select t.* into v_tracking from public.tracking t
  where t.organization_id = v_organization and t.id = p_tracking and t.deleted_at is null
  for no key update;
  if not found then
    return;
  end if;

  -- 2. A run at work writes what it has read of the tracking, and so does a version that waits.
  select r.id into run_id from public.sync_run r
  where r.organization_id = v_organization and r.customer_id = v_customer
    and (r.status in ('RUNNING', 'AWAITING_PUBLISH') or r.status = 'QUEUED' and r.kind = 'PUBLISH')
  order by r.id limit 1;
  outcome := case
    when v_tracking.version <> all (p_versions) then 'STALE'
    when run_id is not null then 'BUSY'
    else 'DONE' end;
  if outcome <> 'DONE' then
    return next;
    return;
  end if;

  -- 3. What is known of what is deployed is forgotten, and what waits for it ends.
  update public.tracking t
  set deleted_at = clock_timestamp(), deletion_id = app.uuid_v7(), gtm_trigger_id = null, gtm_tag_id = null,
    google_ads_conversion_id = null, conversion_label = null, conversion_action_resource_name = null, applied = '{}',
    deployment = '{}', deployment_state = 'UNKNOWN', deployment_checked_at = null, synced_version = 0,
    sync_status = 'SUCCESS', sync_error_code = null, sync_error_message = null
  where t.organization_id = v_organization and t.id = p_tracking;
  update public.sync_job j set status = 'CANCELLED', finished_at = clock_timestamp()
  where j.organization_id = v_organization and j.tracking_id = p_tracking and j.status = 'QUEUED';
  update public.finding f set resolved_at = clock_timestamp()
  where f.organization_id = v_organization and f.tracking_id = p_tracking and f.resolved_at is null;

  -- 4. On record is what was left behind.
  perform app.append_audit(v_organization, 'tracking.release', 'tracking', p_tracking::text, null,
    jsonb_strip_nulls(jsonb_build_object(
      'gtm_tag_id', v_tracking.gtm_tag_id,
      'gtm_trigger_id', v_tracking.gtm_trigger_id,
      'conversion_action_resource_name', v_tracking.conversion_action_resource_name)));
  return next;
end $$;
revoke all on function app.release_tracking(uuid, integer[]) from public;
grant execute on function app.release_tracking(uuid, integer[]) to oct_app;
