-- A tracking may be paused by its agency: its tag is paused in Tag Manager, and that is what is wanted.

-- 1. The column, on record.
alter table tracking add column paused boolean not null default false;
grant insert (paused), update (paused) on tracking to oct_app;
call app.audit('tracking', 'tracking',
  p_ignored => '{updated_at,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at,applied,deployment,deployment_state,deployment_checked_at,evidence_state,evidence,evidence_since,evidence_checked_at,last_received_at}');
call app.hide_from_planner('tracking');

-- 2. What is live of it then: `PAUSED`, which is next to `LIVE`, for nothing is wrong.
alter table tracking
  drop constraint tracking_deployment_state_check,
  add constraint tracking_deployment_state_check
    check (deployment_state in ('LIVE', 'PAUSED', 'UNKNOWN', 'DIFFERS', 'NOT_LIVE', 'CANNOT_FIRE'));
alter table customer
  drop constraint customer_deployment_worst_check,
  add constraint customer_deployment_worst_check
    check (deployment_worst in ('LIVE', 'PAUSED', 'UNKNOWN', 'DIFFERS', 'NOT_LIVE', 'CANNOT_FIRE'));
-- Its index goes with the column.
alter table customer drop column deployment_rank;
alter table customer
  add column deployment_rank smallint not null generated always as (
    case deployment_worst when 'LIVE' then 0 when 'PAUSED' then 1 when 'UNKNOWN' then 2 when 'DIFFERS' then 3
      when 'NOT_LIVE' then 4 else 5 end) stored;
create index customer_deployment_live_idx on customer (organization_id, deployment_rank, id) where deleted_at is null;
call app.hide_from_planner('customer');

-- 3. The worst of a customer's, from worst to best.
create or replace function app.worst_deployment(p_organization uuid, p_customer uuid) returns text
language sql stable set search_path = '' as $$
select coalesce((
  select s.state
  from unnest('{CANNOT_FIRE,NOT_LIVE,DIFFERS,UNKNOWN,PAUSED,LIVE}'::text[]) with ordinality s (state, place)
  where exists (
    select from public.tracking t
    where t.organization_id = p_organization and t.customer_id = p_customer and t.deleted_at is null
      and t.deployment_state = s.state)
  order by s.place limit 1), 'UNKNOWN')$$;

create or replace function app.count_trackings() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    update public.customer c set tracking_count = c.tracking_count + change.delta,
      deployment_worst = case when c.deployment_worst in ('LIVE', 'PAUSED') then 'UNKNOWN' else c.deployment_worst end,
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
