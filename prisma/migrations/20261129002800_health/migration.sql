-- What health tells the operator: when each cron job came last, whether the keys still fit what they have encrypted, and
-- counts over all organizations. None of these tables is a tenant's; only functions reach them.

-- 1. Visits of the cron jobs, and of health itself, whose visit is the write that it tries.
create table app.last_visit (
  visitor text not null,
  -- Since when it is expected.
  created_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  -- How much of its last work has failed.
  failures integer not null default 0,
  constraint last_visit_pkey primary key (visitor),
  constraint last_visit_failures_check check (failures >= 0)
);
insert into app.last_visit (visitor)
select unnest('{run-sync,refresh-tokens,maintain,purge,health}'::text[]);

-- 2. A known text, encrypted by each key when it was first used: a key of the same id that cannot decrypt it is another one.
create table app.key_check (
  key_id text not null,
  encrypted text not null,
  created_at timestamptz(3) not null default now(),
  constraint key_check_pkey primary key (key_id),
  constraint key_check_encrypted_check check (char_length(encrypted) <= 500)
);

alter table app.last_visit enable row level security, force row level security;
alter table app.key_check enable row level security, force row level security;
create policy owner_all on app.last_visit for all to oct_owner using (true) with check (true);
create policy owner_all on app.key_check for all to oct_owner using (true) with check (true);

-- 3. The tenant of the service's own, with one member, nothing else and a uid that no sign-in has: health reads as it.
--    An id tells a time, and a chain that seems old is not signed; this one's is in the year 10889.
insert into organization (id, name) values ('ffffffff-ffff-7fff-bfff-fffffffffff1', 'OneClickTag health');
insert into user_account (id, organization_id, email, firebase_uid, role)
values ('ffffffff-ffff-7fff-bfff-fffffffffff2', 'ffffffff-ffff-7fff-bfff-fffffffffff1', 'health@service.invalid',
  'health ' || gen_random_uuid(), 'MEMBER');

-- Records that a cron job, or health, has done its work. An unknown visitor is no row.
create function app.record_visit(p_visitor text, p_failures integer, p_now timestamptz default null) returns void
language sql volatile security definer set search_path = ''
begin atomic
  update app.last_visit v
  set ended_at = coalesce(p_now, clock_timestamp()), failures = p_failures
  where v.visitor = p_visitor;
end;

-- Keeps what a key has encrypted, at its first use, and returns what is kept.
create function app.key_check_of(p_key text, p_encrypted text) returns text
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into app.key_check (key_id, encrypted) values (p_key, p_encrypted) on conflict do nothing;
  return (select k.encrypted from app.key_check k where k.key_id = p_key);
end $$;

-- What the operator asks over all organizations: counts, ids of keys and the names of jobs and migrations; nothing of any
-- tenant.
create function app.service_state(p_now timestamptz default null) returns table (
  visits jsonb, quota_used integer, overdue_runs integer, lost_logins integer, used_keys text[], migration text,
  unfinished_migrations integer)
language plpgsql stable security definer set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
begin
  -- 1. Cron jobs and the quota.
  select jsonb_object_agg(v.visitor, jsonb_build_object(
      'seconds', extract(epoch from v_now - coalesce(v.ended_at, v.created_at))::integer, 'failures', v.failures))
  into visits from app.last_visit v;
  select coalesce(max(d.used), 0) into quota_used from public.quota_day d
  where d.day = (v_now at time zone 'America/Los_Angeles')::date;

  -- 2. Runs that nothing has taken up for a quarter of an hour, and logins that their owners have to connect again.
  --    One that waits for its organization (a paused customer, a lost login) is not overdue.
  select count(*) into overdue_runs
  from public.sync_run r
  join public.customer c on c.organization_id = r.organization_id and c.id = r.customer_id
  join public.google_connection g
    on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
  where (r.status = 'QUEUED' and r.run_at < v_now - interval '15 minutes'
      or r.status = 'RUNNING' and r.lease_until < v_now - interval '15 minutes')
    and (c.status in ('CONNECTED', 'ERROR') or c.deleted_at is not null) and c.container_path is not null
    and g.status = 'ACTIVE' and g.deleted_at is null;
  select count(*) into lost_logins from public.google_connection g where g.status = 'ERROR' and g.deleted_at is null;

  -- 3. Ids of the keys that stored tokens need: v1.<key id>.…
  select coalesce(array_agg(distinct split_part(t.token, '.', 2)), '{}') into used_keys
  from public.google_connection g cross join lateral (values (g.refresh_token), (g.access_token)) t (token)
  where g.deleted_at is null and t.token like 'v1.%';

  -- 4. Migrations. Where another tool has applied them, there is no record.
  begin
    select max(m.migration_name) filter (where m.finished_at is not null),
      count(*) filter (where m.finished_at is null)
    into migration, unfinished_migrations from public._prisma_migrations m where m.rolled_back_at is null;
  exception when undefined_table then
    unfinished_migrations := 0;
  end;
  return next;
end $$;

grant execute on function
  app.record_visit(text, integer, timestamptz),
  app.key_check_of(text, text),
  app.service_state(timestamptz)
to oct_system;

call app.hide_from_planner('app.last_visit');
call app.hide_from_planner('app.key_check');
