-- Evidence: what Google Ads has received of each tracking. Once a day each Ads account is asked by a collector, which holds a
-- lease on it; what was counted is kept by day, and judged.

-- 1. An Ads account of an organization, however many of its customers share it. `collected_from` to `collected_through` are
--    the days, in the account's own time zone, of which Google has said what it counted.
create table evidence_account (
  organization_id uuid not null default app.require_org(),
  ads_account_id text not null,
  time_zone text,
  currency text,
  collected_from date,
  collected_through date,
  collected_at timestamptz(3),
  long_read_at timestamptz(3),
  error_code text,
  failures integer not null default 0,
  due_at timestamptz(3) not null default current_timestamp,
  lease_owner uuid,
  lease_until timestamptz(3),
  fence integer not null default 0,
  created_at timestamptz(3) not null default current_timestamp,

  constraint evidence_account_pkey primary key (organization_id, ads_account_id),
  constraint evidence_account_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint evidence_account_collected_check check (collected_from <= collected_through)
);
-- app.claim_collection, over all organizations.
create index evidence_account_due_idx on evidence_account (due_at);
call app.protect('evidence_account',
  p_update => '{time_zone,currency,collected_from,collected_through,collected_at,long_read_at,error_code}');

-- 2. What an action has counted on one day, as Google says now: a later correction overwrites it. Partitions by month, which
--    are made and dropped without touching other tables: so there are no foreign keys, whose locks would hold up all work on
--    trackings. Rows come from a join with the trackings under their locks, and are purged with them.
create table conversion_day (
  organization_id uuid not null default app.require_org(),
  tracking_id uuid not null,
  day date not null,
  customer_id uuid not null,
  conversions numeric(14, 3) not null,
  value numeric(16, 2) not null,
  currency text not null,
  updated_at timestamptz(3) not null default current_timestamp,

  constraint conversion_day_pkey primary key (organization_id, tracking_id, day),
  constraint conversion_day_conversions_check check (conversions >= 0)
) partition by range (day);
-- No index besides the key: the days of a customer are found by its trackings, those of an organization by its part of the key
-- in the months of the window. Without statistics the planner would take a second one where the key finds less.
call app.protect('conversion_day',
  p_insert => '{tracking_id,day,customer_id,conversions,value,currency}',
  p_update => '{customer_id,conversions,value,currency,updated_at}');

-- 3. The partitions: from four months back, which a collector reads again (90 days in any time zone), to two months ahead; a month is dropped when it
--    is over for two years. Attaching a table locks nothing that a collector or a report needs; dropping does, for a moment, so
--    it waits for two seconds at most.
create function app.arrange_conversion_months(p_now timestamptz) returns table (made integer, dropped integer)
language plpgsql volatile security definer set search_path = '' set lock_timeout = '2s' as $$
declare
  v_this constant date := date_trunc('month', p_now at time zone 'UTC')::date;
  v_month date;
  v_name text;
  v_old record;
begin
  made := 0;
  dropped := 0;
  -- 1. Make what lacks, one caller at a time.
  for v_month in
    select m::date from generate_series(v_this - interval '4 months', v_this + interval '2 months', interval '1 month') m
    where to_regclass('app.conversion_day_' || to_char(m, 'YYYY_MM')) is null
    order by m
  loop
    if made = 0 then
      lock table public.conversion_day in share update exclusive mode;
    end if;
    v_name := 'conversion_day_' || to_char(v_month, 'YYYY_MM');
    continue when to_regclass('app.' || v_name) is not null;
    execute format('create table app.%I (like public.conversion_day including all)', v_name);
    execute format('alter table app.%I enable row level security, force row level security', v_name);
    execute format('create policy owner_all on app.%I for all to oct_owner using (true) with check (true)', v_name);
    call app.hide_from_planner(format('app.%I', v_name)::regclass);
    execute format('alter table public.conversion_day attach partition app.%I for values from (%L) to (%L)',
      v_name, v_month, (v_month + interval '1 month')::date);
    made := made + 1;
  end loop;
  -- 2. Drop what is over.
  for v_old in
    select c.relname as name from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.conversion_day'::regclass
      and c.relname < 'conversion_day_' || to_char(v_this - interval '25 months', 'YYYY_MM')
    order by c.relname
  loop
    execute format('drop table app.%I', v_old.name);
    dropped := dropped + 1;
  end loop;
  return next;
