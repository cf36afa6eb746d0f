-- Tag Manager calls that each organization started on one day of Google's quota clock, so that none can spend the day
-- alone. Not a tenant table; reached by functions only.
create table app.quota_share (
  day date not null,
  organization_id uuid not null,
  used integer not null,
  constraint quota_share_pkey primary key (day, organization_id)
);
alter table app.quota_share enable row level security, force row level security;
create policy owner_all on app.quota_share for all to oct_owner using (true) with check (true);

-- As before, and of the day an organization gets half of what the others have left, but always enough for one whole
-- run: the first may start 5,000 calls, the next one 2,500 then, and so on.
create or replace function app.take_quota_slot(p_organization uuid, p_now timestamptz default null)
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

  insert into public.quota_day (day, used) values (v_day, 0) on conflict do nothing;
  if found then
    delete from app.quota_share s where s.day < v_day;
  end if;
  -- From here on one after the other: the sums are exact.
  select d.used into v_used from public.quota_day d where d.day = v_day for no key update;
  select s.used into v_own from app.quota_share s where s.day = v_day and s.organization_id = p_organization;
  v_own := coalesce(v_own, 0);
  if v_used >= v_daily or v_own >= greatest((v_daily - (v_used - v_own)) / 2, v_run) then
    return query select false,
      app.ms_until((v_day + 1)::timestamp at time zone 'America/Los_Angeles', v_now),
      case when v_used >= v_daily then 'day' else 'day_share' end;
    return;
  end if;

  update public.quota_day d set used = d.used + 1 where d.day = v_day;
  insert into app.quota_share as s (day, organization_id, used) values (v_day, p_organization, 1)
  on conflict (day, organization_id) do update set used = s.used + 1;
  update public.quota_slot s
  set granted_at = coalesce(p_now, clock_timestamp()), organization_id = p_organization where s.slot = v_slot;
  return query select true, 0, null::text;
end $$;
