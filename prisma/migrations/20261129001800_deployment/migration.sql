-- What is deployed: what was last written at Google for each tracking, and the verdict on what is there now.

alter table tracking
  add column applied jsonb not null default '{}',
  add column deployment jsonb not null default '{}',
  add column deployment_state text not null default 'UNKNOWN',
  add column deployment_checked_at timestamptz(3),
  add constraint tracking_deployment_state_check
    check (deployment_state in ('LIVE', 'UNKNOWN', 'DIFFERS', 'NOT_LIVE', 'CANNOT_FIRE')),
  drop constraint tracking_sync_status_check,
  add constraint tracking_sync_status_check
    check (sync_status in ('PENDING', 'IN_PROGRESS', 'AWAITING_PUBLISH', 'SUCCESS', 'FAILED'));
-- The worst of a customer is found by one probe for each state.
create index tracking_deployment_live_idx on tracking (organization_id, customer_id, deployment_state)
  where deleted_at is null;
grant update (applied, deployment, deployment_state, deployment_checked_at) on tracking to oct_app;
call app.audit('tracking', 'tracking',
  p_ignored => '{updated_at,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at,applied,deployment,deployment_state,deployment_checked_at}');

-- deployment_rank is for lists that are sorted by how bad it is.
alter table customer
  add column deployment_worst text not null default 'UNKNOWN',
  add column deployment_rank smallint not null generated always as (
    case deployment_worst when 'LIVE' then 0 when 'UNKNOWN' then 1 when 'DIFFERS' then 2 when 'NOT_LIVE' then 3
      else 4 end) stored,
  add constraint customer_deployment_worst_check
    check (deployment_worst in ('LIVE', 'UNKNOWN', 'DIFFERS', 'NOT_LIVE', 'CANNOT_FIRE'));
call app.audit('customer', 'customer',
  p_ignored => '{updated_at,version,tracking_count,search_text,deployment_worst,deployment_rank}');

alter table sync_run
  add column mode text not null default 'edit',
  add column builds_on_live boolean not null default false,
  add constraint sync_run_mode_check check (mode in ('edit', 'sync', 'repair')),
  drop constraint sync_run_kind_check,
  add constraint sync_run_kind_check check (kind in ('SYNC', 'PUBLISH', 'VERIFY', 'ROLLBACK'));
create unique index sync_run_queued_verify_key
  on sync_run (organization_id, customer_id) where status = 'QUEUED' and kind = 'VERIFY';
grant insert (mode, builds_on_live), update (mode, builds_on_live) on sync_run to oct_app;

-- Versions that were seen live, since Google does not tell whether one ever was: what tells a rollback.
create table container_version (
  organization_id uuid not null default app.require_org(),
  customer_id uuid not null,
  container_path text not null,
  version_id text not null,
  digest text not null,
  created_at timestamptz(3) not null default current_timestamp,
  seen_at timestamptz(3) not null default current_timestamp,

  constraint container_version_pkey primary key (organization_id, customer_id, container_path, version_id),
  constraint container_version_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint container_version_organization_id_customer_id_fkey foreign key (organization_id, customer_id)
    references customer (organization_id, id) on delete restrict on update restrict
);
create index container_version_seen_at_idx on container_version (seen_at);
call app.protect('container_version',
  p_insert => '{customer_id,container_path,version_id,digest,created_at,seen_at}',
  p_update => '{digest,seen_at}');

-- The state that is worst among the live trackings of a customer; UNKNOWN where it has none.
create function app.worst_deployment(p_organization uuid, p_customer uuid) returns text
language sql stable set search_path = '' as $$
select coalesce((
  select s.state
  from unnest('{CANNOT_FIRE,NOT_LIVE,DIFFERS,UNKNOWN,LIVE}'::text[]) with ordinality s (state, place)
  where exists (
    select from public.tracking t
    where t.organization_id = p_organization and t.customer_id = p_customer and t.deleted_at is null
      and t.deployment_state = s.state)
  order by s.place limit 1), 'UNKNOWN')$$;

-- As before, and keeps customer.deployment_worst right as well.
create or replace function app.count_trackings() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_customers integer;
  v_counted integer;
begin
  if tg_op = 'INSERT' then
    with change as (
      select organization_id, customer_id, count(*) as delta
      from added where deleted_at is null group by 1, 2
    ), counted as (
      update public.customer c set tracking_count = c.tracking_count + change.delta,
        deployment_worst = case c.deployment_worst when 'LIVE' then 'UNKNOWN' else c.deployment_worst end
      from change
      where c.organization_id = change.organization_id and c.id = change.customer_id and c.deleted_at is null
      returning 1
    )
    select (select count(*) from change), (select count(*) from counted) into v_customers, v_counted;
    if v_counted < v_customers then
      raise exception 'the customer of a live tracking must be live'
        using errcode = '23503', constraint = 'tracking_organization_id_customer_id_fkey';
    end if;
  else
    update public.customer c set tracking_count = c.tracking_count + change.delta,
      deployment_worst = app.worst_deployment(c.organization_id, c.id)
    from (
      select a.organization_id, a.customer_id,
        sum((a.deleted_at is null)::int - (b.deleted_at is null)::int) as delta
      from added a join removed b using (organization_id, id)
      group by 1, 2
      having sum((a.deleted_at is null)::int - (b.deleted_at is null)::int) <> 0
        or bool_or(a.deployment_state <> b.deployment_state)
    ) change
    where c.organization_id = change.organization_id and c.id = change.customer_id and c.deleted_at is null;
  end if;
  return null;
end $$;