end $$;
grant execute on function app.arrange_conversion_months(timestamptz) to oct_system;
select app.arrange_conversion_months(now());

-- 4. The evidence of a tracking, and the worst of a customer's.
alter table tracking
  add column evidence_state text not null default 'UNKNOWN',
  add column evidence jsonb not null default '{}',
  add column evidence_since date,
  add column evidence_checked_at timestamptz(3),
  add column last_received_at timestamptz(3),
  add constraint tracking_evidence_state_check check (evidence_state in
    ('COUNTING', 'QUIET', 'AWAITING_FIRST', 'TOO_LITTLE_TRAFFIC', 'UNKNOWN', 'DOUBLED', 'STOPPED'));
create index tracking_evidence_live_idx on tracking (organization_id, customer_id, evidence_state) where deleted_at is null;
create index tracking_evidence_created_live_idx on tracking (organization_id, evidence_state, created_at, id)
  where deleted_at is null;
grant update (evidence_state, evidence, evidence_checked_at, last_received_at) on tracking to oct_app;
call app.audit('tracking', 'tracking',
  p_ignored => '{updated_at,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at,applied,deployment,deployment_state,deployment_checked_at,evidence_state,evidence,evidence_since,evidence_checked_at,last_received_at}');
drop trigger set_updated_at on tracking;
create trigger set_updated_at before update on tracking for each row
when ((old.evidence_state, old.evidence, old.evidence_checked_at, old.last_received_at)
  is not distinct from (new.evidence_state, new.evidence, new.evidence_checked_at, new.last_received_at))
execute function app.set_updated_at();

alter table customer
  add column evidence_worst text not null default 'UNKNOWN',
  add column evidence_rank smallint not null generated always as (
    case evidence_worst when 'COUNTING' then 0 when 'QUIET' then 1 when 'AWAITING_FIRST' then 2
      when 'TOO_LITTLE_TRAFFIC' then 3 when 'UNKNOWN' then 4 when 'DOUBLED' then 5 else 6 end) stored,
  add constraint customer_evidence_worst_check check (evidence_worst in
    ('COUNTING', 'QUIET', 'AWAITING_FIRST', 'TOO_LITTLE_TRAFFIC', 'UNKNOWN', 'DOUBLED', 'STOPPED'));
create index customer_evidence_live_idx on customer (organization_id, evidence_rank, id) where deleted_at is null;
call app.audit('customer', 'customer', p_ignored => '{updated_at,version,tracking_count,search_text,deployment_worst,deployment_rank,open_findings,requested_choice,choice_due_at,deployment_checked_at,deployment_due_at,drafts_checked_at,evidence_worst,evidence_rank}');

-- The state that is worst among the live trackings of a customer; UNKNOWN where it has none.
create function app.worst_evidence(p_organization uuid, p_customer uuid) returns text
language sql stable set search_path = '' as $$
select coalesce((
  select s.state
  from unnest('{STOPPED,DOUBLED,UNKNOWN,TOO_LITTLE_TRAFFIC,AWAITING_FIRST,QUIET,COUNTING}'::text[]) with ordinality s (state, place)
  where exists (
    select from public.tracking t
    where t.organization_id = p_organization and t.customer_id = p_customer and t.deleted_at is null
      and t.evidence_state = s.state)
  order by s.place limit 1), 'UNKNOWN')
$$;

