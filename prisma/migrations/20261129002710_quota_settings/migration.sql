-- The quota is kept for each Google Cloud project, with figures that the caller brings: what Google grants is a setting,
-- and so is the project. Rows from before belong to the project without a number.
alter table quota_slot
  add column project text not null default '',
  drop constraint quota_slot_pkey,
  add constraint quota_slot_pkey primary key (project, slot);
alter table quota_day
  add column project text not null default '',
  drop constraint quota_day_pkey,
  add constraint quota_day_pkey primary key (project, day);
alter table app.quota_share
  add column project text not null default '',
  add column unconnected integer not null default 0,
  drop constraint quota_share_pkey,
  add constraint quota_share_pkey primary key (project, day, organization_id);

-- How long until a project, or one organization in it, has started fewer calls in the window than the limit; null: it has
-- now. Where a limit was lowered, more than one of them have to be over.
create function app.quota_wait(
  p_project text, p_organization uuid, p_window interval, p_limit integer, p_now timestamptz)
returns integer
language sql stable set search_path = '' as $$
select app.ms_until(s.granted_at + p_window, p_now)
from public.quota_slot s
where s.project = p_project and s.granted_at > p_now - p_window
  and (p_organization is null or s.organization_id = p_organization)
order by s.granted_at desc offset p_limit - 1 limit 1$$;

-- Whether an organization has what a sync needs: a customer with a container, and a login for it that works.
create function app.has_live_connection(p_organization uuid) returns boolean
language sql stable set search_path = '' as $$
select exists (
  select from public.customer c
  join public.google_connection g
    on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
  where c.organization_id = p_organization and c.container_path is not null
    and g.status = 'ACTIVE' and g.deleted_at is null)$$;

drop function app.take_quota_slot(uuid, timestamptz);

-- Grants the start of one call to an organization, or returns how long to wait and why. p_per_window and p_per_day are
-- what Google allows the project in 100 s and in a day; the 2 s more are for the network. All callers count the same
-- starts, so while instances with different figures run, none starts a call beyond its own figure, and all together
-- none beyond the larger.
--   The window: while several organizations have runs that can be executed, none holds more than its share, but always
-- enough for one whole run: it is better that runs end one after the other than that all are slow.
--   The day: an organization gets half of what the others have left, likewise enough for one whole run. Those without
-- a live connection, which only look at what a login can see, have a tenth of the day together and share it likewise.
--   p_now replaces the clock in tests.
create function app.take_quota_slot(
  p_organization uuid, p_now timestamptz default null, p_project text default '',
  p_per_window integer default 25, p_per_day integer default 10000)
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
    select r.organization_id
    from public.sync_run r
    join public.customer c on c.organization_id = r.organization_id and c.id = r.customer_id
    join public.google_connection g
      on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
    where (r.status = 'RUNNING' and r.container_path is not null or r.status = 'QUEUED' and r.run_at <= v_now)
      and (c.status in ('CONNECTED', 'ERROR') or c.deleted_at is not null) and c.container_path is not null
      and g.status = 'ACTIVE' and g.deleted_at is null
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

grant execute on function app.take_quota_slot(uuid, timestamptz, text, integer, integer) to oct_system;

call app.hide_from_planner('quota_slot');
call app.hide_from_planner('quota_day');
call app.hide_from_planner('app.quota_share');
