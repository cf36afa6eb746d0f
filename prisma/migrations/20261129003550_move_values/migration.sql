-- As before; a tracking that moves keeps what it sends along as well.
create or replace function app.move_trackings(p_trackings uuid[], p_customer uuid)
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
    conversion_value, conversion_value_key, conversion_currency, conversion_currency_key, conversion_order_id_key,
    conversion_new_customer, conversion_new_customer_key, conversion_primary,
    conversion_click_through_lookback_window_days, conversion_view_through_lookback_window_days, conversion_enhanced, paused)
  select t.organization_id, p_customer, t.origin_id, t.name, t.type, t.selector, t.url_pattern, t.url_regex, t.ignore_case,
    t.history_changes, t.event_name, t.event_regex, t.link_host, t.file_extensions, t.percent, t.seconds, t.video_url,
    t.wait_for_tags, t.wait_for_tags_timeout, t.check_validation, t.conditions, t.exceptions, t.conversion_category,
    t.conversion_counting, t.conversion_value, t.conversion_value_key, t.conversion_currency, t.conversion_currency_key,
    t.conversion_order_id_key, t.conversion_new_customer, t.conversion_new_customer_key, t.conversion_primary,
    t.conversion_click_through_lookback_window_days, t.conversion_view_through_lookback_window_days, t.conversion_enhanced,
    t.paused
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

-- By what it hangs together with others is no change of a tracking.
call app.audit('tracking', 'tracking',
  p_ignored => '{updated_at,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at,applied,deployment,deployment_state,deployment_checked_at,evidence_state,evidence,evidence_since,evidence_checked_at,last_received_at,origin_id}');