-- As before, and keeps customer.evidence_worst.
create or replace function app.count_trackings() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    update public.customer c set tracking_count = c.tracking_count + change.delta,
      deployment_worst = case c.deployment_worst when 'LIVE' then 'UNKNOWN' else c.deployment_worst end,
      evidence_worst = case when c.evidence_worst in ('DOUBLED', 'STOPPED') then c.evidence_worst else 'UNKNOWN' end
    from (
      select a.organization_id, a.customer_id, count(*) as delta
      from added a where a.deleted_at is null
      group by 1, 2) change
    where c.organization_id = change.organization_id and c.id = change.customer_id;
  else
    update public.customer c set tracking_count = c.tracking_count + change.delta,
      deployment_worst = app.worst_deployment(c.organization_id, c.id),
      evidence_worst = app.worst_evidence(c.organization_id, c.id)
    from (
      select a.organization_id, a.customer_id,
        sum((a.deleted_at is null)::int - (b.deleted_at is null)::int) as delta
      from added a join removed b using (organization_id, id)
      group by 1, 2
      having sum((a.deleted_at is null)::int - (b.deleted_at is null)::int) <> 0
        or bool_or(a.deployment_state <> b.deployment_state) or bool_or(a.evidence_state <> b.evidence_state)
    ) change
    where c.organization_id = change.organization_id and c.id = change.customer_id and c.deleted_at is null;
  end if;
  return null;
end $$;

-- Another conversion action begins without evidence.
create function app.begin_evidence() returns trigger
language plpgsql volatile set search_path = '' as $$
begin
  new.evidence_state := 'UNKNOWN';
  new.evidence := '{}';
  new.evidence_since := (clock_timestamp() at time zone 'UTC')::date;
  new.evidence_checked_at := null;
  new.last_received_at := null;
  return new;
end $$;
create trigger begin_evidence before update of conversion_action_resource_name on tracking for each row
when (new.conversion_action_resource_name is distinct from old.conversion_action_resource_name)
execute function app.begin_evidence();

-- 5. The Ads account of a live customer is collected, from now on. A collector locks the account before its customers, so one
--    that it writes at this moment is not waited for: it is due again tomorrow.
create function app.add_evidence_account() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.evidence_account (organization_id, ads_account_id)
  values (new.organization_id, new.google_ads_account_id)
  on conflict (organization_id, ads_account_id) do nothing;
  if not found then
    update public.evidence_account e set due_at = clock_timestamp()
    from (
      select a.organization_id, a.ads_account_id from public.evidence_account a
      where a.organization_id = new.organization_id and a.ads_account_id = new.google_ads_account_id
        and a.due_at > clock_timestamp()
      for no key update skip locked) later
    where e.organization_id = later.organization_id and e.ads_account_id = later.ads_account_id;
  end if;
  return null;
end $$;
create trigger add_evidence_account after insert on customer for each row
when (new.google_ads_account_id is not null and new.deleted_at is null)
execute function app.add_evidence_account();
create trigger add_other_evidence_account after update on customer for each row
when (new.google_ads_account_id is not null and new.deleted_at is null
  and (old.google_ads_account_id is distinct from new.google_ads_account_id or old.deleted_at is not null
    or old.google_account_id is distinct from new.google_account_id or old.login_customer_id is distinct from new.login_customer_id))
execute function app.add_evidence_account();
create index customer_ads_account_live_idx on customer (organization_id, google_ads_account_id)
  where deleted_at is null and google_ads_account_id is not null;
insert into evidence_account (organization_id, ads_account_id)
select distinct c.organization_id, c.google_ads_account_id from customer c
where c.deleted_at is null and c.google_ads_account_id is not null;

insert into app.last_visit (visitor) values ('collect-evidence');

