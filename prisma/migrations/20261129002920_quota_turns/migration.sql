-- How many organizations share the window of the quota is read from their turns: it was counted over all runs that were due,
-- for each call to Google.
create or replace function app.take_quota_slot(
  p_organization uuid, p_now timestamptz default null, p_project text default '', p_per_window integer default 25,
  p_per_day integer default 10000)
returns table (granted boolean, retry_after_ms integer, reason text)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_window constant interval := interval '102 seconds';
  v_run constant integer := least(10, p_per_window);
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_day date := (v_now at time zone 'America/Los_Angeles')::date;
  v_is_live boolean := app.has_live_connection(p_organization);
  v_all integer := case when v_is_live then p_per_day else greatest(p_per_day / 10, v_run) end;
  v_share integer;
  v_used integer;
  v_own integer;
  v_others integer;
begin
  -- 1. The organization's share of the window, by how many have runs that can be executed.
  select count(*) into v_share from (
    select r.organization_id from public.sync_run r
    where r.status = 'RUNNING' and r.container_path is not null
      and app.syncable_container(r.organization_id, r.customer_id) is not null
    union select t.organization_id from app.due_turns(v_now, p_per_window) t
    union select p_organization
    limit p_per_window) active;
  v_share := greatest(ceil(p_per_window::numeric / v_share), v_run);
  retry_after_ms := app.quota_wait(p_project, p_organization, v_window, v_share, v_now);
  reason := 'share';

  -- 2. The window. What it rejects here waits for no lock.
  if retry_after_ms is null then
    retry_after_ms := app.quota_wait(p_project, null, v_window, p_per_window, v_now);
    reason := 'window';
  end if;

  -- 3. Lock the project by its first slot, which outlives a day: from here on one after the other, so that what is counted is
  --    exact. Then look again.
  if retry_after_ms is null then
    insert into public.quota_slot (project, slot, granted_at) values (p_project, 0, 'epoch') on conflict do nothing;
    perform from public.quota_slot s where s.project = p_project and s.slot = 0 for no key update;
    insert into public.quota_day (project, day, used) values (p_project, v_day, 0) on conflict do nothing;
    if found then
      delete from app.quota_share s where s.project = p_project and s.day < v_day;
    end if;
    select d.used into v_used from public.quota_day d where d.project = p_project and d.day = v_day;
    retry_after_ms := app.quota_wait(p_project, p_organization, v_window, v_share, v_now);
    reason := 'share';
  end if;
  if retry_after_ms is null then
    retry_after_ms := app.quota_wait(p_project, null, v_window, p_per_window, v_now);
    reason := 'window';
  end if;

  -- 4. The day.
  if retry_after_ms is null then
    -- One without a live connection shares a small part with its like, by what each has used without one.
    select coalesce(sum(case when v_is_live then s.used else s.unconnected end)
        filter (where s.organization_id = p_organization), 0),
      coalesce(sum(s.unconnected) filter (where s.organization_id <> p_organization), 0)
    into v_own, v_others
    from app.quota_share s
    where s.project = p_project and s.day = v_day and (s.organization_id = p_organization or not v_is_live);
    if v_is_live then
      v_others := v_used - v_own;
    end if;
    reason := case
      when v_used >= p_per_day then 'day'
      when v_own + v_others >= v_all or v_own >= greatest((v_all - v_others) / 2, v_run) then 'day_share' end;
    if reason is not null then
      retry_after_ms := app.ms_until((v_day + 1)::timestamp at time zone 'America/Los_Angeles', v_now);
    end if;
  end if;
  granted := retry_after_ms is null;

  -- 5. Count the call, in the row of one that is over or in a new one.
  if granted then
    reason := null;
    retry_after_ms := 0;
    update public.quota_day d set used = d.used + 1 where d.project = p_project and d.day = v_day;
    insert into app.quota_share as s (project, day, organization_id, used, unconnected)
    values (p_project, v_day, p_organization, 1, (not v_is_live)::integer)
    on conflict (project, day, organization_id) do update
    set used = s.used + 1, unconnected = s.unconnected + excluded.unconnected;
    insert into public.quota_slot as s (project, slot, granted_at, organization_id)
    select p_project, coalesce(
        (select o.slot from public.quota_slot o
         where o.project = p_project and o.granted_at <= v_now - v_window order by o.slot limit 1),
        (select max(o.slot) + 1 from public.quota_slot o where o.project = p_project), 0),
      coalesce(p_now, clock_timestamp()), p_organization
    on conflict (project, slot) do update
    set granted_at = excluded.granted_at, organization_id = excluded.organization_id;
  end if;
  return next;
end $$;
