-- Soft delete. oct_app may not write deleted_at: these functions hide rows of the entered organization, children along
-- with their parent under one deletion_id, and say what has to be taken down at Google.
-- Locks are taken in one order everywhere: customer, trackings, jobs.

-- Whether something of a tracking may stand at Google: it was synced, or a run has had it in hand.
create function app.may_be_deployed(p_tracking public.tracking) returns boolean
language sql stable set search_path = ''
return p_tracking.synced_version > 0
  or p_tracking.gtm_trigger_id is not null
  or p_tracking.gtm_tag_id is not null
  or p_tracking.conversion_action_resource_name is not null
  or exists (
    select from public.sync_job j
    where j.organization_id = p_tracking.organization_id and j.tracking_id = p_tracking.id and j.run_id is not null);

-- Hides the live trackings of a locked customer, or one of them, and answers those that may stand at Google; null where
-- there was none to hide. For the others nothing is left to do: what they waited for is called off, and they are
-- SUCCESS as they are.
create function app.hide_trackings(p_organization uuid, p_customer uuid, p_tracking uuid, p_deletion uuid)
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
    returning t.id, app.may_be_deployed(t) as stands
  )
  select array_agg(h.id), coalesce(array_agg(h.id) filter (where h.stands), '{}')
  into v_hidden, v_deployed from hidden h;
  if v_hidden is null then
    return null;
  end if;

  update public.sync_job j set status = 'CANCELLED', finished_at = clock_timestamp()
  where j.organization_id = p_organization and j.status = 'QUEUED'
    and j.tracking_id = any (v_hidden) and j.tracking_id <> all (v_deployed);
  return v_deployed;
end $$;

-- Deletes one live tracking. No row: there is none. deployed: a DELETE job has to take it down.
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
    select app.hide_trackings(v_organization, v_customer, p_tracking, app.uuid_v7()) as standing)
  select v_customer, p_tracking = any (d.standing) from deletion d where d.standing is not null;
end $$;

-- Deletes a live customer with its live trackings. Answers the trackings that DELETE jobs have to take down; null:
-- there is no such customer. The customer goes first and so keeps its tracking_count; a restore brings the trackings
-- of the same deletion_id back first, and the count is right again.
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
  return coalesce(app.hide_trackings(v_organization, p_customer, null, v_deletion), '{}');
end $$;

grant execute on function app.soft_delete_tracking(uuid), app.soft_delete_customer(uuid) to oct_app;

-- An edit waits for its sync. A tracking that a run has in hand stays IN_PROGRESS: the end of the run finds that the
-- version has grown meanwhile.
create function app.edit_awaits_sync() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.sync_status := case old.sync_status when 'IN_PROGRESS' then 'IN_PROGRESS' else 'PENDING' end;
  return new;
end $$;

create trigger edit_awaits_sync before update of version on tracking
  for each row execute function app.edit_awaits_sync();