-- 6. Claims the account that is due longest, or was left by a collector whose lease ran out. One that no live customer has
--    any more is let go: a customer that comes back brings it back.
create function app.claim_collection(p_owner uuid, p_lease interval, p_now timestamptz default null)
returns table (organization_id uuid, ads_account_id text, fence integer)
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_generic_plan
set enable_seqscan = off as $$
declare
  v_now constant timestamptz := coalesce(p_now, clock_timestamp());
  v_account record;
begin
  loop
    select e.organization_id, e.ads_account_id into v_account
    from public.evidence_account e
    where e.due_at <= v_now and (e.lease_until is null or e.lease_until <= v_now)
    order by e.due_at limit 1
    for update skip locked;
    exit when not found;
    if exists (
      select from public.customer c
      where c.organization_id = v_account.organization_id and c.google_ads_account_id = v_account.ads_account_id
        and c.deleted_at is null)
    then
      return query
      update public.evidence_account e
      set lease_owner = p_owner, lease_until = v_now + p_lease, fence = e.fence + 1
      where e.organization_id = v_account.organization_id and e.ads_account_id = v_account.ads_account_id
      returning e.organization_id, e.ads_account_id, e.fence;
      return;
    end if;
    delete from public.evidence_account e
    where e.organization_id = v_account.organization_id and e.ads_account_id = v_account.ads_account_id;
  end loop;
end $$;
grant execute on function app.claim_collection(uuid, interval, timestamptz) to oct_system;

create function app.renew_collection(p_organization uuid, p_account text, p_owner uuid, p_fence integer, p_lease interval)
returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.evidence_account e set lease_until = clock_timestamp() + p_lease
  where e.organization_id = p_organization and e.ads_account_id = p_account
    and e.lease_owner = p_owner and e.fence = p_fence and e.lease_until > clock_timestamp();
  return found;
end $$;
grant execute on function app.renew_collection(uuid, text, uuid, integer, interval) to oct_system;

-- Ends a collection: the account is due again at p_due. p_failed counts on, for the waits between attempts.
create function app.end_collection(
  p_organization uuid, p_account text, p_owner uuid, p_fence integer, p_due timestamptz, p_failed boolean)
returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.evidence_account e
  set due_at = p_due, lease_owner = null, lease_until = null, failures = case when p_failed then e.failures + 1 else 0 end
  where e.organization_id = p_organization and e.ads_account_id = p_account
    and e.lease_owner = p_owner and e.fence = p_fence;
  return found;
end $$;
grant execute on function app.end_collection(uuid, text, uuid, integer, timestamptz, boolean) to oct_system;

-- 7. The session of a collector reaches what a run does.
create or replace function app.require_org() returns uuid
language sql stable parallel safe security definer set search_path = ''
return app.require_org_as('user', 'key', 'run', 'collection', 'system');

create or replace function app.require_org_of_any() returns uuid
language sql stable parallel safe security definer set search_path = ''
return app.require_org_as('user', 'key', 'run', 'refresh', 'collection', 'system');

alter table audit_log drop constraint audit_log_actor_kind_check;
alter table audit_log add constraint audit_log_actor_kind_check
  check (actor_kind in ('user', 'key', 'run', 'refresh', 'collection', 'system', 'database'));

create or replace function app.enter(p_signed text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'user', 'key', 'run', 'refresh', 'collection');
  v_kind text := v_claims ->> 'kind';
  v_organization uuid := v_claims ->> 'organization';
  v_actor text := v_claims ->> 'actor';
  v_required_role text := v_claims ->> 'role';
  v_lease_owner uuid := v_claims ->> 'leaseOwner';
  v_fence integer := v_claims ->> 'fence';
  v_role text;
  v_valid_after timestamptz;
  v_creator_role text;
  v_writes boolean := current_setting('transaction_read_only') = 'off';
