-- Frozen times: until when nothing is published, of an organization or, in its place, of a customer; and what goes live by
-- itself afterwards.

-- 1. `goes_live_at`: of a version that a freeze keeps from going live, when it is looked at again; one that waits for an
--    ADMIN has none. `frozen_at`: since when it is kept.
alter table sync_run add column goes_live_at timestamptz(3), add column frozen_at timestamptz(3);
grant update (goes_live_at, frozen_at) on sync_run to oct_app;
create index sync_run_goes_live_idx on sync_run (goes_live_at)
  where status = 'AWAITING_PUBLISH' and goes_live_at is not null;
call app.hide_from_planner('sync_run');

-- 2. Freezes, the publish mode and the hold of a customer are on record.
call app.audit('organization', 'organization', p_ignored => '{updated_at,version}');
call app.audit('customer', 'customer',
  p_ignored => '{updated_at,version,tracking_count,search_text,deployment_worst,deployment_rank,open_findings,requested_choice,choice_due_at,deployment_checked_at,deployment_due_at,drafts_checked_at}');

-- 3. Until when nothing is published for a customer; null where it may be. Its own freeze stands in place of the
--    organization's.
create function app.frozen_until(p_organization uuid, p_customer uuid, p_now timestamptz default null) returns timestamptz
language sql stable set search_path = '' as $$
  select f.until from (
    select coalesce(c.frozen_until, o.frozen_until) as until
    from public.customer c join public.organization o on o.id = c.organization_id
    where c.organization_id = p_organization and c.id = p_customer) f
  where f.until > coalesce(p_now, clock_timestamp());
$$;
grant execute on function app.frozen_until to oct_app;

-- 4. A freeze ends in the future, within a year, by this clock.
create function app.check_freeze() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.frozen_until <= clock_timestamp() or new.frozen_until > clock_timestamp() + interval '1 year' then
    raise exception 'a freeze ends in the future, within a year' using errcode = 'OC033';
  end if;
  return new;
end $$;
create trigger check_freeze before update on organization for each row
when (new.frozen_until is distinct from old.frozen_until)
execute function app.check_freeze();
create trigger check_freeze before update on customer for each row
when (new.frozen_until is distinct from old.frozen_until)
execute function app.check_freeze();

-- 5. What a freeze keeps from going live follows it, when it is moved or ended. A freeze of the organization takes away what
--    is over of its customers' own, which would stand in its place.
create function app.follow_freeze() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_organization uuid := case tg_table_name when 'organization' then new.id
    else (to_jsonb(new) ->> 'organization_id')::uuid end;
  v_customer uuid := case tg_table_name when 'customer' then new.id end;
begin
  if tg_table_name = 'organization' and new.frozen_until is not null then
    update public.customer c set frozen_until = null, version = c.version + 1
    where c.organization_id = v_organization and c.frozen_until <= clock_timestamp();
  end if;
  update public.sync_run r
  set goes_live_at = coalesce(app.frozen_until(r.organization_id, r.customer_id), clock_timestamp())
  where r.organization_id = v_organization and (v_customer is null or r.customer_id = v_customer)
    and r.status = 'AWAITING_PUBLISH' and r.goes_live_at is not null;
  return null;
end $$;
create trigger follow_freeze after update on organization for each row
when (new.frozen_until is distinct from old.frozen_until)
execute function app.follow_freeze();
create trigger follow_freeze after update on customer for each row
when (new.frozen_until is distinct from old.frozen_until)
execute function app.follow_freeze();

-- 6. Queues again what a freeze has kept from going live, once that is over: the same run, which publishes what it made. Where
--    the customer publishes by hand by now, it waits for an ADMIN.
create function app.release_frozen(p_now timestamptz, p_limit integer) returns integer
language plpgsql security definer set search_path = '' set enable_seqscan = off as $$
declare
  v_run record;
  v_released integer := 0;
begin
  for v_run in
    select r.organization_id, r.id, app.frozen_until(r.organization_id, r.customer_id, p_now) as until,
      r.kind = 'PUBLISH' or c.deleted_at is not null or coalesce(c.publish_mode, o.publish_mode) = 'AUTO' as publishes
    from public.sync_run r
    join public.customer c on c.organization_id = r.organization_id and c.id = r.customer_id
    join public.organization o on o.id = r.organization_id
    where r.status = 'AWAITING_PUBLISH' and r.goes_live_at is not null and r.goes_live_at <= p_now
    order by r.goes_live_at limit p_limit
    for no key update of r skip locked
  loop
    if v_run.until is not null then
      update public.sync_run r set goes_live_at = v_run.until
      where r.organization_id = v_run.organization_id and r.id = v_run.id;
    elsif not v_run.publishes then
      update public.sync_run r set goes_live_at = null, frozen_at = null
      where r.organization_id = v_run.organization_id and r.id = v_run.id;
    else
      update public.sync_run r
      set kind = 'PUBLISH', status = 'QUEUED', run_at = least(clock_timestamp(), p_now), goes_live_at = null
      where r.organization_id = v_run.organization_id and r.id = v_run.id;
      update public.tracking t set sync_status = 'IN_PROGRESS'
      from public.sync_job j
      where j.organization_id = v_run.organization_id and j.run_id = v_run.id and j.status = 'RUNNING'
        and t.organization_id = j.organization_id and t.id = j.tracking_id and t.sync_status = 'AWAITING_PUBLISH';
      v_released := v_released + 1;
    end if;
  end loop;
  return v_released;
end $$;
grant execute on function app.release_frozen to oct_system;
