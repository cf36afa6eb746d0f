-- Google gives the whole Cloud project 25 Tag Manager requests in any 100 s and 10,000 a day (midnight Pacific):
-- https://developers.google.com/tag-platform/tag-manager/api/v2/limits-quotas
-- 25 slots, each lent for 102 s, keep any window of 100 s at 25 starts or fewer; the 2 s are the way to the wire.
insert into quota_slot (slot, granted_at) select slot, '-infinity' from generate_series(0, 24) slot;

-- Takes one slot for an organization, or says how long to wait. While several organizations have runs to do, none
-- holds more than its share of a window, but always enough for one whole run: it is better that runs end one after the
-- other than that all crawl. p_now replaces the clock in tests.
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
begin
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

  select s.slot into v_slot from public.quota_slot s
  where s.granted_at <= v_now - v_window order by s.granted_at limit 1 for update skip locked;
  if not found then
    select min(s.granted_at) into v_oldest from public.quota_slot s;
    return query select false, app.ms_until(v_oldest + v_window, v_now), 'window';
    return;
  end if;

  insert into public.quota_day as d (day, used) values (v_day, 1)
  on conflict (day) do update set used = d.used + 1 where d.used < v_daily;
  if not found then
    return query select false,
      app.ms_until((v_day + 1)::timestamp at time zone 'America/Los_Angeles', v_now), 'day';
    return;
  end if;

  update public.quota_slot s
  set granted_at = coalesce(p_now, clock_timestamp()), organization_id = p_organization where s.slot = v_slot;
  return query select true, 0, null::text;
end $$;

create function app.ms_until(p_then timestamptz, p_now timestamptz) returns integer
language sql immutable parallel safe set search_path = ''
return least(greatest(ceil(extract(epoch from p_then - p_now) * 1000), 1), 86400000)::integer;

grant execute on function app.take_quota_slot(uuid, timestamptz) to oct_system;