begin
  -- 1. Claims for reading open nothing that can write.
  if v_writes and v_claims ->> 'readOnly' is distinct from 'false' then
    raise exception 'claimed for reading' using errcode = 'OC010';
  end if;

  -- 2. Check the actor.
  case v_kind
  when 'user' then
    select u.role, u.tokens_valid_after into v_role, v_valid_after
    from public.user_account u join public.organization o on o.id = u.organization_id
    where u.organization_id = v_organization and u.id = v_actor::uuid
      and u.deleted_at is null and o.deleted_at is null;
    if not found then
      raise exception 'not a member' using errcode = 'OC001';
    elsif (v_claims ->> 'authenticatedAt')::timestamptz < v_valid_after then
      raise exception 'signed out' using errcode = 'OC003';
    elsif v_required_role is distinct from 'MEMBER' and v_role is distinct from v_required_role then
      raise exception 'insufficient role' using errcode = 'OC002';
    end if;
  when 'key' then
    -- A key may do what its role and its creator's both allow, as long as the creator is a member.
    select k.role, u.role into v_role, v_creator_role
    from public.api_key k
    join public.user_account u on u.organization_id = k.organization_id and u.id = k.created_by and u.deleted_at is null
    join public.organization o on o.id = k.organization_id and o.deleted_at is null
    where k.organization_id = v_organization and k.id = v_actor::uuid
      and k.revoked_at is null and k.expires_at > clock_timestamp();
    if not found then
      raise exception 'the key has ended' using errcode = 'OC008';
    elsif v_required_role is distinct from 'MEMBER'
      and (v_role is distinct from v_required_role or v_creator_role is distinct from v_required_role)
    then
      raise exception 'insufficient role' using errcode = 'OC002';
    end if;
  when 'run' then
    -- The row lock holds off a new claim until this transaction ends, so a late write can never follow one.
    if v_writes then
      perform from public.sync_run r
      where r.organization_id = v_organization and r.id = v_actor::uuid and r.status = 'RUNNING'
        and r.lease_owner = v_lease_owner and r.fence = v_fence and r.lease_until > clock_timestamp()
      for no key update;
    else
      perform from public.sync_run r
      where r.organization_id = v_organization and r.id = v_actor::uuid and r.status = 'RUNNING'
        and r.lease_owner = v_lease_owner and r.fence = v_fence and r.lease_until > clock_timestamp();
    end if;
    if not found then
      raise exception 'lease lost' using errcode = 'OC004';
    end if;
  when 'refresh' then
    if v_writes then
      perform from public.google_connection g
      where g.organization_id = v_organization and g.google_account_id = v_actor
        and g.lease_owner = v_lease_owner and g.fence = v_fence and g.lease_until > clock_timestamp()
      for no key update;
    else
      perform from public.google_connection g
      where g.organization_id = v_organization and g.google_account_id = v_actor
        and g.lease_owner = v_lease_owner and g.fence = v_fence and g.lease_until > clock_timestamp();
    end if;
    if not found then
      raise exception 'lease lost' using errcode = 'OC004';
    end if;
  when 'collection' then
    if v_writes then
      perform from public.evidence_account e
      where e.organization_id = v_organization and e.ads_account_id = v_actor
        and e.lease_owner = v_lease_owner and e.fence = v_fence and e.lease_until > clock_timestamp()
      for no key update;
    else
      perform from public.evidence_account e
      where e.organization_id = v_organization and e.ads_account_id = v_actor
        and e.lease_owner = v_lease_owner and e.fence = v_fence and e.lease_until > clock_timestamp();
    end if;
    if not found then
      raise exception 'lease lost' using errcode = 'OC004';
    end if;
  end case;

  -- 3. Open the session.
  perform app.open_session(v_organization, v_kind, v_actor, v_claims ->> 'request'),
    set_config('app.sees_deleted', case when v_claims ->> 'includeDeleted' = 'true' then 'on' else '' end, true),
    set_config('application_name', left(concat_ws(' ', v_claims ->> 'request', v_claims ->> 'operation'), 63), true);
end $$;

