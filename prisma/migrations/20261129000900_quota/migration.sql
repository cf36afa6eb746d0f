-- Google gives the whole Cloud project 25 Tag Manager requests in any 100 s and 10,000 a day (midnight Pacific):
-- https://developers.google.com/tag-platform/tag-manager/api/v2/limits-quotas
-- 25 slots, each granted for 102 s, keep any window of 100 s at 25 starts or fewer; the 2 s are for the network.
-- None of these is a tenant table; only functions reach them.

create table quota_slot (
  slot smallint not null,
  granted_at timestamptz(6) not null,
  organization_id uuid,
  constraint quota_slot_pkey primary key (slot)
);
-- 'epoch', not '-infinity', for a slot that was never granted: PostgreSQL before 17 subtracts no infinite times.
insert into quota_slot (slot, granted_at) select slot, 'epoch' from generate_series(0, 24) slot;

-- Calls started on one day of Google's quota clock.
create table quota_day (
  day date not null,
  used integer not null default 0,
  constraint quota_day_pkey primary key (day)
);

-- The same by organization, so that none can use up the day alone.
create table app.quota_share (
  day date not null,
  organization_id uuid not null,
  used integer not null,
  constraint quota_share_pkey primary key (day, organization_id)
);

alter table quota_slot enable row level security, force row level security;
alter table quota_day enable row level security, force row level security;
alter table app.quota_share enable row level security, force row level security;
create policy owner_all on quota_slot for all to oct_owner using (true) with check (true);
create policy owner_all on quota_day for all to oct_owner using (true) with check (true);
create policy owner_all on app.quota_share for all to oct_owner using (true) with check (true);

-- Grants one slot to an organization, or returns how long to wait and why. While several organizations have runs to do,
-- none holds more than its share of a window, but always enough for one whole run: it is better that runs end one after
-- the other than that all are slow. Of the day an organization gets half of what the others have left, likewise enough for
-- one whole run: the first may start 5,000 calls, the next one 2,500 then, and so on. p_now replaces the clock in tests.
create function app.take_quota_slot(p_organization uuid, p_now timestamptz default null)
returns table (granted boolean, retry_after_ms integer, reason text)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_window constant interval := interval '102 seconds';
  v_daily constant integer := 10000;
  v_run constant integer := 10;
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_day date := (v_now at time zone 'America/Los_Angeles')::date;
  v_share integer;
  v_held integer;
  v_oldest timestamptz;
  v_slot smallint;
  v_used integer;
  v_own integer;
begin
  -- 1. The organization's share of the window, by how many have runs to do.
  select count(*) into v_share from (
    select r.organization_id from public.sync_run r where r.status = 'RUNNING' and r.container_path is not null
    union select r.organization_id from public.sync_run r where r.status = 'QUEUED' and r.run_at <= v_now
    union select p_organization
    limit 25) active;
  v_share := greatest(ceil(25.0 / v_share), v_run);

  select count(*), min(s.granted_at) into v_held, v_oldest from public.quota_slot s
  where s.organization_id = p_organization and s.granted_at > v_now - v_window;
  if v_held >= v_share then
    return query select false, app.ms_until(v_oldest + v_window, v_now), 'share';
    return;
  end if;

  -- 2. Lock a free slot.
  select s.slot into v_slot from public.quota_slot s
  where s.granted_at <= v_now - v_window order by s.granted_at limit 1 for update skip locked;
  if not found then
    select min(s.granted_at) into v_oldest from public.quota_slot s;
    return query select false, app.ms_until(v_oldest + v_window, v_now), 'window';
    return;
  end if;

  -- 3. Lock the day: from here on one after the other, so that the sums are exact.
  insert into public.quota_day (day, used) values (v_day, 0) on conflict do nothing;
  if found then
    delete from app.quota_share s where s.day < v_day;
  end if;
  select d.used into v_used from public.quota_day d where d.day = v_day for no key update;
  select s.used into v_own from app.quota_share s where s.day = v_day and s.organization_id = p_organization;
  v_own := coalesce(v_own, 0);
  if v_used >= v_daily or v_own >= greatest((v_daily - (v_used - v_own)) / 2, v_run) then
    return query select false,
      app.ms_until((v_day + 1)::timestamp at time zone 'America/Los_Angeles', v_now),
      case when v_used >= v_daily then 'day' else 'day_share' end;
    return;
  end if;

  -- 4. Count the call and grant the slot.
  update public.quota_day d set used = d.used + 1 where d.day = v_day;
  insert into app.quota_share as s (day, organization_id, used) values (v_day, p_organization, 1)
  on conflict (day, organization_id) do update set used = s.used + 1;
  update public.quota_slot s
  set granted_at = coalesce(p_now, clock_timestamp()), organization_id = p_organization where s.slot = v_slot;
  return query select true, 0, null::text;
end $$;

grant execute on function app.take_quota_slot(uuid, timestamptz) to oct_system;
