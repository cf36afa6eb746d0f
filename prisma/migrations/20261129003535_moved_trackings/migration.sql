-- Trackings move to another customer of their organization: each is created there, and deleted where it was.

-- 1. What a moved tracking has in common with those that it was before; one of them at most is live. It refers to no row:
--    the first of them is purged before the last.
alter table tracking add column origin_id uuid;
create unique index tracking_origin_live_key on tracking (organization_id, origin_id)
  where origin_id is not null and deleted_at is null;
call app.audit('tracking', 'tracking',
  p_ignored => '{updated_at,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at,applied,deployment,deployment_state,deployment_checked_at,evidence_state,evidence,evidence_since,evidence_checked_at,last_received_at,origin_id}');
call app.hide_from_planner('tracking');

-- 2. Locks trackings in the order of all writers: customers by id, among them one that trackings are to move to, then
--    trackings by id. What it returns can be written as it is until the end of the transaction; one that was deleted
--    meanwhile is left out.
drop function app.lock_trackings(uuid[]);
create function app.lock_trackings(p_trackings uuid[], p_customer uuid default null)
returns table (tracking_id uuid, version integer)
language plpgsql security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
begin
  perform from public.customer c
  where c.organization_id = v_organization and c.id in (
    select t.customer_id from public.tracking t
    where t.organization_id = v_organization and t.id = any (p_trackings)
    union select p_customer)
  order by c.id for no key update;
  return query
  select t.id, t.version from public.tracking t
  where t.organization_id = v_organization and t.id = any (p_trackings) and t.deleted_at is null
  order by t.id for no key update;
end $$;
revoke all on function app.lock_trackings(uuid[], uuid) from public;
grant execute on function app.lock_trackings(uuid[], uuid) to oct_app;

-- 3. Moves trackings of other customers to a live one, and returns each with the one that it goes on as, and whether
--    something of it may be deployed where it was. Needs the locks of all.
create function app.move_trackings(p_trackings uuid[], p_customer uuid)
returns table (tracking_id uuid, customer_id uuid, moved_to uuid, deployed boolean)
language plpgsql security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_moved uuid[];
  v_deployed uuid[];
begin
  -- 3.1 Those that can move. The customer's row is locked: it is as it is seen here.
  with origin as (
    update public.tracking t set origin_id = coalesce(t.origin_id, t.id)
    where t.organization_id = v_organization and t.id = any (p_trackings) and t.deleted_at is null
      and t.customer_id <> p_customer and exists (
        select from public.customer c
        where c.organization_id = v_organization and c.id = p_customer and c.deleted_at is null)
    returning t.id)
  select coalesce(array_agg(o.id), '{}') into v_moved from origin o;

  -- 3.2 Deleted first, so that the caps of the organization count none twice.
  v_deployed := array(select s.tracking_id from app.soft_delete_each(v_moved) s);

  -- 3.3 All that a person has decided; what a run has found out stays with the deleted one.
  insert into public.tracking (
    organization_id, customer_id, origin_id, name, type, selector, url_pattern, url_regex, ignore_case, history_changes,
    event_name, event_regex, link_host, file_extensions, percent, seconds, video_url, wait_for_tags,
    wait_for_tags_timeout, check_validation, conditions, exceptions, conversion_category, conversion_counting,
    conversion_value, conversion_currency, paused)
  select t.organization_id, p_customer, t.origin_id, t.name, t.type, t.selector, t.url_pattern, t.url_regex, t.ignore_case,
    t.history_changes, t.event_name, t.event_regex, t.link_host, t.file_extensions, t.percent, t.seconds, t.video_url,
    t.wait_for_tags, t.wait_for_tags_timeout, t.check_validation, t.conditions, t.exceptions, t.conversion_category,
    t.conversion_counting, t.conversion_value, t.conversion_currency, t.paused
  from public.tracking t
  where t.organization_id = v_organization and t.id = any (v_moved);

  -- 3.4 On record is which one each goes on as.
  for tracking_id, customer_id, moved_to in
    select t.id, t.customer_id, n.id
    from public.tracking t
    join public.tracking n on n.organization_id = t.organization_id and n.origin_id = t.origin_id and n.deleted_at is null
    where t.organization_id = v_organization and t.id = any (v_moved)
    order by t.id
  loop
    perform app.append_audit(v_organization, 'tracking.move', 'tracking', tracking_id::text,
      jsonb_build_object('customer_id', customer_id),
      jsonb_build_object('customer_id', p_customer, 'tracking_id', moved_to));
    deployed := tracking_id = any (v_deployed);
    return next;
  end loop;
end $$;
revoke all on function app.move_trackings(uuid[], uuid) from public;
grant execute on function app.move_trackings(uuid[], uuid) to oct_app;

-- 4. Restoring makes no second one of a tracking that goes on elsewhere.
create or replace function app.restore_tracking(p_tracking uuid)
returns table (outcome text, customer_id uuid, jobs jsonb, blocker_id uuid)
language plpgsql security definer set search_path = '' as $$
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
      -- No row: what was in the way was given up concurrently. Try again.
      case v_constraint
        when 'tracking_name_live_key' then
          select 'NAME_TAKEN', t.id into outcome, blocker_id from public.tracking t
          where t.organization_id = v_organization and t.customer_id = v_tracking.customer_id
            and app.name_key(t.name) = app.name_key(v_tracking.name) and t.deleted_at is null;
        when 'tracking_origin_live_key' then
          select 'MOVED', t.id into outcome, blocker_id from public.tracking t
          where t.organization_id = v_organization and t.origin_id = v_tracking.origin_id and t.deleted_at is null;
        else
          raise;
      end case;
    end;
  end loop;
  return next;
end $$;

create or replace function app.restore_customer(p_customer uuid)
returns table (outcome text, jobs jsonb, container text, blocker_id uuid)
language plpgsql security definer set search_path = '' as $$
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
      -- No row: what was in the way was given up concurrently. Try again.
      case v_constraint
        when 'customer_container_live_key' then
          select 'CONTAINER_TAKEN', c.id into outcome, blocker_id from public.customer c
          where c.organization_id = v_organization and c.google_container_id = v_customer.google_container_id
            and c.deleted_at is null;
        when 'tracking_origin_live_key' then
          select 'TRACKING_MOVED', n.id into outcome, blocker_id
          from public.tracking t
          join public.tracking n on n.organization_id = t.organization_id and n.origin_id = t.origin_id
          where t.organization_id = v_organization and t.customer_id = p_customer
            and t.deletion_id = v_customer.deletion_id and n.deleted_at is null
          order by n.id limit 1;
        else
          raise;
      end case;
    end;
  end loop;
  return next;
end $$;