-- 8. Purged with its tracking.
create or replace function app.purge_customer(p_organization uuid, p_customer uuid, p_now timestamptz, p_retention interval)
returns table (trackings integer, still_deployed integer)
language plpgsql volatile set search_path = '' as $$
begin
  begin
    perform from public.tracking t where t.organization_id = p_organization and t.customer_id = p_customer
    order by t.id for update nowait;
    perform from public.sync_run r where r.organization_id = p_organization and r.customer_id = p_customer
    order by r.id for update nowait;
  exception when lock_not_available then
    return;
  end;
  perform from public.customer c
  where c.organization_id = p_organization and c.id = p_customer and app.is_purgeable(c, p_now, p_retention);
  if not found then
    return;
  end if;
  select count(*), count(*) filter (where not app.removed_at_google(t)) into trackings, still_deployed
  from public.tracking t where t.organization_id = p_organization and t.customer_id = p_customer;
  delete from public.history_entry h where h.organization_id = p_organization and h.customer_id = p_customer;
  delete from public.sync_job j where j.organization_id = p_organization and j.customer_id = p_customer;
  delete from public.sync_run r where r.organization_id = p_organization and r.customer_id = p_customer;
  delete from public.finding f where f.organization_id = p_organization and f.customer_id = p_customer;
  delete from public.container_version v where v.organization_id = p_organization and v.customer_id = p_customer;
  delete from public.oauth_state s where s.organization_id = p_organization and s.customer_id = p_customer;
  delete from public.conversion_day d
  using public.tracking t
  where t.organization_id = p_organization and t.customer_id = p_customer
    and d.organization_id = p_organization and d.tracking_id = t.id;
  delete from public.tracking t where t.organization_id = p_organization and t.customer_id = p_customer;
  delete from public.customer c where c.organization_id = p_organization and c.id = p_customer;
  return next;
end $$;

create or replace function app.purge_trackings(p_organization uuid, p_now timestamptz, p_retention interval, p_limit integer)
returns table (trackings integer, still_deployed integer)
language plpgsql volatile set search_path = '' as $$
declare
  v_locked uuid[];
  v_purged uuid[];
begin
  v_locked := array(
    select t.id
    from public.tracking t
    join public.customer c on c.organization_id = t.organization_id and c.id = t.customer_id
    where t.organization_id = p_organization and t.deleted_at < p_now - p_retention
      and t.deletion_id is distinct from c.deletion_id and app.is_purgeable(t, p_now, p_retention)
    order by t.deleted_at limit p_limit
    for update of t skip locked);
  -- Checked again under the locks: the first look may be older than what a run has written since.
  select array_agg(t.id), count(*), count(*) filter (where not app.removed_at_google(t))
  into v_purged, trackings, still_deployed
  from public.tracking t
  where t.organization_id = p_organization and t.id = any (v_locked) and app.is_purgeable(t, p_now, p_retention);
  delete from public.sync_job j where j.organization_id = p_organization and j.tracking_id = any (v_purged);
  delete from public.finding f where f.organization_id = p_organization and f.tracking_id = any (v_purged);
  delete from public.conversion_day d where d.organization_id = p_organization and d.tracking_id = any (v_purged);
  delete from public.tracking t where t.organization_id = p_organization and t.id = any (v_purged);
  return next;
end $$;

-- 9. How a tracking counts is a closed set, like how it is deployed.
create or replace function app.planner_columns() returns table (name text, target integer)
language sql immutable parallel safe set search_path = ''
begin atomic
  select known.name, -1 from unnest(array['status', 'kind', 'type', 'role', 'action', 'severity', 'code', 'sync_status',
    'deployment_state', 'deployment_worst', 'deployment_rank', 'background', 'evidence_state', 'evidence_worst',
    'evidence_rank']) known (name)
  union all
  values ('deleted_at', 1), ('resolved_at', 1);
end;
call app.hide_from_planner('tracking');
call app.hide_from_planner('customer');
